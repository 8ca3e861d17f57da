import type { BookedLeg, Booking, Passenger, Ticket } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import type { StoredBooking } from "./booking.js";
import type { Ride } from "./ride.js";

interface BookingRow {
  id: string;
  reference: string;
  userId: string;
  status: Booking["status"];
  amount: number;
  currency: string;
  email: string;
  version: number;
  createdAt: Date;
  legs: (BookedLeg & { departureAt: string; arrivalAt: string; status: string; delayMinutes: number })[];
  passengers: Passenger[];
  tickets: (Omit<Ticket, "changeSeat"> & {
    changeSeat: Ticket["changeSeat"] | null;
    price: number;
    compensation: number;
    sequence: number;
    used: boolean;
  })[];
}

// What has been exchanged for something else is not shown any more: neither tickets nor legs that nothing else is left of.
const select = `
  SELECT b.id, b.reference, b.user_id AS "userId", b.status, b.price_amount AS amount, b.price_currency AS currency,
         b.contact_email AS email, b.version, b.created_at AS "createdAt",
    (SELECT json_agg(json_build_object('id', l.id, 'runId', l.run_id, 'train', json_build_object('number', l.train_number, 'name', l.train_name),
        'from', json_build_object('id', l.from_id, 'name', l.from_name, 'departure', l.departure),
        'to', json_build_object('id', l.to_id, 'name', l.to_name, 'arrival', l.arrival),
        'serviceClass', l.service_class, 'fare', l.fare, 'departureAt', l.departure_at, 'arrivalAt', l.arrival_at,
        'status', coalesce(rs.status, 'scheduled'), 'delayMinutes', coalesce(rs.delay_minutes, 0)) ORDER BY l.position)
       FROM booking_legs l LEFT JOIN run_status rs ON rs.run_id = l.run_id
      WHERE l.booking_id = b.id AND EXISTS (SELECT 1 FROM tickets t WHERE t.leg_id = l.id AND t.status <> 'exchanged')) AS legs,
    (SELECT json_agg(json_build_object('id', p.id, 'name', p.name, 'type', p.type) ORDER BY p.position)
       FROM passengers p WHERE p.booking_id = b.id) AS passengers,
    (SELECT json_agg(json_build_object('id', t.id, 'passenger', json_build_object('id', p.id, 'name', p.name),
        'leg', json_build_object('id', l.id, 'runId', l.run_id),
        'seat', json_build_object('id', t.seat_id, 'coach', t.coach, 'number', t.seat_number), 'changeSeat', t.change_seat,
        'status', t.status, 'code', t.code, 'price', t.price_amount,
        'compensation', coalesce(t.compensation, 0), 'sequence', t.sequence,
        'used', EXISTS (SELECT 1 FROM ticket_uses u WHERE u.ticket_id = t.id)) ORDER BY l.position, p.position)
       FROM tickets t JOIN booking_legs l ON l.id = t.leg_id JOIN passengers p ON p.id = t.passenger_id
      WHERE t.booking_id = b.id AND t.status <> 'exchanged') AS tickets
    FROM bookings b`;

/** A user's booking by its reference; another user's is not found. */
export async function findBooking(
  sql: Sql,
  reference: string,
  userId: string,
): Promise<StoredBooking | undefined> {
  const [row] = await sql.rows<BookingRow>(`${select} WHERE b.reference = $1 AND b.user_id = $2`, [
    reference,
    userId,
  ]);
  return row === undefined ? undefined : toStored(row);
}

export async function findBookingById(sql: Sql, id: string): Promise<StoredBooking | undefined> {
  const [row] = await sql.rows<BookingRow>(`${select} WHERE b.id = $1`, [id]);
  return row === undefined ? undefined : toStored(row);
}

export interface BookingPage {
  items: Booking[];
  nextCursor?: string;
}

/** A user's bookings, newest first. The cursor is where the page before ended. */
export async function listBookings(
  sql: Sql,
  userId: string,
  cursor: string | undefined,
  limit = 20,
): Promise<BookingPage> {
  const [before, beforeId] = cursor === undefined ? [null, null] : cursor.split("~");
  const rows = await sql.rows<BookingRow>(
    `${select} WHERE b.user_id = $1 AND ($2::timestamptz IS NULL OR (b.created_at, b.id) < ($2::timestamptz, $3::uuid))
      ORDER BY b.created_at DESC, b.id DESC LIMIT $4`,
    [userId, before, beforeId, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const items = page.map((row) => toStored(row).booking);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, nextCursor: `${last.createdAt.toISOString()}~${last.id}` };
}

/**
 * Locks a user's booking and its tickets for a change, gives it its next version, and reads it as it is now that neither a rival nor an
 * inspector can change it any more. Events are appended under this lock. Another user's booking is not found.
 */
export async function lockBooking(
  sql: Sql,
  reference: string,
  userId: string,
): Promise<StoredBooking | undefined> {
  const rows = await sql.rows<{ id: string }>(
    "UPDATE bookings SET version = version + 1 WHERE reference = $1 AND user_id = $2 RETURNING id",
    [reference, userId],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  await sql.rows("SELECT 1 FROM tickets WHERE booking_id = $1 ORDER BY id FOR UPDATE", [row.id]);
  return findBooking(sql, reference, userId);
}

function toStored(row: BookingRow): StoredBooking {
  const price = { amount: row.amount, currency: row.currency };
  return {
    id: row.id,
    userId: row.userId,
    version: row.version,
    rides: new Map(row.legs.map((leg) => [leg.id, toRide(leg)])),
    ticketPrices: new Map(row.tickets.map((ticket) => [ticket.id, ticket.price])),
    compensated: new Map(row.tickets.map((ticket) => [ticket.id, ticket.compensation])),
    used: new Set(row.tickets.filter(({ used }) => used).map(({ id }) => id)),
    sequences: new Map(row.tickets.map((ticket) => [ticket.id, ticket.sequence])),
    booking: {
      reference: row.reference,
      status: row.status,
      createdAt: row.createdAt.toISOString(),
      price,
      contact: { email: row.email },
      legs: row.legs.map(({ departureAt: _d, arrivalAt: _a, status: _s, delayMinutes: _m, ...leg }) => leg),
      passengers: row.passengers,
      tickets: row.tickets.map(
        ({ price: _p, compensation: _c, sequence: _s, used: _u, changeSeat, ...ticket }) =>
          changeSeat ? { ...ticket, changeSeat } : ticket,
      ),
    },
  };
}

function toRide(leg: BookingRow["legs"][number]): Ride {
  return {
    departure: new Date(leg.departureAt),
    arrival: new Date(leg.arrivalAt),
    cancelled: leg.status === "cancelled",
    delayMinutes: leg.delayMinutes,
  };
}
