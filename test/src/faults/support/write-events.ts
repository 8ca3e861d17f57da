import { randomUUID } from "node:crypto";
import { catalogue } from "@railbooker/events/catalogue";
import { createEnvelope, type EventEnvelope } from "@railbooker/events/envelope";
import type pg from "pg";

/** A booking as the catalogue shows it, under a reference of its own. @returns the event, not yet written. */
export function bookingCreated(reference: string, userId: string): EventEnvelope {
  const { booking } = catalogue.BookingCreated.example;
  const data = { userId, booking: { ...booking, reference, contact: { email: `${reference}@example.org` } } };
  const event = { name: "BookingCreated", aggregateId: reference, aggregateVersion: 1, data } as const;
  return createEnvelope(event, new Date());
}

/** The event that follows it. @returns the event, not yet written. */
export function bookingCancelled(reference: string, userId: string): EventEnvelope {
  const { booking, ...rest } = catalogue.BookingCancelled.example;
  const data = {
    ...rest,
    userId,
    booking: { ...booking, reference, contact: { email: `${reference}@example.org` } },
  };
  const event = { name: "BookingCancelled", aggregateId: reference, aggregateVersion: 2, data } as const;
  return createEnvelope(event, new Date());
}

/** A booking with a ticket on a leg that the booking does not have: what is to be mailed cannot be told from it. */
export function poisonousBooking(reference: string): EventEnvelope {
  const good = bookingCreated(reference, randomUUID());
  const data = structuredClone(good.data) as { booking: { tickets: { leg: { id: string } }[] } };
  for (const { leg } of data.booking.tickets) leg.id = "a leg that is not there";
  return { ...good, data };
}

/** Writes it as the booking service does: its row joins the transaction of the connection. */
export async function writeEvent(client: pg.ClientBase | pg.Pool, event: EventEnvelope): Promise<void> {
  await client.query(
    "INSERT INTO booking.outbox (event_id, subject, version, envelope) VALUES ($1, $2, $3, $4)",
    [event.id, event.subject, event.aggregateversion, JSON.stringify(event)],
  );
}
