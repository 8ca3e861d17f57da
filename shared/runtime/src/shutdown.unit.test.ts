import { expect, test } from "@jest/globals";
import { createLogger } from "./logger.js";
import { createShutdown } from "./shutdown.js";

function setUp(deadlineMs?: number) {
  const lines: string[] = [];
  const log = createLogger({
    service: "test",
    level: "info",
    destination: { write: (line) => lines.push(line) },
  });
  return { lines, shutdown: createShutdown(log, deadlineMs) };
}

test("what was opened last is closed first, each after the one before has closed", async () => {
  const { shutdown } = setUp();
  const closed: string[] = [];
  for (const name of ["database", "redis", "http"]) {
    shutdown.add(name, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      closed.push(name);
    });
  }
  await shutdown.close();
  expect(closed).toEqual(["http", "redis", "database"]);
});

test("closing twice closes once, and both wait for the end", async () => {
  const { shutdown } = setUp();
  let count = 0;
  shutdown.add("http", () => {
    count += 1;
  });
  await Promise.all([shutdown.close(), shutdown.close()]);
  expect(count).toBe(1);
});

test("a step that fails is named, and the others are closed all the same", async () => {
  const { lines, shutdown } = setUp();
  let closed = false;
  shutdown.add("database", () => {
    closed = true;
  });
  shutdown.add("http", () => Promise.reject(new Error("stuck")));
  await shutdown.close();
  expect(closed).toBe(true);
  expect(JSON.parse(lines.join(""))).toMatchObject({
    level: "error",
    step: "http",
    err: { message: "stuck" },
  });
});

test("a step that hangs is given up at the deadline, and the rest still gets its turn", async () => {
  const { lines, shutdown } = setUp(50);
  let closed = false;
  shutdown.add("database", () => {
    closed = true;
  });
  shutdown.add("relay", () => new Promise(() => undefined));
  await shutdown.close();
  expect(closed).toBe(true);
  expect(lines.join("")).toContain('"step":"relay"');
});
