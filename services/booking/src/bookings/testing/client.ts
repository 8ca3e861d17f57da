import { randomUUID } from "node:crypto";
import type { Booking } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  body: any;
}

export interface LegWish {
  runId: string;
  from?: string;
  to?: string;
  serviceClass?: string;
  fare?: string;
  seats?: string[];
}

export const password = "three unrelated words";

/** A user of the API with an access token. */
export class Client {
  readonly email = `${randomUUID()}@example.org`;
  id = "";
  #token = "";

  constructor(
    private readonly url: string,
    private readonly sql: Sql,
  ) {}

  async register(): Promise<this> {
    const { body } = await this.send("POST", "/api/users", {
      email: this.email,
      password,
      name: "Ada Example",
    });
    this.id = body.id;
    return this.signIn();
  }

  /** After the clock has gone on for long, or a role was given. */
  async signIn(): Promise<this> {
    this.#token = "";
    const grant = { grantType: "password", email: this.email, password };
    this.#token = (await this.send("POST", "/api/users/token", grant)).body.accessToken;
    return this;
  }

  async become(role: "operator" | "inspector"): Promise<this> {
    await this.sql.rows("UPDATE users SET roles = array_append(roles, $2) WHERE id = $1", [this.id, role]);
    return this.signIn();
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Reply> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        connection: "close",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(this.#token === "" ? {} : { authorization: `Bearer ${this.#token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(bytes.toString()) : bytes,
    };
  }

  /** A request as it is given, body and all, over a connection that stays open. */
  async raw({
    method,
    path,
    body,
  }: {
    method: string;
    path: string;
    body?: string;
  }): Promise<{ status: number }> {
    const response = await fetch(this.url + path, {
      method: method.toUpperCase(),
      headers: { "content-type": "application/json", authorization: `Bearer ${this.#token}` },
      ...(body === undefined ? {} : { body }),
    });
    await response.arrayBuffer();
    return { status: response.status };
  }

  get = (path: string) => this.send("GET", path);
  post = (path: string, body: unknown = {}, headers?: Record<string, string>, signal?: AbortSignal) =>
    this.send("POST", path, body, headers, signal);

  hold(leg: LegWish | LegWish[], passengers = 1): Promise<Reply> {
    const legs = [leg]
      .flat()
      .map((each) => ({ from: "A", to: "D", serviceClass: "second", fare: "flex", ...each }));
    return this.post("/api/holds", { legs, passengers });
  }

  book(
    hold: { id: string; passengers: number },
    token = "tok_ok",
    key: string = randomUUID(),
    signal?: AbortSignal,
  ): Promise<Reply> {
    const passengers = Array.from({ length: hold.passengers }, (_, i) => ({
      name: `Passenger ${i + 1}`,
      type: "adult",
    }));
    const body = { holdId: hold.id, passengers, contact: { email: this.email }, payment: { token } };
    return this.post("/api/bookings", body, { "idempotency-key": key }, signal);
  }

  /** @throws Error where the hold or the booking is refused. */
  async buy(leg: LegWish | LegWish[], passengers = 1): Promise<Booking> {
    const hold = await this.hold(leg, passengers);
    if (hold.status !== 201)
      throw new Error(`the hold answered ${hold.status}: ${JSON.stringify(hold.body)}`);
    const booking = await this.book(hold.body);
    if (booking.status !== 201)
      throw new Error(`the booking answered ${booking.status}: ${JSON.stringify(booking.body)}`);
    return booking.body;
  }
}
