/** The shapes the API answers with, as far as the pages read them. Times are ISO 8601 with the station's offset. */
export interface Money {
  /** In minor units of the currency. */
  amount: number;
  currency: string;
}

export interface User {
  id: string;
  email: string;
  name: string;
  emailVerified: boolean;
}

export interface Location {
  id: string;
  name: string;
  timeZone: string;
}

export interface TrainName {
  number: string;
  name: string;
}

export interface Offer {
  serviceClass: string;
  fare: string;
  price: Money;
  seatsLeft: number;
}

export interface JourneyLeg {
  runId: string;
  train: TrainName;
  from: { id: string; name: string; departure: string; platform?: string };
  to: { id: string; name: string; arrival: string; platform?: string };
  /** Of the first of `calls` among all calls of the run. */
  fromPosition: number;
  calls: unknown[];
  delayMinutes: number;
  status: string;
}

export interface Journey {
  id: string;
  departure: string;
  arrival: string;
  durationMinutes: number;
  changes: number;
  legs: JourneyLeg[];
  offers: Offer[];
  /** Only where the journey is asked for by its id. */
  connectionBroken?: boolean;
}

export interface JourneyPage {
  journeys: Journey[];
  /** Query strings of the pages before and after. */
  earlier?: string;
  later?: string;
}

export type SeatState = "free" | "taken" | "held";

export interface PlanSeat {
  id: string;
  number: string;
  row: number;
  column: number | string;
  features: string[];
  state: SeatState;
}

export interface Coach {
  number: string;
  serviceClass: string;
  layout: string;
  seats: PlanSeat[];
}

export interface HeldSeat {
  id: string;
  coach: string;
  number: string;
}

export interface Hold {
  id: string;
  status?: string;
  expiresAt: string;
  legs: { seats: HeldSeat[]; serviceClass: string; fare: string }[];
  price: Money;
}

export interface BookedLeg {
  id: string;
  runId: string;
  train: TrainName;
  from: { id: string; name: string; departure: string };
  to: { id: string; name: string; arrival: string };
  serviceClass: string;
  fare: string;
}

export interface Ticket {
  id: string;
  passenger: { id: string; name: string };
  leg: { id: string; runId: string };
  seat: HeldSeat;
  status: string;
  code: string;
}

export interface Booking {
  reference: string;
  status: string;
  createdAt: string;
  price: Money;
  contact: { email: string };
  legs: BookedLeg[];
  passengers: { id: string; name: string; type: string }[];
  tickets: Ticket[];
}

export interface RefundQuote {
  refund: Money;
  fee: Money;
  validUntil: string;
  /** Handed back with the cancellation, so that no other amount can be meant. */
  id: string;
}

export interface Notice {
  seq: number;
  type: string;
  title: string;
  body: string;
  data?: { reference?: string } & Record<string, unknown>;
  createdAt: string;
  readAt?: string | null;
  /** Kept in the feed, and not shown by itself. */
  silent?: boolean;
}
