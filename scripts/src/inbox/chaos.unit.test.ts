import { expect, test } from "@jest/globals";
import { Chaos, parseTroubles } from "./chaos.js";

test("strikes by stage, address and probability, with the usual code of the stage", () => {
  const throws = [0.4, 0.6];
  const chaos = new Chaos(() => throws.shift() ?? 0);
  chaos.set([
    { stage: "recipient", effect: "refuse", address: "GONE@" },
    { stage: "connect", effect: "drop", probability: 0.5 },
    { stage: "answer", effect: "delay", delayMs: 50 },
  ]);
  expect(chaos.strike("recipient", "gone@example.org")).toMatchObject({ effect: "refuse", code: 550 });
  expect(chaos.strike("recipient", "ada@example.org")).toBeUndefined();
  expect(chaos.strike("recipient")).toBeUndefined();
  expect(chaos.strike("connect")).toMatchObject({ effect: "drop" });
  expect(chaos.strike("connect")).toBeUndefined();
  expect(chaos.strike("answer", "ada@example.org")).toMatchObject({ effect: "delay", delayMs: 50 });
  chaos.set([]);
  expect(chaos.strike("answer")).toBeUndefined();
});

test.each([
  [{}, "list of troubles"],
  [["drop"], "must be an object"],
  [[{ stage: "rcpt", effect: "drop" }], '"stage" must be one of connect, login'],
  [[{ stage: "login", effect: "explode" }], '"effect" must be one of refuse, drop'],
  [[{ stage: "login", effect: "refuse", code: 250 }], "from 400 to 599"],
  [[{ stage: "login", effect: "drop", probability: 2 }], "from 0 to 1"],
  [[{ stage: "login", effect: "drop", often: 1 }], 'no field "often"'],
])("%j is refused with what it may be", (value, words) => {
  expect(() => parseTroubles(value)).toThrow(words);
});
