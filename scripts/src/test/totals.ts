import { readFileSync } from "node:fs";

export interface Totals {
  passed: number;
  failed: number;
}

/**
 * Counts from jest's JSON report. A file that could not even be loaded has no tests, but is a failure.
 * @returns one failure where there is no report, since jest then never got to its end
 */
export function readTotals(file: string): Totals {
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
