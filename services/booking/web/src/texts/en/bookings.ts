import { plural } from "./plural.js";

export const bookings = {
  title: "My bookings",
  empty: "No bookings yet",
  emptyDetail: "When you book a train, your tickets wait here.",
  more: "Show more",
  reference: (reference: string) => `Booking ${reference}`,
  signIn: "Sign in to see your bookings.",
  passengers: (n: number) => plural(n, "passenger", "passengers"),
};

export const status = {
  confirmed: "Confirmed",
  cancelled: "Cancelled",
  "partly-cancelled": "Partly cancelled",
  valid: "Valid",
} as Record<string, string>;

export const trip = {
  title: "Your trip",
  thanks: "Thank you, your booking is confirmed",
  thanksDetail: (email: string) =>
    `The tickets are on their way to ${email}. You also find them here at any time.`,
  reference: "Booking reference",
  tickets: "Tickets",
  leg: (train: string, from: string, to: string) => `${train}, ${from} – ${to}`,
  coach: "Coach",
  seat: "Seat",
  changeSeat: (place: string) => `Change seats in ${place}, then`,
  exchanged: "Your tickets were exchanged",
  exchangedDetail: "These are the new ones. The old ones are not valid any more.",
  passenger: "Passenger",
  train: "Train",
  qrAlt: (name: string, seat: string) => `QR code of the ticket of ${name}, ${seat}`,
  code: "Code as text",
  voided: "This ticket was cancelled and is not valid.",
  price: "Price paid",
  sentTo: "Tickets sent to",
  booked: "Booked on",
  cancel: "Cancel this booking",
  cancelQuestion: "Cancel the whole booking?",
  refund: "You get back",
  fee: "Fee kept",
  confirmCancel: "Yes, cancel all tickets",
  keep: "Keep the booking",
  cancelled: "The booking was cancelled.",
  cancelledToast: "Booking cancelled",
  notFound: "Booking not found",
  notFoundDetail: "There is no such booking among yours. Check the reference.",
  quoteExpired: "The amount was no longer current and has been asked for again.",
};

export const findBooking = {
  title: "Find a booking",
  lead: "Enter the reference and the e-mail address of the booking, and we mail you a link that shows it.",
  reference: "Booking reference",
  referenceMissing: "Enter the booking reference: six letters and digits.",
  submit: "Send the link",
  done: "If there is such a booking, a link is on its way. It works once, for 30 minutes.",
  openLead: "Your link works once; sign in instead to have your bookings always at hand.",
  open: "Show the booking",
  codes: "The QR codes of your tickets are in the mail that confirmed the booking.",
};
