import { parseArgs } from "node:util";
import { describeFindings, isClean, runAudit } from "../audit/run-audit.js";
import { localDatabaseUrl } from "../import/local-database.js";
import type { Progress } from "../start/progress.js";
import { readVariable } from "../start/variables.js";
import { createDisplay } from "./display.js";
import { mostAccounts, mostUsers, type RushOptions, requireLoopback, runRush } from "./run-rush.js";
import { describeTally, failures } from "./tally.js";

const usage = `Usage: npm run rush -- [options]
  --url URL         the product, on this machine           (http://localhost:3000)
  --users N         users within the first ten minutes     (1000, at most ${mostUsers})
  --speed N         so many times as fast as measured      (20: ten minutes take thirty seconds)
  --accounts N      accounts that the users share          (40, at most ${mostAccounts})
  --from, --to      names of locations                     (Hamburg, Zürich)
  --seed N          the same choices with the same seed    (1)
Start the product with RATE_LIMIT=off PURCHASE_LIMIT=off npm start: a whole rush from one address would be kept out.`;

/** `npm run rush`: an opening rush against a running product, then the audit. @returns 0 where nothing failed and the audit is clean */
export async function main({ progress, args }: { progress: Progress; args: string[] }): Promise<number> {
  const options = args.includes("--help") ? undefined : readOptions(args);
  if (options === undefined) {
    progress.note(usage);
    return 2;
  }
  const display = createDisplay(process.stdout);
  progress.note(
    `${options.users} users from ${options.from} to ${options.to} at ${options.baseUrl}; opening accounts first`,
  );
  const { tally, seconds } = await runRush({ ...options, onTick: display.show });
  display.end();
  progress.note("");
  for (const line of describeTally(tally, seconds)) progress.note(line);
  const failed = failures(tally).length > 0;
  const clean = await audit(progress);
  return clean && !failed ? 0 : 1;
}

async function audit(progress: Progress): Promise<boolean> {
  const url = readVariable(process.env, "DATABASE_URL") ?? (await localDatabaseUrl(process.env));
  if (url === undefined) {
    progress.note("\nNo audit: set DATABASE_URL to the product's database.");
    return false;
  }
  const findings = await runAudit(url);
  progress.note("\nAudit");
  for (const line of describeFindings(findings)) progress.note(line);
  progress.note(isClean(findings) ? "\nThe audit is clean." : "\nThe audit found what is listed above.");
  return isClean(findings);
}

/** @returns undefined where they cannot be understood. */
function readOptions(args: string[]): RushOptions | undefined {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args,
      options: { url: text, users: text, speed: text, accounts: text, from: text, to: text, seed: text },
    });
    return {
      baseUrl: requireLoopback(values.url ?? "http://localhost:3000"),
      users: whole(values.users, 1000, mostUsers),
      speed: whole(values.speed, 20, 600),
      accounts: whole(values.accounts, 40, mostAccounts),
      from: values.from ?? "Hamburg",
      to: values.to ?? "Zürich",
      seed: whole(values.seed, 1, 2 ** 31),
    };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

function whole(text: string | undefined, usual: number, most: number): number {
  if (text === undefined) return usual;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`"${text}" should be a whole number from 1 to ${most}.`);
}
