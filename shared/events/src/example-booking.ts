import type { Booking } from "./booking-shape.js";

/** The booking that examples, tests and documents show. */
export const exampleBooking: Booking = {
  reference: "K7M2QX",
  status: "confirmed",
  createdAt: "2026-03-01T09:30:00Z",
  price: { amount: 7980, currency: "EUR" },
  contact: { email: "traveller@example.org" },
  legs: [
    {
      id: "1f0c5a52-2f43-4ef1-8e4c-5a8f5d0d6a11",
      runId: "ICE-587.2026-03-14",
      train: { number: "587", name: "ICE 587" },
      from: { id: "muenchen-hbf", name: "München Hbf", departure: "2026-03-14T09:00:00+01:00" },
      to: { id: "berlin-hbf", name: "Berlin Hbf", arrival: "2026-03-14T13:12:00+01:00" },
      serviceClass: "second",
      fare: "flex",
    },
  ],
  passengers: [{ id: "8f6f3f0e-6c9a-4a0c-9d55-4b2a8a1c1d10", name: "Ada Example", type: "adult" }],
  tickets: [
    {
      id: "c0b7c1b2-1d59-4a61-8a3e-0d5d3a9f7e21",
      passenger: { id: "8f6f3f0e-6c9a-4a0c-9d55-4b2a8a1c1d10", name: "Ada Example" },
      leg: { id: "1f0c5a52-2f43-4ef1-8e4c-5a8f5d0d6a11", runId: "ICE-587.2026-03-14" },
      seat: { id: "7-42", coach: "7", number: "42" },
      status: "valid",
      code: "RB1.EXAMPLE",
    },
  ],
};
