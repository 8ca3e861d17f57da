/** Imports run downward only. Each rule says what to do instead; test/src/guards proves that each one bites. */
const tests = "\\.(unit|int|e2e)\\.test\\.ts$";
const runtime = (name) => `(shared/runtime/dist|@railbooker/runtime)/${name}(\\.js)?$`;
const events = (name) => `(shared/events/dist|@railbooker/events)/${name}(\\.js)?$`;
const feature = (...names) => `^services/booking/src/(${names.join("|")})/`;

/** One line of the order of features: those at the left know nothing of those at the right. */
const below = (name, lower, higher) => ({
  name,
  comment: "A feature uses only those beneath it; pass what it needs from above as a parameter (compose.ts).",
  severity: "error",
  from: { path: feature(...lower), pathNot: tests },
  to: { path: feature(...higher) },
});

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "Two files that import each other are one file, or need a third beneath both.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "services-know-nothing-of-each-other",
      comment: "Services meet on the bus and over HTTP; what they share belongs in shared/events.",
      severity: "error",
      from: { path: "^services/([^/]+)/" },
      to: { path: "^services/([^/]+)/|@railbooker/(booking|notification|email)", pathNot: "^services/$1/" },
    },
    {
      name: "pages-know-only-shapes-of-the-service",
      comment: "Take the types of a -schemas file; code of the service has no place in a browser.",
      severity: "error",
      from: { path: "^services/booking/web/" },
      to: { path: "^services/booking/(src|dist)/", pathNot: "-schemas\\.(ts|js)$" },
    },
    {
      name: "shared-knows-nothing-of-services",
      comment: "shared/ lies beneath everything.",
      severity: "error",
      from: { path: "^shared/" },
      to: { path: "^(services|scripts|test)/|@railbooker/(booking|notification|email|scripts|test)" },
    },
    {
      name: "runtime-knows-nothing-of-events",
      comment: "shared/runtime knows nothing of railways.",
      severity: "error",
      from: { path: "^shared/runtime/" },
      to: { path: "^shared/events/|@railbooker/events" },
    },
    {
      name: "only-compose-opens-connections",
      comment: "Take the connection as a parameter; compose.ts opens it and closes it.",
      severity: "error",
      from: {
        path: "^services/[^/]+/src/",
        pathNot: `/(compose[^/]*|migrate|import-timetable)\\.ts$|/testing/|${tests}`,
      },
      to: {
        path: [runtime("redis"), events("publisher"), events("consumer"), runtime("queue-bull(-view)?")].join(
          "|",
        ),
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "nothing-imports-compose",
      comment: "Only main.ts and tests start a service.",
      severity: "error",
      from: { path: "^services/[^/]+/src/", pathNot: `/main\\.ts$|/testing/|${tests}` },
      to: { path: "^services/[^/]+/src/(compose|main)\\.ts$" },
    },
    {
      name: "opentelemetry-is-loaded-when-asked-for",
      comment: "Use traced() of shared/runtime/src/tracing.ts, which costs nothing while nobody traces.",
      severity: "error",
      from: { pathNot: `^shared/runtime/src/tracing-otel\\.ts$|${tests}` },
      to: { path: "node_modules/@opentelemetry/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-tests-in-production",
      comment: "What production needs does not live in a test.",
      severity: "error",
      from: { pathNot: `${tests}|/testing/|^test/|^scripts/` },
      to: { path: `${tests}|/testing/` },
    },
    {
      name: "rules-are-free-of-transport",
      comment:
        "Stores know SQL, routes know HTTP, compose knows connections; a rule or use case knows none of them.",
      severity: "error",
      from: {
        path: feature("timetable", "offers", "seating", "bookings", "tickets", "locations"),
        pathNot: `-(routes|store)\\.ts$|${tests}`,
      },
      to: {
        path: "node_modules/(express|typeorm|ioredis|bull|socket\\.io|pg|passport)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    below(
      "locations-lie-lowest",
      ["locations"],
      ["timetable", "offers", "seating", "bookings", "tickets", "http"],
    ),
    below("timetable-below-offers", ["timetable"], ["offers", "seating", "bookings", "tickets", "http"]),
    below("offers-below-seating", ["offers"], ["seating", "bookings", "tickets", "http"]),
    below("seating-below-bookings", ["seating"], ["bookings", "tickets", "http"]),
    below("tickets-below-bookings", ["tickets"], ["bookings", "http"]),
    below(
      "payments-below-bookings",
      ["payments"],
      ["locations", "timetable", "seating", "tickets", "bookings", "waitlist", "http"],
    ),
    below("waitlist-beside-bookings", ["waitlist"], ["bookings", "tickets", "payments", "http"]),
    below(
      "operator-lies-above-the-features",
      [
        "accounts",
        "locations",
        "timetable",
        "offers",
        "seating",
        "bookings",
        "tickets",
        "payments",
        "waitlist",
        "outbox",
        "realtime",
        "notifications",
      ],
      ["operator"],
    ),
    below("operator-below-http", ["operator"], ["http"]),
    below("nothing-below-knows-the-waitlist", ["seating", "bookings", "tickets"], ["waitlist"]),
    below(
      "accounts-stand-alone",
      ["accounts"],
      ["locations", "timetable", "offers", "seating", "bookings", "tickets", "http", "realtime"],
    ),
    below(
      "outbox-lies-lowest",
      ["outbox"],
      ["accounts", "locations", "timetable", "offers", "seating", "bookings", "tickets", "http"],
    ),
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: ["node_modules", "/dist/"] },
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".mjs"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
    },
  },
};
