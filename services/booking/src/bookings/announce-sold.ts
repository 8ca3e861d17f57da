import type { Hold } from "../seating/hold.js";
import type { SeatNews } from "../seating/seat-news.js";

/** Says of a hold's seats that they are sold, and of the hold that it is a booking. */
export function announceSold(news: SeatNews, hold: Hold): void {
  for (const leg of hold.legs) {
    news.seatsChanged(
      leg.runId,
      leg.seats.map((seat) => ({ id: seat.id, state: "taken", from: leg.fromPosition, to: leg.toPosition })),
    );
  }
  news.holdChanged(hold.userId, { id: hold.id, expiresAt: hold.expiresAt.toISOString(), status: "booked" });
}
