import type { Run, RunState } from "../run.js";

/** Tells whoever watches a run how it stands; a hint only, sent after the commit and never waited for. */
export interface TrainNews {
  trainChanged(run: Run, live: RunState): void;
}
