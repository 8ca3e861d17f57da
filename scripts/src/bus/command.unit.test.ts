import { expect, test } from "@jest/globals";
import { readCommand } from "./command.js";

const now = new Date("2026-03-01T12:00:00Z");
const read = (line: string) => readCommand(line.split(" ").filter(Boolean), now);

test.each([
  ["", { what: "status" }],
  ["dead-letters", { what: "list" }],
  ["dead-letters list", { what: "list" }],
  ["dead-letters replay 1-0 2-0", { what: "replay-letters", ids: ["1-0", "2-0"], yes: false }],
  ["dead-letters drop --all --yes", { what: "drop-letters", ids: "all", yes: true }],
  ["replay --since 2h", { what: "replay", since: new Date("2026-03-01T10:00:00Z"), yes: false }],
  [
    "replay --since 2026-03-01T09:30:00Z --yes",
    { what: "replay", since: new Date("2026-03-01T09:30:00Z"), yes: true },
  ],
])("%s", (line, command) => {
  expect(read(line)).toEqual(command);
});

test.each([
  "explode",
  "dead-letters drop",
  "dead-letters drop everything",
  "dead-letters eat 1-0",
  "replay",
  "replay --since yesterday",
  "replay --since 2027-01-01T00:00:00Z",
])("%s is refused with advice", (line) => {
  expect(() => read(line)).toThrow(/Usage|--since takes/);
});
