import { expect, test } from "@jest/globals";
import { createLogger } from "./logger.js";

function logged(write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(createLogger({ service: "test", level: "info", destination: { write: (line) => lines.push(line) } }));
  expect(lines.length).toBe(1);
  return JSON.parse(lines.join("")) as Record<string, unknown>;
}

test("personal fields are struck out, two levels deep", () => {
  const line = logged((log) =>
    log.info(
      { email: "canary", user: { name: "canary", id: 7 }, body: { user: { password: "canary" } } },
      "hello",
    ),
  );
  expect(JSON.stringify(line)).not.toContain("canary");
  expect(line).toMatchObject({ level: "info", service: "test", msg: "hello", user: { id: 7 } });
});

test("an error is told by its message, code and causes; a failed query's parameters are not", () => {
  const cause = Object.assign(new Error("connect refused"), { code: "ECONNREFUSED" });
  const error = Object.assign(new Error("query failed", { cause }), {
    parameters: ["canary"],
    query: "SELECT canary",
    driverError: { detail: "Key (email)=(canary)" },
  });
  const line = logged((log) => log.error({ err: error }, "request failed"));
  expect(line["err"]).toMatchObject({
    message: "query failed",
    cause: { message: "connect refused", errorCode: "ECONNREFUSED" },
  });
  expect(JSON.stringify(line)).not.toContain("canary");
});

test("an error that is its own cause does not run for ever", () => {
  const error = new Error("round");
  error.cause = error;
  expect(JSON.stringify(logged((log) => log.error({ err: error }))).length).toBeLessThan(20_000);
});
