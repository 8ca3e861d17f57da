import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { freePort } from "../servers/free-port.js";
import { isAlive, readPid } from "../servers/leftover.js";
import { within } from "../servers/wait.js";
import { stopEarlierServices } from "./earlier-run.js";
import { lastWords, type ServiceOptions, startService } from "./service.js";
import { type Part, Supervisor } from "./supervisor.js";

let state: string;
let warnings: string[];
const started: Part[] = [];

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "railbooker start "));
  warnings = [];
});

afterEach(async () => {
  for (const part of started.splice(0)) await part.kill();
  rmSync(state, { recursive: true, force: true });
});

/** A healthy service that also does what `extra` says; told to stop, it writes its name into `stopped`. */
async function service(name: string, extra = "", options: Partial<ServiceOptions> = {}): Promise<Part> {
  const port = await freePort();
  const script = join(state, `${name}.mjs`);
  const stopped = JSON.stringify(join(state, "stopped"));
  const text = `
    import { appendFileSync } from "node:fs";
    import { createServer } from "node:http";
    process.on("SIGTERM", () => { appendFileSync(${stopped}, "${name} "); process.exit(0); });
    ${extra}
    createServer((request, response) => response.end("ok")).listen(${port}, "127.0.0.1");
  `;
  writeFileSync(script, text);
  const part = await startService({
    name,
    script,
    state,
    environment: process.env,
    healthUrl: `http://127.0.0.1:${port}/health`,
    onWarning: (line) => warnings.push(line),
    ...options,
  });
  started.push(part);
  return part;
}

function pidOf(name: string): number {
  return readPid(join(state, "run", `${name}.pid`)) ?? 0;
}

test("everything is stopped in the reverse order, and no process stays", async () => {
  const supervisor = new Supervisor();
  for (const name of ["first", "second", "third"]) supervisor.add(await service(name));
  const pids = ["first", "second", "third"].map(pidOf);
  expect(pids.every(isAlive)).toBe(true);
  await Promise.all([supervisor.stopAll(5000), supervisor.stopAll(5000)]);
  expect(readFileSync(join(state, "stopped"), "utf8")).toBe("third second first ");
  expect(pids.some(isAlive)).toBe(false);
});

test("one that does not listen is killed in time for the others to stop in order", async () => {
  const supervisor = new Supervisor();
  supervisor.add(await service("first"));
  const deaf = 'process.removeAllListeners("SIGTERM"); process.on("SIGTERM", () => undefined);';
  supervisor.add(await service("deaf", deaf));
  supervisor.add(await service("third"));
  const pid = pidOf("deaf");
  const start = performance.now();
  await supervisor.stopAll(2500);
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(isAlive(pid)).toBe(false);
  expect(readFileSync(join(state, "stopped"), "utf8")).toBe("third first ");
});

test("a crash is reported with its last words, an asked-for end is not", async () => {
  const supervisor = new Supervisor();
  supervisor.add(await service("steady"));
  const entry = JSON.stringify({ level: 40, msg: "the track is wet" });
  const crash = `setTimeout(() => { console.log(${JSON.stringify(entry)}); throw new Error("off the rails"); }, 300);`;
  supervisor.add(await service("loose", crash));
  const { part, exit } = await supervisor.crashed;
  expect(part.name).toBe("loose");
  expect(exit.code).toBe(1);
  expect(warnings).toEqual(["  loose: warn: the track is wet"]);
  expect(lastWords("It ended.", part)).toMatch(
    /^It ended\. Its last lines:\n.*warn: the track is wet\n.*off the rails/s,
  );
  expect(readFileSync(join(state, "logs/loose.log"), "utf8")).toContain("off the rails");

  const quiet = new Supervisor();
  quiet.add(await service("obedient"));
  await quiet.stopAll(3000);
  expect(await within(quiet.crashed, 100)).toBeUndefined();
  await supervisor.stopAll(3000);
});

test("a service that ends or hangs while it starts is an error that says so, and does not stay", async () => {
  await expect(service("broken", 'throw new Error("no such line");')).rejects.toThrow(
    /^broken ended while starting \(exit code 1\)\. Its last lines:.*no such line/s,
  );
  const hanging = service("hanging", "await new Promise(() => setInterval(() => undefined, 1000));", {
    readyWithinMs: 700,
  });
  await expect(hanging).rejects.toThrow(/^hanging did not answer http:.* within 0.7 s/);
  expect(existsSync(join(state, "run/hanging.pid"))).toBe(false);
});

test("services left over from a killed run are stopped, and another program's process is not", async () => {
  await service("left");
  const pid = pidOf("left");
  writeFileSync(join(state, "run/other.pid"), `${process.pid}\n/somewhere/else.js\n`);
  expect(await stopEarlierServices(state)).toEqual(["left"]);
  expect(isAlive(pid)).toBe(false);
  expect(await stopEarlierServices(state)).toEqual([]);
});
