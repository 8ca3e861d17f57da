import type { ImportReport } from "./report.js";

const number = new Intl.NumberFormat("en-GB");
const SHOWN_RUNS = 20;

/** The report in words, a line each, for whoever runs an import by hand. */
export function describeReport(report: ImportReport): string[] {
  const { trains, locations, calls, serviceDates, transfers, soldRuns } = report;
  const n = (count: number) => number.format(count);
  return [
    `${report.feed} is live from ${report.validFrom} to ${report.validTo}: ${n(trains)} trains, ${n(locations)} locations, ` +
      `${n(calls)} calls, ${n(serviceDates)} service dates, ${n(transfers)} transfers`,
    `read: ${report.read.map(({ file, rows }) => `${file} ${n(rows)}`).join(", ")}`,
    ...(report.ignored.length === 0 ? [] : [`not used: ${report.ignored.join(", ")}`]),
    ...report.leftOut.map(({ reason, count, example }) => `left out: ${n(count)} ${reason} (${example})`),
    ...soldRuns
      .slice(0, SHOWN_RUNS)
      .map(
        ({ runId, change, bookings, tickets, seatsLost }) =>
          `sold run ${runId} has ${change}: ${bookings} bookings, ${tickets} tickets, ${seatsLost} seats lost`,
      ),
    ...(soldRuns.length > SHOWN_RUNS
      ? [`and ${soldRuns.length - SHOWN_RUNS} sold runs more; the table timetable_changes has them all`]
      : []),
  ];
}
