import type { Hold } from "../seating/hold.js";
import { announceHeld, type SeatNews } from "../seating/seat-news.js";

/** Says of a hold's seats that they are sold, and of the hold that it is a booking. */
export function announceSold(news: SeatNews, hold: Hold): void {
  announceHeld(news, hold, "taken");
  news.holdChanged(hold.userId, { id: hold.id, expiresAt: hold.expiresAt.toISOString(), status: "booked" });
}
