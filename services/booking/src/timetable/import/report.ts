/** What an import read, and what it left out and why. */
export interface ImportReport {
  feed: string;
  timetableId: string;
  validFrom: string;
  validTo: string;
  locations: number;
  trains: number;
  calls: number;
  serviceDates: number;
  leftOut: LeftOut[];
}

export interface LeftOut {
  reason: string;
  count: number;
  /** The first one, as file and line or as an id. */
  example: string;
}

/** Counts what is left out by reason, keeping the first example of each. */
export function createTally(): { add(reason: string, example: string): void; list(): LeftOut[] } {
  const byReason = new Map<string, LeftOut>();
  return {
    add: (reason, example) => {
      const known = byReason.get(reason);
      if (known === undefined) byReason.set(reason, { reason, count: 1, example });
      else known.count += 1;
    },
    list: () => [...byReason.values()].sort((a, b) => b.count - a.count),
  };
}
