import { expect, test } from "@jest/globals";
import { readConfig } from "./config.js";

test.each([
  [{}, { host: "127.0.0.1", port: 1025, secure: false, requireTls: false, plain: true }],
  [
    { SMTP_URL: "smtp://a%40b:p%3Aw@mail.example.org" },
    {
      host: "mail.example.org",
      port: 587,
      secure: false,
      requireTls: true,
      plain: false,
      login: { user: "a@b", password: "p:w" },
    },
  ],
  [
    { SMTP_URL: "smtps://mail.example.org" },
    { host: "mail.example.org", port: 465, secure: true, requireTls: false, plain: false },
  ],
  [
    { SMTP_HOST: "mail.example.org", SMTP_PORT: "465", SMTP_USER: "ada", SMTP_PASSWORD: "secret" },
    {
      host: "mail.example.org",
      port: 465,
      secure: true,
      requireTls: false,
      plain: false,
      login: { user: "ada", password: "secret" },
    },
  ],
])("%j", (env, expected) => {
  expect(readConfig(env).smtp).toEqual(expected);
});

test("production starts neither without a token nor without a mail server", () => {
  const production = { NODE_ENV: "production" };
  expect(() => readConfig({ ...production, SMTP_HOST: "mail.example.org" })).toThrow("EMAIL_SERVICE_TOKEN");
  expect(() => readConfig({ ...production, EMAIL_SERVICE_TOKEN: "t".repeat(32) })).toThrow("SMTP_URL");
});

test("a URL that cannot be read is not repeated, since it may hold a password", () => {
  expect(() => readConfig({ SMTP_URL: "smtp://user:hunter2@ho st" })).toThrow(/^(?!.*hunter2).*SMTP_URL/s);
});

test("a login never goes over the network in the clear, unless that is asked for", () => {
  const relay = { SMTP_HOST: "relay.example.org", SMTP_PORT: "25" };
  const login = { ...relay, SMTP_USER: "ada", SMTP_PASSWORD: "secret" };
  expect(readConfig(relay).smtp).toMatchObject({ requireTls: false, plain: false });
  expect(readConfig(login).smtp).toMatchObject({ requireTls: true, plain: false });
  expect(readConfig({ ...login, SMTP_TLS: "off" }).smtp).toMatchObject({ requireTls: false, plain: true });
  expect(readConfig({ SMTP_HOST: "127.0.0.1", SMTP_TLS: "required" }).smtp).toMatchObject({
    requireTls: true,
    plain: false,
  });
});

test("XOAUTH2 and DKIM are set whole or not at all", () => {
  const oauth = { SMTP_HOST: "mail.example.org", SMTP_USER: "ada", SMTP_OAUTH_CLIENT_ID: "id" };
  expect(() => readConfig(oauth)).toThrow("SMTP_OAUTH_REFRESH_TOKEN");
  const whole = { ...oauth, SMTP_OAUTH_CLIENT_SECRET: "secret", SMTP_OAUTH_REFRESH_TOKEN: "refresh" };
  expect(readConfig(whole).smtp.login).toEqual({
    user: "ada",
    clientId: "id",
    clientSecret: "secret",
    refreshToken: "refresh",
    tokenUrl: "https://oauth2.googleapis.com/token",
  });
  const key = "-----BEGIN PRIVATE KEY-----";
  expect(() => readConfig({ DKIM_PRIVATE_KEY: key })).toThrow("DKIM_SELECTOR");
  expect(readConfig({ DKIM_PRIVATE_KEY: key, DKIM_SELECTOR: "s1" }).dkim).toEqual({
    domain: "railbooker.example",
    selector: "s1",
    privateKey: key,
  });
});
