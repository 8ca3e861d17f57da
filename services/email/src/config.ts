import { loadConfig } from "@railbooker/runtime/config";
import Type, { type Static } from "typebox";

const Settings = Type.Object({
  PORT: Type.Integer({ default: 3001, minimum: 0, maximum: 65535 }),
  OPS_PORT: Type.Integer({ default: 9466, minimum: 0, maximum: 65535 }),
  REDIS_URL: Type.String({ default: "redis://127.0.0.1:6379" }),
  SMTP_URL: Type.Optional(Type.String({ pattern: "^smtps?://" })),
  SMTP_HOST: Type.Optional(Type.String()),
  SMTP_PORT: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535 })),
  SMTP_USER: Type.Optional(Type.String()),
  SMTP_PASSWORD: Type.Optional(Type.String()),
  SMTP_MAX_CONNECTIONS: Type.Integer({ default: 5, minimum: 1, maximum: 100 }),
  MAIL_FROM: Type.String({ default: "RailBooker <tickets@railbooker.example>", pattern: "@" }),
  EMAIL_SERVICE_TOKEN: Type.String({ default: "local-email-service-token", minLength: 16, secret: true }),
  EMAIL_SERVICE_TOKEN_PREVIOUS: Type.Optional(Type.String({ minLength: 16 })),
  PUBLIC_URL: Type.String({ default: "http://localhost:3000", pattern: "^https?://" }),
  LOG_LEVEL: Type.String({ default: "info" }),
  /** Mails accepted but not yet answered, beyond which a 429 asks the caller to come back. */
  MAX_PENDING_MAILS: Type.Integer({ default: 500, minimum: 1 }),
});

/** Where and how mail is handed over. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte, as on port 465. */
  secure: boolean;
  /** Refuse to send when the server does not offer STARTTLS. */
  requireTls: boolean;
  /** A server on this machine shows a certificate of its own making at best. */
  plain: boolean;
  login?: { user: string; password: string };
}

export type EmailConfig = Readonly<Static<typeof Settings>> & { smtp: SmtpServer };

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
  return { ...settings, smtp: smtpServer(settings) };
}

function smtpServer(settings: Static<typeof Settings>): SmtpServer {
  const { SMTP_URL, SMTP_HOST = "127.0.0.1", SMTP_PORT = 1025, SMTP_USER, SMTP_PASSWORD } = settings;
  if (SMTP_URL === undefined) return describeServer(SMTP_HOST, SMTP_PORT, false, SMTP_USER, SMTP_PASSWORD);
  const url = parseSmtpUrl(SMTP_URL);
  const secure = url.protocol === "smtps:";
  const port = url.port === "" ? (secure ? 465 : 587) : Number(url.port);
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, "$1");
  return describeServer(
    host,
    port,
    secure,
    url.username === "" ? SMTP_USER : decodeURIComponent(url.username),
    url.password === "" ? SMTP_PASSWORD : decodeURIComponent(url.password),
  );
}

function describeServer(
  host: string,
  port: number,
  tls: boolean,
  user?: string,
  password?: string,
): SmtpServer {
  const secure = tls || port === 465;
  const local = host === "localhost" || host === "::1" || host.startsWith("127.");
  return {
    host,
    port,
    secure,
    requireTls: !secure && !local && port === 587,
    plain: !secure && local,
    ...(user === undefined || user === "" ? {} : { login: { user, password: password ?? "" } }),
  };
}

function parseSmtpUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    // The text is not repeated: it usually holds a password.
    throw new Error(
      "The settings are not usable:\n  - SMTP_URL: it is not a URL. Write smtp://user:password@host:587 and " +
        "percent-encode special characters in the password.",
    );
  }
}
