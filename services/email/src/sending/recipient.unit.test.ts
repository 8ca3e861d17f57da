import { expect, test } from "@jest/globals";
import { hashRecipient, parseRecipient } from "./recipient.js";

test.each([
  ["ada@example.org", { address: "ada@example.org", name: "" }],
  [{ email: "ada+rail@example.org" }, { address: "ada+rail@example.org", name: "" }],
  [
    { email: "o'neill@example.org", name: 'Neill, O\u2019 "Ada" <x@y.z>' },
    { address: "o'neill@example.org", name: 'Neill, O\u2019 "Ada" <x@y.z>' },
  ],
  ["ada@bücher.example", { address: "ada@xn--bcher-kva.example", name: "" }],
])("takes %j", (to, expected) => {
  expect(parseRecipient(to)).toEqual(expected);
});

test.each([
  ["ada@example.org, eve@example.org"],
  ["ada@example.org,eve@example.org"],
  ["ada@example.org;eve@example.org"],
  ["ada@example.org eve@example.org"],
  ["Ada <ada@example.org>"],
  ["<ada@example.org>"],
  ["ada@example.org\r\nBcc: eve@example.org"],
  ["ada@example.org\n"],
  ["a\rda@example.org"],
  ['"a@b"@example.org'],
  ["ada@example.org>\r\nRCPT TO:<eve@example.org"],
  ["group: ada@example.org;"],
  ["ada@@example.org"],
  ["eve@example.org@example.org"],
  [".ada@example.org"],
  ["a..da@example.org"],
  ["ada@localhost"],
  ["ada@[127.0.0.1]"],
  ["ada@-example.org"],
  [`${"a".repeat(65)}@example.org`],
  [`ada@${"a.".repeat(130)}org`],
  [""],
  ["@example.org"],
  [undefined],
  [null],
  [7],
  [["ada@example.org"]],
  [{}],
  [{ email: ["ada@example.org", "eve@example.org"] }],
  [{ email: "ada@example.org", name: "Ada\r\nBcc: eve@example.org" }],
  [{ email: "ada@example.org", name: 7 }],
  [{ email: "ada@example.org", address: "eve@example.org" }],
  [JSON.parse('{"email":"ada@example.org","__proto__":{"x":1}}')],
])("refuses %j", (to) => {
  expect(() => parseRecipient(to)).toThrow(
    expect.objectContaining({ kind: "bad-request", code: "invalid-recipient" }),
  );
});

test("the hash does not depend on case and does not hold the address", () => {
  expect(hashRecipient("Ada@example.org")).toBe(hashRecipient("ada@example.org"));
  expect(hashRecipient("ada@example.org")).toMatch(/^[0-9a-f]{16}$/);
});
