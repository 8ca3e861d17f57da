import type { SeatChange, SeatNews } from "./seat-news.js";

const everyMs = 80;

/**
 * Joins what happens to a run's seats within a moment into one message: in a rush each seat would be a message of its own to
 * everybody who watches. Of each seat and stretch the last state counts.
 */
export function batchSeatNews(news: SeatNews, delayMs = everyMs): SeatNews {
  const runs = new Map<string, Map<string, SeatChange>>();
  let timer: NodeJS.Timeout | undefined;

  const flush = () => {
    timer = undefined;
    for (const [runId, changes] of runs) news.seatsChanged(runId, [...changes.values()]);
    runs.clear();
  };

  return {
    seatsChanged: (runId, changed) => {
      const changes = runs.get(runId) ?? new Map<string, SeatChange>();
      runs.set(runId, changes);
      for (const change of changed) {
        const key = `${change.id} ${change.from} ${change.to}`;
        changes.delete(key);
        changes.set(key, change);
      }
      // A hint that is lost when the process ends must not keep it from ending.
      if (timer === undefined) timer = setTimeout(flush, delayMs).unref();
    },
    holdChanged: (userId, hold) => news.holdChanged(userId, hold),
  };
}
