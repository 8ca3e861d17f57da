import type { Ports } from "./ports.js";
import type { Secrets } from "./secrets.js";
import { readVariable } from "./variables.js";

/** Tells whether mails go to a server of the user's own, so that no inbox is needed. */
export function hasOwnMailServer(environment: NodeJS.ProcessEnv): boolean {
  return ["SMTP_URL", "SMTP_HOST"].some((name) => readVariable(environment, name) !== undefined);
}

/**
 * What every service gets: the caller's environment, with safe local values for what it does not set.
 * A variable given as NAME_FILE is resolved here, so that no service sees two values of one name.
 */
export function serviceEnvironment(
  environment: NodeJS.ProcessEnv,
  local: { ports: Ports; secrets: Secrets; databaseUrl: string; redisUrl: string },
): NodeJS.ProcessEnv {
  const { ports, secrets, databaseUrl, redisUrl } = local;
  const defaults: Record<string, string> = {
    SESSION_SECRET: secrets.SESSION_SECRET,
    ACCESS_TOKEN_KEY: secrets.ACCESS_TOKEN_KEY,
    TICKET_SIGNING_KEY: secrets.TICKET_SIGNING_KEY,
    EMAIL_SERVICE_TOKEN: secrets.EMAIL_SERVICE_TOKEN,
    EMAIL_SERVICE_URL: `http://127.0.0.1:${ports.email}`,
    NOTIFICATION_SERVICE_URL: `http://127.0.0.1:${ports.notification}`,
    PUBLIC_URL: `http://localhost:${ports.booking}`,
    MAIL_FROM: "RailBooker <tickets@railbooker.example>",
    LOG_LEVEL: "info",
    NODE_ENV: "development",
  };
  if (!hasOwnMailServer(environment)) defaults.SMTP_URL = `smtp://127.0.0.1:${ports.inboxSmtp}`;
  const result = withoutNpm(environment);
  for (const [name, value] of Object.entries(defaults)) {
    result[name] = readVariable(environment, name) ?? value;
    delete result[`${name}_FILE`];
  }
  result.DATABASE_URL = databaseUrl;
  result.REDIS_URL = redisUrl;
  for (const name of ["DATABASE_URL_FILE", "REDIS_URL_FILE", "PORT", "OPS_PORT"]) delete result[name];
  return result;
}

/** npm tells its children about itself in dozens of variables, which are none of a service's business. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !name.toLowerCase().startsWith("npm_") && name !== "INIT_CWD",
    ),
  );
}
