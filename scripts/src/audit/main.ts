import { localDatabaseUrl } from "../import/local-database.js";
import type { Progress } from "../start/progress.js";
import { readVariable } from "../start/variables.js";
import { describeFindings, isClean, runAudit } from "./run-audit.js";

/** `npm run audit`: of the database of DATABASE_URL, else of that of a running `npm start`. @returns 0 where nothing breaks, else 1 */
export async function main({ progress }: { progress: Progress }): Promise<number> {
  const url = readVariable(process.env, "DATABASE_URL") ?? (await localDatabaseUrl(process.env));
  if (url === undefined) {
    progress.note("There is no database to audit: run npm start in another terminal, or set DATABASE_URL.");
    return 1;
  }
  const findings = await runAudit(url);
  for (const line of describeFindings(findings)) progress.note(line);
  const broken = findings.filter(({ total }) => total > 0).length;
  progress.note(
    isClean(findings)
      ? `\n${findings.length} checks, all hold.`
      : `\n${broken} of ${findings.length} checks do not hold.`,
  );
  return broken === 0 ? 0 : 1;
}
