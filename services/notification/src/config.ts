import Type, { type Static } from "typebox";

/** The settings of the notification service. Keys have no default: `npm start` makes a set of its own for local use. */
export const NotificationConfig = Type.Object({
  PORT: Type.Integer({ default: 3002, minimum: 0, maximum: 65_535 }),
  OPS_PORT: Type.Integer({ default: 9465, minimum: 0, maximum: 65_535 }),
  OPS_HOST: Type.String({ default: "127.0.0.1", description: "interface of the operators' port" }),
  DATABASE_URL: Type.String({ default: "postgres://127.0.0.1:5432/railbooker", secret: true }),
  REDIS_URL: Type.String({ default: "redis://127.0.0.1:6379", secret: true }),
  ACCESS_TOKEN_KEY: Type.String({ description: "32 random bytes or more in base64", secret: true }),
  EMAIL_SERVICE_URL: Type.String({ default: "http://127.0.0.1:3001", format: "uri" }),
  EMAIL_SERVICE_TOKEN: Type.String({ default: "local-email-service-token", minLength: 16, secret: true }),
  LOG_LEVEL: Type.String({ default: "info", pattern: "^(fatal|error|warn|info|debug|trace|silent)$" }),
});
export type NotificationConfig = Static<typeof NotificationConfig>;
