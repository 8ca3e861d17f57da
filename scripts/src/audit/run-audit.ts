import pg from "pg";
import { bookingChecks } from "./booking-checks.js";
import type { Check, Finding } from "./check.js";
import { effectChecks } from "./effect-checks.js";
import { eventChecks } from "./event-checks.js";
import { moneyChecks } from "./money-checks.js";
import { seatChecks } from "./seat-checks.js";

export const checks: readonly Check[] = [
  ...seatChecks,
  ...bookingChecks,
  ...moneyChecks,
  ...eventChecks,
  ...effectChecks,
];

const shown = 10;
const connectMs = 5000;
const statementMs = 60_000;

/** All checks on one connection, in the transaction that it is in. @returns a finding for each, in order. */
export async function runChecks(client: pg.ClientBase): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, sql } of checks) {
    const { rows } = await client.query<{ offence: string; total: number }>(
      `SELECT offence, count(*) OVER ()::int AS total FROM (${sql}) AS offences LIMIT ${shown}`,
    );
    findings.push({ name, total: rows[0]?.total ?? 0, offences: rows.map((row) => row.offence) });
  }
  return findings;
}

/**
 * Audits a live database: every check sees the same moment, and nothing is changed or kept waiting.
 * @throws Error where the database cannot be read or lacks the product's tables.
 */
export async function runAudit(databaseUrl: string): Promise<Finding[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    options: "-c search_path=booking,public",
  });
  // A connection that breaks fails the query under way, which says so.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return await runChecks(client);
  } finally {
    await client.end();
  }
}

export const isClean = (findings: readonly Finding[]): boolean => findings.every(({ total }) => total === 0);

/** A line for each check, and beneath it what breaks. */
export function describeFindings(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ name, total, offences }) => {
    if (total === 0) return [`  ok      ${name}`];
    const more = total - offences.length;
    return [
      `  BROKEN  ${name}: ${total}`,
      ...offences.map((offence) => `            ${offence}`),
      ...(more > 0 ? [`            and ${more} more`] : []),
    ];
  });
}
