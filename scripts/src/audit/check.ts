/** One thing that has to be true of the whole database at every moment. */
export interface Check {
  /** What is true, as a line of the report. */
  name: string;
  /** Gives a row for each offence, with what is wrong in its one column `offence`. Tables of booking need no schema before their name. */
  sql: string;
}

/** What the audit found for one check. */
export interface Finding {
  name: string;
  /** How many offences there are. */
  total: number;
  /** The first of them, in words. */
  offences: string[];
}
