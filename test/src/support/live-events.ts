import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileSchema } from "@railbooker/runtime/schema";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import pg from "pg";

interface Document {
  components: { messages: Record<string, { name: string; payload: Parameters<typeof compileSchema>[0] }> };
}

/**
 * Holds every event that a test has caused against docs/asyncapi.json, as another team's consumer would read it.
 * @throws Error naming each event that is not as the document says
 */
export async function checkLiveEvents(databaseUrl: string): Promise<void> {
  const text = readFileSync(join(repositoryRoot, "docs/asyncapi.json"), "utf8");
  const { components } = JSON.parse(text) as Document;
  const checks = new Map(
    Object.values(components.messages).map(({ name, payload }) => [name, compileSchema(payload)]),
  );
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ envelope: { type: string } }>(
      "SELECT envelope FROM booking.outbox ORDER BY id",
    );
    const wrong = rows.flatMap(({ envelope }) => {
      const result = checks.get(envelope.type)?.(envelope);
      if (result === undefined) return [`${envelope.type} is not documented`];
      return result.ok
        ? []
        : result.errors.map((error) => `${envelope.type}: ${error.pointer} ${error.detail}`);
    });
    if (wrong.length > 0) throw new Error(`Events are not as documented:\n${wrong.join("\n")}`);
  } finally {
    await client.end();
  }
}
