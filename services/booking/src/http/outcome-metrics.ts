import { type Answered, Counter, type Registry } from "@railbooker/runtime/metrics";

/** What became of an attempt to book, by the code of its refusal. */
const bookingOutcomes: Record<string, string> = {
  "hold-expired": "expired",
  "payment-declined": "declined",
  "seats-taken": "conflict",
};
const signIns: Record<string, string> = { "/api/users/login": "session", "/api/users/token": "token" };

/**
 * Counts what answers mean, by their routes and codes alone: the features need not know that they are counted.
 * Successes and failures of sign-ins, bookings by outcome, and what was refused for safety's sake.
 */
export function outcomeMetrics(registry: Registry): (answered: Answered) => void {
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const bookings = counter("railbooker_bookings_total", "attempts to book, by outcome", "outcome");
  const attempts = counter(
    "railbooker_auth_attempts_total",
    "attempts to sign in, by method and result",
    "method",
    "result",
  );
  const denied = counter("railbooker_authz_denied_total", "requests of users without the right to", "route");
  const limited = counter("railbooker_rate_limited_total", "requests refused as too many", "route");
  const crossSite = counter(
    "railbooker_csrf_rejected_total",
    "requests refused since another site's page caused them",
  );
  // From nothing on: a counter that first appears with its first event shows no increase.
  for (const outcome of ["confirmed", "failed", ...Object.values(bookingOutcomes)])
    bookings.inc({ outcome }, 0);
  for (const method of Object.values(signIns))
    for (const result of ["success", "failure"]) attempts.inc({ method, result }, 0);

  return ({ method, route, status, code }) => {
    if (method === "POST" && route === "/api/bookings") bookings.inc({ outcome: outcomeOf(status, code) });
    const signIn = method === "POST" ? signIns[route] : undefined;
    if (signIn !== undefined && (status < 300 || status === 401))
      attempts.inc({ method: signIn, result: status < 300 ? "success" : "failure" });
    if (code === "cross-site") crossSite.inc();
    else if (status === 403) denied.inc({ route });
    if (status === 429) limited.inc({ route });
  };
}

function outcomeOf(status: number, code: string | undefined): string {
  if (status < 300) return "confirmed";
  const known = code === undefined ? undefined : bookingOutcomes[code];
  return known ?? (status >= 500 ? "failed" : "refused");
}
