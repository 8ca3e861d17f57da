import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";

const run = promisify(execFile);
let house: string;

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), "railbooker-rules-"));
  await symlink(join(repositoryRoot, "node_modules"), join(house, "node_modules"));
});

afterAll(async () => {
  await rm(house, { recursive: true, force: true });
});

/** Writes files into an empty house and gives back the names of the rules they break. */
async function broken(files: Record<string, string>): Promise<string[]> {
  for (const folder of ["shared", "services", "scripts", "test"]) {
    await rm(join(house, folder), { recursive: true, force: true });
    await mkdir(join(house, folder), { recursive: true });
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(house, path)), { recursive: true });
    await writeFile(join(house, path), text);
  }
  const config = join(repositoryRoot, ".dependency-cruiser.cjs");
  const program = join(repositoryRoot, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [
    program,
    "--config",
    config,
    "--output-type",
    "json",
    "shared",
    "services",
    "scripts",
    "test",
  ];
  const { stdout } = await run(process.execPath, args, { cwd: house, maxBuffer: 20e6 }).catch(
    (error: { stdout: string }) => error,
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map((violation) => violation.rule.name))];
}

const one = "export const one = 1;\n";

test("a house without a fault passes", async () => {
  expect(
    await broken({
      "shared/runtime/src/a.ts": one,
      "services/booking/src/seating/b.ts": 'import { one } from "./c.js";\nexport const b = one;\n',
      "services/booking/src/seating/c.ts": one,
    }),
  ).toEqual([]);
});

test("OpenTelemetry is loaded by one file alone", async () => {
  const text = 'import { trace } from "@opentelemetry/api";\nexport const one = trace;\n';
  expect(await broken({ "shared/runtime/src/metrics.ts": text })).toEqual([
    "opentelemetry-is-loaded-when-asked-for",
  ]);
  expect(await broken({ "shared/runtime/src/tracing-otel.ts": text })).toEqual([]);
});

test.each([
  [
    "no-circular",
    {
      "shared/runtime/src/a.ts": 'import { b } from "./b.js";\nexport const a = () => b;\n',
      "shared/runtime/src/b.ts": 'import { a } from "./a.js";\nexport const b = () => a;\n',
    },
  ],
  [
    "services-know-nothing-of-each-other",
    {
      "services/email/src/a.ts": 'import { one } from "../../booking/src/b.js";\nexport const a = one;\n',
      "services/booking/src/b.ts": one,
    },
  ],
  [
    "pages-know-only-shapes-of-the-service",
    {
      "services/booking/web/src/a.ts": 'import { one } from "../../src/b.js";\nexport const a = one;\n',
      "services/booking/src/b.ts": one,
    },
  ],
  [
    "shared-knows-nothing-of-services",
    {
      "shared/events/src/a.ts":
        'import { one } from "../../../services/booking/src/b.js";\nexport const a = one;\n',
      "services/booking/src/b.ts": one,
    },
  ],
  [
    "runtime-knows-nothing-of-events",
    {
      "shared/runtime/src/a.ts": 'import { one } from "../../events/src/b.js";\nexport const a = one;\n',
      "shared/events/src/b.ts": one,
    },
  ],
  [
    "only-compose-opens-connections",
    {
      "services/booking/src/seating/a.ts":
        'import { createRedis } from "@railbooker/runtime/redis";\nexport const a = createRedis;\n',
    },
  ],
  [
    "nothing-imports-compose",
    {
      "services/email/src/http/a.ts": 'import { one } from "../compose.js";\nexport const a = one;\n',
      "services/email/src/compose.ts": one,
    },
  ],
  [
    "no-tests-in-production",
    {
      "services/email/src/a.ts": 'import { one } from "./testing/b.js";\nexport const a = one;\n',
      "services/email/src/testing/b.ts": one,
    },
  ],
  [
    "rules-are-free-of-transport",
    { "services/booking/src/seating/a.ts": 'import express from "express";\nexport const a = express;\n' },
  ],
  [
    "seating-below-bookings",
    {
      "services/booking/src/seating/a.ts": 'import { one } from "../bookings/b.js";\nexport const a = one;\n',
      "services/booking/src/bookings/b.ts": one,
    },
  ],
  [
    "timetable-below-offers",
    {
      "services/booking/src/timetable/a.ts":
        'import { one } from "../seating/b.js";\nexport const a = one;\n',
      "services/booking/src/seating/b.ts": one,
    },
  ],
  [
    "operator-lies-above-the-features",
    {
      "services/booking/src/timetable/a.ts":
        'import { one } from "../operator/b.js";\nexport const a = one;\n',
      "services/booking/src/operator/b.ts": one,
    },
  ],
  [
    "operator-below-http",
    {
      "services/booking/src/operator/a.ts": 'import { one } from "../http/b.js";\nexport const a = one;\n',
      "services/booking/src/http/b.ts": one,
    },
  ],
  [
    "offers-below-seating",
    {
      "services/booking/src/offers/a.ts": 'import { one } from "../seating/b.js";\nexport const a = one;\n',
      "services/booking/src/seating/b.ts": one,
    },
  ],
])("the guard bites: %s", async (rule, files) => {
  expect(await broken(files)).toContain(rule);
});
