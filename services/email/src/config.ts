import { domainToASCII } from "node:url";
import { loadConfig } from "@railbooker/runtime/config";
import Type, { type Static } from "typebox";
import { type SmtpServer, smtpServer } from "./smtp-server.js";

const text = Type.Optional(Type.String());

const Settings = Type.Object({
  PORT: Type.Integer({ default: 3001, minimum: 0, maximum: 65535 }),
  OPS_PORT: Type.Integer({ default: 9466, minimum: 0, maximum: 65535 }),
  OPS_HOST: Type.String({ default: "127.0.0.1", description: "interface of the operators' port" }),
  /** The address to listen on: all of this machine's, unless set. */
  HOST: Type.String({ default: "0.0.0.0" }),
  REDIS_URL: Type.String({ default: "redis://127.0.0.1:6379" }),
  SMTP_URL: Type.Optional(Type.String({ pattern: "^smtps?://" })),
  SMTP_HOST: text,
  SMTP_PORT: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535 })),
  SMTP_USER: text,
  SMTP_PASSWORD: text,
  /** `auto`: TLS wherever it is offered, and demanded on port 587 or with a login, except of a server on this machine. */
  SMTP_TLS: Type.Union([Type.Literal("auto"), Type.Literal("required"), Type.Literal("off")], {
    default: "auto",
  }),
  /** PEM of the authorities that sign the mail server's certificate, where they are not the usual ones. */
  SMTP_CA: Type.Optional(Type.String({ pattern: "BEGIN CERTIFICATE" })),
  /** With these the user signs in by XOAUTH2 instead of a password. */
  SMTP_OAUTH_CLIENT_ID: text,
  SMTP_OAUTH_CLIENT_SECRET: text,
  SMTP_OAUTH_REFRESH_TOKEN: text,
  SMTP_OAUTH_TOKEN_URL: Type.String({
    default: "https://oauth2.googleapis.com/token",
    pattern: "^https?://",
  }),
  /** Connections of this replica at most. */
  SMTP_MAX_CONNECTIONS: Type.Integer({ default: 5, minimum: 1, maximum: 100 }),
  /** Connections that the provider allows all replicas together; they share them. */
  SMTP_TOTAL_CONNECTIONS: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Mails a second that the provider takes from all replicas together; below 1 for such as 30 a minute (0.5). */
  SMTP_RATE_PER_SECOND: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  /** Seconds that the mail server may stay silent once it is connected. */
  SMTP_SILENCE_SECONDS: Type.Number({ default: 15, exclusiveMinimum: 0, maximum: 18 }),
  DKIM_DOMAIN: text,
  DKIM_SELECTOR: text,
  DKIM_PRIVATE_KEY: Type.Optional(Type.String({ pattern: "PRIVATE KEY" })),
  MAIL_FROM: Type.String({ default: "RailBooker <tickets@railbooker.example>", pattern: "@" }),
  EMAIL_SERVICE_TOKEN: Type.String({ default: "local-email-service-token", minLength: 16, secret: true }),
  EMAIL_SERVICE_TOKEN_PREVIOUS: Type.Optional(Type.String({ minLength: 16 })),
  PUBLIC_URL: Type.String({ default: "http://localhost:3000", pattern: "^https?://" }),
  LOG_LEVEL: Type.String({ default: "info" }),
  /** Mails accepted but not yet answered, beyond which a 429 asks the caller to come back. */
  MAX_PENDING_MAILS: Type.Integer({ default: 500, minimum: 1 }),
  /** Seconds, at most, that a stopping replica still serves connections that are open: nginx closes idle ones before. */
  DRAIN_GRACE_SECONDS: Type.Number({ default: 5, minimum: 0, maximum: 10 }),
  /** Seconds after the signal to stop at which mails under way are given up, as unknown where the server has begun. */
  DRAIN_SECONDS: Type.Number({ default: 25, minimum: 0, maximum: 40 }),
});

/** The key that signs mails, published in DNS as `<selector>._domainkey.<domain>`. */
export interface Dkim {
  domain: string;
  selector: string;
  privateKey: string;
}

export type EmailConfig = Readonly<Static<typeof Settings>> & { smtp: SmtpServer; dkim?: Dkim };

/** @throws Error listing every variable that is missing or wrong. */
export function readConfig(env: Record<string, string | undefined>): EmailConfig {
  const settings = loadConfig(Settings, env);
  if (
    settings.SMTP_URL === undefined &&
    settings.SMTP_HOST === undefined &&
    env["NODE_ENV"] === "production"
  ) {
    throw new Error(
      "The settings are not usable:\n  - SMTP_URL: it is missing, and so is SMTP_HOST. Set one, such as " +
        "SMTP_URL=smtp://user:password@mail.example.org:587, and start again.",
    );
  }
  const dkim = dkimOf(settings);
  return { ...settings, smtp: smtpServer(settings), ...(dkim === undefined ? {} : { dkim }) };
}

/** Domain of the sender's address, in ASCII. */
export function senderDomain(from: string): string {
  return domainToASCII(/@([^\s<>"]+)/.exec(from)?.[1] ?? "") || "railbooker.example";
}

function dkimOf(settings: Static<typeof Settings>): Dkim | undefined {
  const { DKIM_PRIVATE_KEY: privateKey, DKIM_SELECTOR: selector, DKIM_DOMAIN, MAIL_FROM } = settings;
  if (privateKey === undefined) return undefined;
  if (selector === undefined) {
    throw new Error(
      "The settings are not usable:\n  - DKIM_SELECTOR: it is missing, although DKIM_PRIVATE_KEY is set. Set it to the " +
        "name under which the key is published: <selector>._domainkey.<domain>.",
    );
  }
  return { domain: DKIM_DOMAIN ?? senderDomain(MAIL_FROM), selector, privateKey };
}
