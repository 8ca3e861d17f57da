import type { EventName } from "@railbooker/events/catalogue";
import { createEnvelope, type NewEvent } from "@railbooker/events/envelope";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { currentContext } from "@railbooker/runtime/work-context";

/** Where a use case leaves an event: the row joins the transaction that made the event true. */
export interface Outbox {
  /**
   * Call it while the aggregate's row is locked (just inserted or updated), so that versions follow the order of commits.
   * @throws Error when the data is not what the catalogue says.
   */
  append<N extends EventName>(sql: Sql, event: NewEvent<N>): Promise<void>;
  /** The same for events of one kind, with one statement. */
  appendAll<N extends EventName>(sql: Sql, events: readonly NewEvent<N>[]): Promise<void>;
  /** Call it after the commit: the relay looks at once instead of at its next poll. */
  wake(): void;
}

export function createOutbox(clock: Clock, wake: () => void): Outbox {
  const appendAll: Outbox["appendAll"] = async (sql, events) => {
    const envelopes = events.map((event) => {
      const traceparent = event.traceparent ?? currentContext()?.traceparent;
      return createEnvelope(traceparent === undefined ? event : { ...event, traceparent }, clock());
    });
    await sql.rows(
      `INSERT INTO outbox (event_id, subject, version, envelope)
       SELECT (e->>'id')::uuid, e->>'subject', (e->>'aggregateversion')::int, e
         FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS events (e, position) ORDER BY position`,
      [JSON.stringify(envelopes)],
    );
  };
  return { append: (sql, event) => appendAll(sql, [event]), appendAll, wake };
}
