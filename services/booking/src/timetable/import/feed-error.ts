/** The feed cannot be used. The message says why, where, and what to do; nothing was changed. */
export class FeedError extends Error {
  override readonly name = "FeedError";
}

/** Another import runs at this moment, here or in another process. */
export class ImportUnderWay extends Error {
  override readonly name = "ImportUnderWay";
  constructor() {
    super("Another timetable is being imported at this moment. Wait until it is done and try again.");
  }
}

/** What is wrong with one row; the reader of the table adds file and line. */
export class RowError extends Error {
  override readonly name = "RowError";
}
