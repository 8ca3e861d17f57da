import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Booking } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { bookingLinkExpired } from "./booking-errors.js";
import { findBookingById } from "./booking-store.js";
import { insertLink, lockContact, useLink } from "./link-store.js";

export interface RetrieveDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
}

const validMinutes = 30;
/** Longer than the work takes, so that the time says nothing about which bookings exist. */
const answerAfterMs = 150;

/**
 * Mails a link that shows a booking once, for whoever knows its reference and its address. Whether there is such a booking
 * shows in nothing but that mail.
 */
export function requestLink(deps: RetrieveDeps): (reference: string, email: string) => Promise<void> {
  return async (reference, email) => {
    const work = deps.inTransaction(async (sql) => {
      const contact = await lockContact(sql, reference.trim().toUpperCase(), email.trim());
      if (contact === undefined) return;
      const token = randomBytes(32).toString("base64url");
      const now = deps.clock();
      const expiresAt = new Date(now.getTime() + validMinutes * 60_000);
      await insertLink(sql, { bookingId: contact.bookingId, hash: hashOf(token), expiresAt }, now);
      const { userId, reference: name, version } = contact;
      await deps.outbox.append(sql, {
        name: "BookingLinkRequested",
        aggregateId: name,
        aggregateVersion: version,
        data: { userId, email: contact.email, reference: name, token },
      });
    });
    await Promise.all([work, sleep(answerAfterMs)]);
    deps.outbox.wake();
  };
}

/** Shows the booking that a link stands for, and uses the link up. @throws AppError 410 `link-expired`. */
export function openLink(deps: RetrieveDeps): (token: string) => Promise<Booking> {
  return async (token) => {
    const bookingId = await useLink(deps.sql, hashOf(token), deps.clock());
    const stored = bookingId === undefined ? undefined : await findBookingById(deps.sql, bookingId);
    if (stored === undefined) throw bookingLinkExpired();
    return stored.booking;
  };
}

const hashOf = (token: string) => createHash("sha256").update(token).digest();
