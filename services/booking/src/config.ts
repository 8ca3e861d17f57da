import { loadConfig } from "@railbooker/runtime/config";
import Type, { type Static } from "typebox";

/** The settings of the booking service. Keys have no default: `npm start` makes a set of its own for local use. */
export const BookingConfig = Type.Object({
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65_535 }),
  OPS_PORT: Type.Integer({ default: 9464, minimum: 0, maximum: 65_535 }),
  OPS_HOST: Type.String({ default: "127.0.0.1", description: "interface of the operators' port" }),
  DATABASE_URL: Type.String({ default: "postgres://127.0.0.1:5432/railbooker", secret: true }),
  REDIS_URL: Type.String({ default: "redis://127.0.0.1:6379", secret: true }),
  BUS_PARTITIONS: Type.Integer({
    default: 1,
    minimum: 1,
    maximum: 64,
    description: "streams that the events are spread over; the same in every service",
  }),
  OUTBOX_RETENTION_HOURS: Type.Integer({
    default: 72,
    minimum: 1,
    maximum: 720,
    description: "how long published events are kept, to be published again when Redis has lost them",
  }),
  REDIS_SESSION_URL: Type.Optional(
    Type.String({
      description: "Redis for cached sessions and rate limits, where it is another than REDIS_URL",
    }),
  ),
  DRAIN_GRACE_SECONDS: Type.Number({
    default: 0,
    minimum: 0,
    maximum: 60,
    description: "how long open connections are served after SIGTERM, while load balancers go elsewhere",
  }),
  SESSION_SECRET: Type.String({ minLength: 24, secret: true }),
  SESSION_SECRET_PREVIOUS: Type.Optional(
    Type.String({ minLength: 24, description: "accepted as well, while the secret is being changed" }),
  ),
  ACCESS_TOKEN_KEY: Type.String({ description: "32 random bytes or more in base64", secret: true }),
  ACCESS_TOKEN_KEY_PREVIOUS: Type.Optional(
    Type.String({ description: "accepted as well, while the key is being changed" }),
  ),
  TICKET_SIGNING_KEY: Type.String({
    description: "Ed25519 private key, PKCS#8 PEM, also in base64 on one line",
    secret: true,
  }),
  TICKET_VERIFICATION_KEYS: Type.String({
    default: "",
    pattern: "^([A-Za-z0-9_-]{43}(,[A-Za-z0-9_-]{43})*)?$",
    description:
      "public keys that signed tickets before: the `x` of each in the published key set, with commas between",
  }),
  TICKET_ISSUER: Type.String({
    default: "RB",
    pattern: "^[A-Z0-9]{2,8}$",
    description: "who sells the tickets; in every code",
  }),
  PUBLIC_URL: Type.String({ default: "http://localhost:3000", format: "uri" }),
  NOTIFICATION_SERVICE_URL: Type.String({ default: "http://127.0.0.1:3002", format: "uri" }),
  FEED_HEARTBEAT_SECONDS: Type.Number({
    default: 30,
    minimum: 0.1,
    maximum: 600,
    description: "how often connected browsers are told how many notifications there are",
  }),
  HOLD_MINUTES: Type.Number({ default: 10, exclusiveMinimum: 0, maximum: 120 }),
  SANDBOX_PAYMENT_LATENCY_MS: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 10_000,
    description: "how long each call to the sandbox payment provider takes",
  }),
  PURCHASE_LIMIT: Type.String({
    default: "12",
    pattern: "^(off|[1-9][0-9]{0,2})$",
    description: "seats that one user may hold and buy on one run",
  }),
  RATE_LIMIT: Type.Union([Type.Literal("on"), Type.Literal("off")], { default: "on" }),
  TRUST_PROXY: Type.String({ default: "loopback" }),
  LOG_LEVEL: Type.Union(
    ["fatal", "error", "warn", "info", "debug", "trace", "silent"].map((level) => Type.Literal(level)),
    { default: "info" },
  ),
});
export type BookingConfig = Static<typeof BookingConfig>;

/** @throws Error that lists every setting that is wrong; in production also where limits are lifted. */
export function loadBookingConfig(env: Record<string, string | undefined>): Readonly<BookingConfig> {
  const config = loadConfig(BookingConfig, env);
  if (env["NODE_ENV"] === "production") {
    for (const name of ["RATE_LIMIT", "PURCHASE_LIMIT"] as const) {
      if (config[name] === "off")
        throw new Error(`${name}=off is for load tests; production refuses it. Remove it and start again.`);
    }
  }
  return config;
}
