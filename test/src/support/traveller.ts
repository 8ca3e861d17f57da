import { randomUUID } from "node:crypto";
import type { Booking } from "@railbooker/events/booking-shape";

export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

export interface Problem {
  code: string;
  detail: string;
  status: number;
  requestId: string;
  errors?: { pointer: string; detail: string }[];
}

/** What a refused call may hold beside what it should. */
export type Refusal = Partial<Omit<Problem, "status">>;

export interface Journey {
  id: string;
  departure: string;
  legs: {
    runId: string;
    from: { id: string; departure: string };
    to: { id: string; arrival: string };
    calls: { location: { id: string } }[];
  }[];
  offers: { serviceClass: string; fare: string; price: { amount: number }; seatsLeft: number }[];
}

export interface Hold {
  id: string;
  expiresAt: string;
  legs: { seats: { id: string; coach: string; number: string }[] }[];
  price: { amount: number; currency: string };
}

/** Someone who uses the API with an access token. */
export class Traveller {
  private token = "";
  readonly email = `traveller-${randomUUID()}@example.org`;
  readonly password = "correct horse battery";
  id = "";

  constructor(private readonly baseUrl: string) {}

  get accessToken(): string {
    return this.token;
  }

  async call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.token === "" ? {} : { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as T,
    };
  }

  /** Registers and takes a token. */
  async register(name = "Ada Example", locale?: "en" | "de"): Promise<this> {
    const user = await this.call<{ id: string }>("POST", "/api/users", {
      email: this.email,
      password: this.password,
      name,
      ...(locale === undefined ? {} : { locale }),
    });
    if (user.status !== 201)
      throw new Error(`registering answered ${user.status}: ${JSON.stringify(user.body)}`);
    this.id = user.body.id;
    return this.signIn(this.email, this.password);
  }

  async signIn(email: string, password: string): Promise<this> {
    this.token = "";
    const token = await this.call<{ accessToken: string }>("POST", "/api/users/token", {
      grantType: "password",
      email,
      password,
    });
    if (token.status !== 200)
      throw new Error(`the token answered ${token.status}: ${JSON.stringify(token.body)}`);
    this.token = token.body.accessToken;
    return this;
  }

  async locationId(name: string): Promise<string> {
    const found = await this.call<{ items: { id: string }[] }>(
      "GET",
      `/api/locations?q=${encodeURIComponent(name)}&limit=1`,
    );
    const id = found.body.items[0]?.id;
    if (id === undefined) throw new Error(`no location is found by "${name}"`);
    return id;
  }

  /** Direct journeys of tomorrow between two stations. */
  async search(from: string, to: string, passengers = 1): Promise<Journey[]> {
    const tomorrow = new Date(Date.now() + 24 * 3600_000).toISOString().slice(0, 10);
    const query = new URLSearchParams({
      from: await this.locationId(from),
      to: await this.locationId(to),
      departAfter: `${tomorrow}T08:00:00Z`,
      passengers: String(passengers),
    });
    const found = await this.call<{ journeys: Journey[] }>("GET", `/api/trains?${query}`);
    if (found.status !== 200)
      throw new Error(`the search answered ${found.status}: ${JSON.stringify(found.body)}`);
    return found.body.journeys;
  }

  hold(
    journey: Journey,
    options: { passengers?: number; seats?: string[]; from?: string; to?: string; fare?: string } = {},
  ): Promise<Answer<Hold & Refusal>> {
    const { passengers = 1, seats, from, to, fare = "flex" } = options;
    const legs = journey.legs.map((leg) => ({
      runId: leg.runId,
      from: from ?? leg.from.id,
      to: to ?? leg.to.id,
      serviceClass: "second",
      fare,
      ...(seats === undefined ? {} : { seats }),
    }));
    return this.call("POST", "/api/holds", { legs, passengers });
  }

  book(
    hold: Hold,
    options: { token?: string; key?: string; passengers?: number } = {},
  ): Promise<Answer<Booking & Refusal>> {
    const { token = "tok_ok", key = randomUUID(), passengers = hold.legs[0]?.seats.length ?? 1 } = options;
    const people = Array.from({ length: passengers }, (_, i) => ({
      name: `Passenger ${i + 1}`,
      type: "adult",
    }));
    const body = { holdId: hold.id, passengers: people, contact: { email: this.email }, payment: { token } };
    return this.call("POST", "/api/bookings", body, { "idempotency-key": key });
  }

  /** From search to booking, with the usual card. */
  async buy(from: string, to: string): Promise<Booking> {
    const [journey] = await this.search(from, to);
    if (journey === undefined) throw new Error(`no journey from ${from} to ${to}`);
    const hold = await this.hold(journey);
    if (hold.status !== 201)
      throw new Error(`the hold answered ${hold.status}: ${JSON.stringify(hold.body)}`);
    const booking = await this.book(hold.body);
    if (booking.status !== 201)
      throw new Error(`the booking answered ${booking.status}: ${JSON.stringify(booking.body)}`);
    return booking.body;
  }
}
