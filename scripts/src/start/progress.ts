/** How a long command tells what it is doing; scripts/progress.mjs is the terminal's. */
export interface Progress {
  /** Runs one step, shown as a line with its time; what the work returns as a string is shown beside it. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** A line of its own. */
  note(line: string): void;
}
