import type { Cache } from "./cache/cache.js";
import { forgetOccupancy } from "./offers/cached-occupancy.js";
import { batchSeatNews } from "./seating/batch-news.js";
import type { SeatNews } from "./seating/seat-news.js";
import type { Journeys } from "./timetable/journeys/journeys.js";
import { forgetDepartures } from "./timetable/live/departure-cache.js";
import type { TrainNews } from "./timetable/live/train-news.js";

export interface Hearers {
  /** Browsers that watch. */
  news: SeatNews;
  trainNews: TrainNews;
  cache: Cache;
  journeys: Journeys;
  /** Seats of the run have come free. */
  seatsFree: (runId: string) => void;
}

/** What changes of seats and trains, told to everybody within the process who must know before it goes out to browsers. */
export function hearChanges(hearers: Hearers): { news: SeatNews; trainNews: TrainNews } {
  const { cache, journeys, seatsFree } = hearers;
  const batched = batchSeatNews({
    ...hearers.news,
    seatsChanged: (runId, changed) => {
      forgetOccupancy(cache, runId);
      hearers.news.seatsChanged(runId, changed);
    },
  });
  return {
    news: {
      ...batched,
      // Who waits for a seat is not kept waiting for company.
      seatsChanged: (runId, changed) => {
        if (changed.some(({ state }) => state === "free")) seatsFree(runId);
        batched.seatsChanged(runId, changed);
      },
    },
    trainNews: {
      trainChanged: (run, live) => {
        journeys.runChanged(run.runId, live);
        forgetDepartures(cache, run);
        hearers.trainNews.trainChanged(run, live);
      },
    },
  };
}
