import type { SeatNews } from "../seating/seat-news.js";
import type { Realtime } from "./realtime.js";
import { userRoom } from "./socket-events.js";

/** Tells the browsers of every process; what is told before the sockets are open has nobody to hear it. */
export function createSeatNews(sockets: () => Realtime | undefined): SeatNews {
  return {
    seatsChanged: (runId, changed) => sockets()?.seatsChanged({ runId, changed: [...changed] }),
    holdChanged: (userId, hold) => {
      sockets()?.io.to(userRoom(userId)).emit("hold", hold);
    },
  };
}
