import type { TrainNews } from "../timetable/live/train-news.js";
import type { Realtime } from "./realtime.js";

/** Tells every browser that watches the run, on whichever process it hangs. */
export function createTrainNews(sockets: () => Realtime | undefined): TrainNews {
  return {
    trainChanged: ({ runId }, live) => sockets()?.trainChanged({ runId, ...live }),
  };
}
