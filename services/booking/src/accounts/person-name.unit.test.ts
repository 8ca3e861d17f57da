import { expect, test } from "@jest/globals";
import { compileSchema } from "@railbooker/runtime/schema";
import { PersonName } from "./person-name.js";

const check = compileSchema(PersonName);

test.each(["Ada", "  Ada Lovelace ", "Žofie Müller-Lüdenscheidt", "\u3000山田", "\ufeffAda", "-"])(
  "%j is a name",
  (name) => expect(check(name).ok).toBe(true),
);

test.each(["", " ", "\u3000\u00a0\ufeff", "Ada\n", "\tAda", "a\u0000b", "a\u0085b", "x".repeat(101)])(
  "%j is none",
  (name) => expect(check(name).ok).toBe(false),
);

test("each character is looked at once", () => {
  const pattern = new RegExp(String((PersonName as { pattern?: string }).pattern), "u");
  const began = performance.now();
  for (const filler of ["a", " ", "\u3000"])
    expect(pattern.test(`${filler.repeat(400_000)}\u0001`)).toBe(false);
  // Once from every place it would be minutes.
  expect(performance.now() - began).toBeLessThan(5000);
});
