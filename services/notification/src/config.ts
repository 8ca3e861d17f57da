import Type, { type Static } from "typebox";

const days = (standard: number, minimum: number, description: string) =>
  Type.Integer({ default: standard, minimum, maximum: 3650, description });

/** The settings of the notification service. Keys have no default: `npm start` makes a set of its own for local use. */
export const NotificationConfig = Type.Object({
  PORT: Type.Integer({ default: 3002, minimum: 0, maximum: 65_535 }),
  OPS_PORT: Type.Integer({ default: 9465, minimum: 0, maximum: 65_535 }),
  OPS_HOST: Type.String({ default: "127.0.0.1", description: "interface of the operators' port" }),
  DATABASE_URL: Type.String({ default: "postgres://127.0.0.1:5432/railbooker", secret: true }),
  REDIS_URL: Type.String({ default: "redis://127.0.0.1:6379", secret: true }),
  BUS_PARTITIONS: Type.Integer({
    default: 1,
    minimum: 1,
    maximum: 64,
    description: "streams that the events are spread over; the same in every service",
  }),
  DRAIN_GRACE_SECONDS: Type.Number({
    default: 0,
    minimum: 0,
    maximum: 60,
    description: "how long open connections are served after SIGTERM, while callers go elsewhere",
  }),
  ACCESS_TOKEN_KEY: Type.String({ description: "32 random bytes or more in base64", secret: true }),
  ACCESS_TOKEN_KEY_PREVIOUS: Type.Optional(
    Type.String({ description: "accepted as well, while the key is being changed" }),
  ),
  EMAIL_SERVICE_URL: Type.String({ default: "http://127.0.0.1:3001", format: "uri" }),
  EMAIL_SERVICE_TOKEN: Type.String({ default: "local-email-service-token", minLength: 16, secret: true }),
  INBOX_DAYS: days(
    40,
    31,
    "how long it is remembered which events have had their effect; longer than the bus can replay them",
  ),
  MAIL_DAYS: days(90, 7, "how long mails and reminders are kept once they are settled"),
  NOTIFICATION_DAYS: days(400, 30, "how long notifications are kept"),
  LOG_LEVEL: Type.String({ default: "info", pattern: "^(fatal|error|warn|info|debug|trace|silent)$" }),
});
export type NotificationConfig = Static<typeof NotificationConfig>;
