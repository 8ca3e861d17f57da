import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";

const read = (path: string) => readFileSync(join(repositoryRoot, path), "utf8");
const namesIn = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""))].sort();

const composeFile = read("infra/docker-compose.yml");
const example = read("infra/.env.example");
const documented = namesIn(example, /^#?([A-Z][A-Z_]+)=/gm);

test("every setting of the Compose file is explained in .env.example, and no other", () => {
  // What the tests and the build give by themselves.
  const used = namesIn(composeFile, /\$\{([A-Z_]+)/g).filter((name) => name !== "RAILBOOKER_REVISION");
  expect(documented.filter((name) => name !== "COMPOSE_PROFILES" && !name.startsWith("BACKUP_"))).toEqual(
    used,
  );
});

test("the standard value that .env.example names is the one of the Compose file", () => {
  for (const [, name, value] of example.matchAll(/^#([A-Z_]+)=(.*)$/gm)) {
    const standard = new RegExp(`\\$\\{${name}:-([^}]*)\\}`).exec(composeFile)?.[1];
    if (standard !== undefined) expect(`${name}=${value}`).toBe(`${name}=${standard}`);
  }
});

test("every variable that the Compose file gives a service is one of its settings", () => {
  const configs: Record<string, string> = {
    booking: read("services/booking/src/config.ts"),
    notification: read("services/notification/src/config.ts"),
    email: read("services/email/src/config.ts"),
  };
  const common = ["OPS_HOST", "OPS_PORT", "LOG_LEVEL", "DRAIN_GRACE_SECONDS"];
  for (const [service, config] of Object.entries(configs)) {
    const known = namesIn(config, /^ {2}([A-Z][A-Z_]+):/gm);
    const section = new RegExp(`^ {2}${service}:\\n((?: {4}.*\\n|\\n)+)`, "m").exec(composeFile)?.[1] ?? "";
    const given = namesIn(section, /^ {6}([A-Z][A-Z_]+):/gm).filter((name) => name !== "NODE_OPTIONS");
    expect(given.length).toBeGreaterThan(4);
    expect(
      [...common, ...given.map((name) => name.replace(/_FILE$/, ""))].filter((name) => !known.includes(name)),
    ).toEqual([]);
  }
});

test("every comment above a setting says something", () => {
  const lines = example.split("\n");
  const bare = lines.filter((line, i) => /^#?[A-Z_]+=/.test(line) && !/^#/.test(lines[i - 1] ?? ""));
  expect(bare).toEqual([]);
});
