import { expect, test } from "@jest/globals";
import { refuseCommonPassword } from "./common-passwords.js";
import { createPasswords } from "./passwords.js";

test("a password is verified whole, in any Unicode form, and nobody's never", async () => {
  const passwords = createPasswords();
  const long = `${"x".repeat(100)}é`;
  const stored = await passwords.hash(long);
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwords.verify(stored, long.normalize("NFD"))).toBe(true);
  expect(await passwords.verify(stored, `${"x".repeat(100)}e`)).toBe(false);
  expect(await passwords.verify(undefined, long)).toBe(false);
});

test("few are hashed at once; beyond the queue one is told to come back", async () => {
  const passwords = createPasswords({ atOnce: 1, waiting: 2 });
  const all = await Promise.allSettled(
    Array.from({ length: 5 }, () => passwords.hash("three unrelated words")),
  );
  expect(all.map((one) => one.status)).toEqual([
    "fulfilled",
    "fulfilled",
    "fulfilled",
    "rejected",
    "rejected",
  ]);
  expect(all[4]).toMatchObject({ reason: { code: "busy", kind: "unavailable", retryAfterSeconds: 2 } });
  await expect(passwords.hash("and afterwards there is room")).resolves.toContain("argon2id");
});

test.each([
  "password1",
  "PASSWORD123",
  "aaaaaaaa",
  "abababab",
  "railbooker2026",
  "ada.example",
  "ada.example@example.org",
])("%s is refused as too common", (password) => {
  expect(() => refuseCommonPassword(password, { email: "Ada.Example@example.org" })).toThrow(
    "first that would be guessed",
  );
});

test("three unrelated words are fine", () => {
  refuseCommonPassword("three unrelated words", { email: "ada@example.org", name: "Ada" });
});
