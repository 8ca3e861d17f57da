import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { addDays } from "./timetable/service-day.js";
import { smallFeed } from "./timetable/testing/small-feed.js";
import { openTimetableDatabase, type TimetableDatabase } from "./timetable/testing/timetable-database.js";

const program = fileURLToPath(new URL("./import-timetable.js", import.meta.url));
let db: TimetableDatabase;
let folder: string;

beforeAll(async () => {
  db = await openTimetableDatabase();
  folder = await mkdtemp(join(tmpdir(), "import-timetable-"));
  const compact = (days: number) => addDays(new Date().toISOString().slice(0, 10), days).replaceAll("-", "");
  const dates = `service_id,date,exception_type\ns,${compact(0)},1\ns,${compact(60)},1\n`;
  const feed = smallFeed({ "calendar.txt": undefined, "calendar_dates.txt": dates });
  for (const [name, text] of Object.entries(feed)) await writeFile(join(folder, name), text);
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, DATABASE_URL: db.url }, timeout: 15_000 };
    const child = execFile(process.execPath, [program, ...args], options, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

test("what is no feed ends with 1 and says why; nothing else is changed", async () => {
  expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining("Usage: import-timetable") });
  expect(await run(join(folder, "none"))).toMatchObject({
    code: 1,
    err: expect.stringContaining("nothing at"),
  });
  expect(await run("--needed")).toMatchObject({ code: 0 });
});

test("who asks for help is told how, and so is who asks for what there is not", async () => {
  const usage = expect.stringContaining("Usage: import-timetable FOLDER|ZIP");
  expect(await run("--help")).toMatchObject({ code: 0, out: usage, err: "" });
  expect(await run("--strickt")).toMatchObject({ code: 1, err: usage });
});

test("a feed goes live with a report, and is not needed again until it runs out", async () => {
  const { code, out, err } = await run(folder);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/small-railway is live from .*: 1 trains, 3 locations, 3 calls/);
  expect(await db.sql.rows("SELECT 1 FROM trains")).toHaveLength(1);
  expect(await run("--needed")).toEqual({ code: 3, out: "", err: "" });
  expect(await run(folder, "--needed")).toEqual({ code: 3, out: "", err: "" });
});
