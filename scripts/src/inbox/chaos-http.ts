import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { type Chaos, parseTroubles } from "./chaos.js";

/** GET /chaos tells what is on, PUT sets it, DELETE ends it; each answers with what is on then. */
export async function answerChaos(
  request: IncomingMessage,
  chaos: Chaos,
): Promise<{ status: number; value: unknown }> {
  try {
    if (request.method === "PUT") chaos.set(parseTroubles(JSON.parse(await text(request))));
    if (request.method === "DELETE") chaos.set([]);
  } catch (error) {
    return {
      status: 400,
      value: { title: error instanceof Error ? error.message : "The body is not JSON." },
    };
  }
  return { status: 200, value: { troubles: chaos.list() } };
}
