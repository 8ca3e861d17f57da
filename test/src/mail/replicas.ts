import { randomBytes } from "node:crypto";
import { type Service, startService } from "../support/service.js";

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into documents of many shapes
  body: any;
}

export const serviceToken = randomBytes(32).toString("hex");

/** What every replica of the e-mail service in a test is given. */
export const replicaEnv = (smtpUrl: string, redisUrl: string): Record<string, string> => ({
  EMAIL_SERVICE_TOKEN: serviceToken,
  SMTP_URL: smtpUrl,
  REDIS_URL: redisUrl,
  MAIL_FROM: "RailBooker <tickets@railbooker.example>",
  PUBLIC_URL: "https://rail.example",
  LOG_LEVEL: "info",
});

export const startReplica = (env: Record<string, string>, port?: number): Promise<Service> =>
  startService("email", env, port);

/** A short mail. */
export const verifyMail = (to: string) => ({ to, template: "verifyEmail", data: { token: "t" } });

/** POST /send. @throws when no answer came */
export async function send(url: string, key: string, mail: unknown): Promise<Answer> {
  const response = await fetch(`${url}/send`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${serviceToken}`,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: JSON.stringify(mail),
    signal: AbortSignal.timeout(35_000),
  });
  const text = await response.text();
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
