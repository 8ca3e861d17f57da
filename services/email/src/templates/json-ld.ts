import type { TicketData } from "./booking-schemas.js";
import { passengerName } from "./ticket-view.js";

/** schema.org TrainReservation of each ticket, by which mail programs show the journey in their calendars. */
export function trainReservations(reference: string, link: string, tickets: readonly TicketData[]): string {
  const reservations = tickets.map(({ passenger, train, seat, qrCode }) => ({
    "@context": "https://schema.org",
    "@type": "TrainReservation",
    reservationNumber: reference,
    reservationStatus: "https://schema.org/ReservationConfirmed",
    url: link,
    underName: { "@type": "Person", name: passengerName(passenger) },
    reservationFor: {
      "@type": "TrainTrip",
      trainName: train.name,
      ...(train.number === undefined ? {} : { trainNumber: train.number }),
      ...(train.from === undefined
        ? {}
        : {
            departureStation: { "@type": "TrainStation", name: train.from.name },
            departureTime: train.from.departure,
          }),
      ...(train.to === undefined
        ? {}
        : {
            arrivalStation: { "@type": "TrainStation", name: train.to.name },
            arrivalTime: train.to.arrival,
          }),
    },
    reservedTicket: {
      "@type": "Ticket",
      ticketToken: `qrCode:${qrCode}`,
      ...(typeof seat === "object"
        ? { ticketedSeat: { "@type": "Seat", seatSection: seat.coach, seatNumber: seat.number } }
        : {}),
    },
  }));
  return escapeForScript(JSON.stringify(reservations));
}

/** Text from outside must not be able to end the script element that the JSON stands in. */
function escapeForScript(json: string): string {
  return json.replaceAll(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
