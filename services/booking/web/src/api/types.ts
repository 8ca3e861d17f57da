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
  locale: "en" | "de";
  roles: string[];
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

export interface Platforms {
  /** Where the train calls today. */
  platform?: string;
  /** By the timetable, where today it is another one. */
  plannedPlatform?: string;
}

export interface RunCall extends Platforms {
  location: { id: string; name: string };
  arrival: string;
  departure: string;
}

export interface JourneyLeg {
  runId: string;
  train: TrainName;
  from: { id: string; name: string; departure: string } & Platforms;
  to: { id: string; name: string; arrival: string } & Platforms;
  /** Of the first of `calls` among all calls of the run. */
  fromPosition: number;
  calls: RunCall[];
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
  /** Whether the first train has left; nothing is offered then. */
  departed?: boolean;
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
  quiet?: boolean;
  seats: PlanSeat[];
}

export interface HeldSeat {
  id: string;
  coach: string;
  number: string;
}

export interface HeldLeg {
  runId: string;
  seats: HeldSeat[];
  serviceClass: string;
  fare: string;
  /** Of one ticket by the type of its passenger, in minor units. */
  ticketPrices: Record<string, number>;
  /** Where no seat was free throughout: from the location `at` on, in the order of `seats`. */
  split?: { at: string; next: HeldSeat[] };
}

export interface Hold {
  id: string;
  status?: string;
  expiresAt: string;
  extended: boolean;
  passengers: number;
  /** Whom the price is for; all count as adults where it does not say. */
  passengerTypes?: string[];
  legs: HeldLeg[];
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
  /** From the call at `at` on, where no seat was free throughout. */
  changeSeat?: { at: { id: string; name: string }; seat: HeldSeat };
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

export interface ExchangeQuote {
  /** What the tickets given up are worth. */
  credit: Money;
  price: Money;
  /** To be paid; below zero it comes back. */
  difference: Money;
}

export interface Compensation {
  items: {
    ticket: string;
    passenger: string;
    train: string;
    delayMinutes: number;
    percent: number;
    amount: Money;
    claimed: boolean;
  }[];
  claimable: Money;
}

export interface WaitlistEntry {
  id: string;
  runId: string;
  from: string;
  to: string;
  serviceClass: string;
  fare: string;
  passengers: number;
  status: string;
  position?: number;
  holdId?: string;
  expiresAt?: string;
}

/** A run with its calls, as far as a ride on it is named. */
export interface RunCalls {
  train: TrainName;
  calls: RunCall[];
}

/** The same with how it runs today. */
export interface RunOnDay extends RunCalls {
  status: string;
  delayMinutes: number;
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
