import { randomBytes } from "node:crypto";
import { expect, test } from "@jest/globals";
import jsonwebtoken from "jsonwebtoken";
import { accessTokenKey, accessTokenKeys, signAccessToken, verifyAccessToken } from "./access-token.js";

const newKey = () => accessTokenKey(randomBytes(32).toString("base64"));
const key = newKey();

test("claims come back with their expiry", () => {
  const token = signAccessToken(key, { userId: "u1", familyId: "f1" }, "railbooker-api", 60);
  const claims = verifyAccessToken([key], token, "railbooker-api");
  expect(claims).toMatchObject({ userId: "u1", familyId: "f1" });
  expect(Math.abs(claims.expiresAt.getTime() - Date.now() - 60_000)).toBeLessThan(5000);
});

test.each([
  ["another key", signAccessToken(newKey(), { userId: "u1" }, "railbooker-api", 60)],
  ["another audience", signAccessToken(key, { userId: "u1" }, "railbooker-notification", 60)],
  ["too late", signAccessToken(key, { userId: "u1" }, "railbooker-api", -1)],
  [
    "another issuer",
    jsonwebtoken.sign({}, key, { subject: "u1", issuer: "x", audience: "railbooker-api", expiresIn: 60 }),
  ],
  [
    "no subject",
    jsonwebtoken.sign({}, key, { issuer: "railbooker", audience: "railbooker-api", expiresIn: 60 }),
  ],
  ["no end", jsonwebtoken.sign({}, key, { subject: "u1", issuer: "railbooker", audience: "railbooker-api" })],
  [
    "another algorithm",
    jsonwebtoken.sign({}, key, {
      algorithm: "HS512",
      subject: "u1",
      issuer: "railbooker",
      audience: "railbooker-api",
      expiresIn: 60,
    }),
  ],
  ["no token", "x.y.z"],
])("%s is refused", (_what, token) => {
  expect(() => verifyAccessToken([key], token, "railbooker-api")).toThrow(
    expect.objectContaining({ kind: "not-signed-in", code: "invalid-token" }),
  );
});

test("while keys are being changed, what either has signed is accepted", () => {
  const [old, next] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")];
  const keys = accessTokenKeys(next, old);
  for (const key of [old, next]) {
    const token = signAccessToken(accessTokenKey(key), { userId: "u1" }, "railbooker-api", 60);
    expect(verifyAccessToken(keys, token, "railbooker-api").userId).toBe("u1");
  }
  const forged = signAccessToken(newKey(), { userId: "u1" }, "railbooker-api", 60);
  expect(() => verifyAccessToken(keys, forged, "railbooker-api")).toThrow();
  const late = signAccessToken(accessTokenKey(old), { userId: "u1" }, "railbooker-api", -1);
  expect(() => verifyAccessToken(keys, late, "railbooker-api")).toThrow();
});

test("a short key is refused with the way to a good one", () => {
  expect(() => accessTokenKey("c2hvcnQ=")).toThrow("openssl rand -base64 32");
});
