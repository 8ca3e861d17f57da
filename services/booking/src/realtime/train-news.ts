import type { TrainNews } from "../timetable/live/train-news.js";
import { platformNews } from "../timetable/platforms.js";
import type { Realtime } from "./realtime.js";

/** Tells every browser that watches the run, on whichever process it hangs. */
export function createTrainNews(sockets: () => Realtime | undefined): TrainNews {
  return {
    trainChanged: (run, { status, delayMinutes, platforms }) =>
      sockets()?.trainChanged({
        runId: run.runId,
        status,
        delayMinutes,
        platforms: platformNews(run.calls, platforms),
      }),
  };
}
