import { randomUUID } from "node:crypto";
import type { Booking } from "@railbooker/events/booking-shape";
import type { Hold, Journey, Traveller } from "../support/traveller.js";
import type { Acknowledged } from "./history.js";
import type { PatientClient } from "./support/patient-client.js";

export interface Buyer {
  traveller: Traveller;
  client: PatientClient;
  random: () => number;
  journeys: readonly Journey[];
  /** One booking in so many is cancelled again, ticket by ticket; 0 for none. */
  cancelOneIn: number;
  /** Dates from tomorrow on that are travelled on. */
  days: number;
  /** To fill with what the buyer is told. */
  acknowledged: Acknowledged[];
}

/** Holds, books and perhaps cancels. @returns false where a train was full or a hold had ended: that is nobody's fault. */
export async function purchase(buyer: Buyer): Promise<boolean> {
  const { traveller, client, random, journeys, cancelOneIn, days, acknowledged } = buyer;
  const leg = journeys[Math.floor(random() * journeys.length)]?.legs[0];
  if (leg === undefined) throw new Error("no train runs tomorrow on the routes that are booked");
  const runId = daysLater(leg.runId, Math.floor(random() * days));
  const cancels = random() * cancelOneIn < 1 && cancelOneIn > 0;
  const passengers = cancels ? 2 : 1;
  const wish = { runId, from: leg.from.id, to: leg.to.id, serviceClass: "second", fare: "flex" };
  const hold = await client.post<Hold>("/api/holds", { legs: [wish], passengers });
  if (hold.status === 409 || (hold.status === 404 && days > 1)) return false;
  const booked = await client.post<Booking>(
    "/api/bookings",
    {
      holdId: hold.expect(201).id,
      passengers: Array.from({ length: passengers }, (_, i) => ({
        name: `Passenger ${i + 1}`,
        type: "adult",
      })),
      contact: { email: traveller.email },
      payment: { token: "tok_ok" },
    },
    { "idempotency-key": randomUUID() },
  );
  if (booked.status === 410) return false;
  const { reference, tickets } = booked.expect(201);
  acknowledged.push({ reference, at: Date.now() });
  if (cancels) for (const { id } of tickets) await cancel(client, reference, id);
  return true;
}

/** A cancellation whose answer was lost is refused when it is asked for again. */
async function cancel(client: PatientClient, reference: string, ticket: string): Promise<void> {
  const cancelled = await client.post(`/api/bookings/${reference}/cancel`, { tickets: [ticket] });
  if (cancelled.status !== 422) cancelled.expect(200);
}

/** A run is named by its train and its date; not every train runs daily. */
function daysLater(runId: string, days: number): string {
  return runId.replace(/\d{4}-\d{2}-\d{2}$/, (date) =>
    new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10),
  );
}
