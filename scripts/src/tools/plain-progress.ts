import type { Progress } from "../start/progress.js";

/** Progress as lines of a log, for where nobody watches a terminal. */
export function plainProgress(print: (line: string) => void): Progress {
  return {
    note: print,
    step: async (name, work) => {
      const outcome = await work();
      print(`${name}: ${typeof outcome === "string" ? outcome : "done"}`);
      return outcome;
    },
  };
}
