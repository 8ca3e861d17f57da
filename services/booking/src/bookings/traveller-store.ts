import type { AffectedTraveller } from "@railbooker/events/train-events";
import type { Sql } from "@railbooker/runtime/database";

interface TravellerRow {
  userId: string;
  email: string;
  reference: string;
  from: { id: string; name: string; departure: string };
  to: { id: string; name: string; arrival: string };
}

/**
 * Whoever has a valid ticket for the run and arrives, by the timetable, after `after`: one entry for each user and address.
 * @param at where they board after `after`, or alight; of a location where the run calls twice, with the position of the call
 */
export async function travellersOf(
  sql: Sql,
  runId: string,
  after: Date,
  at?: { location: string; position?: number },
): Promise<AffectedTraveller[]> {
  const rows = await sql.rows<TravellerRow>(
    `SELECT b.user_id AS "userId", b.contact_email AS email, b.reference,
            json_build_object('id', l.from_id, 'name', l.from_name, 'departure', l.departure) AS "from",
            json_build_object('id', l.to_id, 'name', l.to_name, 'arrival', l.arrival) AS "to"
       FROM booking_legs l JOIN bookings b ON b.id = l.booking_id
      WHERE l.run_id = $1 AND l.arrival_at > $2
        AND ($3::text IS NULL
          OR (l.from_id = $3 AND l.from_position = coalesce($4, l.from_position) AND l.departure_at > $2)
          OR (l.to_id = $3 AND l.to_position = coalesce($4, l.to_position)))
        AND EXISTS (SELECT 1 FROM tickets t WHERE t.leg_id = l.id AND t.status = 'valid')
      ORDER BY b.user_id, b.contact_email, l.departure_at, b.reference`,
    [runId, after, at?.location ?? null, at?.position ?? null],
  );
  const travellers = new Map<string, AffectedTraveller>();
  for (const { userId, email, ...booking } of rows) {
    const key = `${userId} ${email}`;
    const traveller = travellers.get(key) ?? { userId, email, bookings: [] };
    traveller.bookings.push(booking);
    travellers.set(key, traveller);
  }
  return [...travellers.values()];
}
