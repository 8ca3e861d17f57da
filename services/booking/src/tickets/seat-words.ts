import type { Ticket } from "@railbooker/events/booking-shape";

/** Where the passenger sits, and where and to which seat they change on the way. */
export function seatWords({ seat, changeSeat }: Pick<Ticket, "seat" | "changeSeat">): string {
  const words = `Coach ${seat.coach}, seat ${seat.number}`;
  if (changeSeat === undefined) return words;
  return `${words}; from ${changeSeat.at.name} coach ${changeSeat.seat.coach}, seat ${changeSeat.seat.number}`;
}
