import type { EventName } from "@railbooker/events/catalogue";
import { createEnvelope, type NewEvent } from "@railbooker/events/envelope";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { currentContext } from "@railbooker/runtime/work-context";

/** Where a use case leaves an event: the row joins the transaction that made the event true. */
export interface Outbox {
  /**
   * Call it while the aggregates' rows are locked (just inserted or updated), so that versions follow the order of commits.
   * @throws Error when the data is not what the catalogue says.
   */
  append<N extends EventName>(sql: Sql, ...events: readonly NewEvent<N>[]): Promise<void>;
  /** The same as what `insertEvents` takes, for statements that write more than the events. */
  toRows<N extends EventName>(events: readonly NewEvent<N>[]): string;
  /** Call it after the commit: the relay looks at once instead of at its next poll. */
  wake(): void;
}

export function createOutbox(clock: Clock, wake: () => void): Outbox {
  const toRows: Outbox["toRows"] = (events) => {
    const rows = events.map((event) => {
      const traceparent = event.traceparent ?? currentContext()?.traceparent;
      const envelope = createEnvelope(traceparent === undefined ? event : { ...event, traceparent }, clock());
      return { id: envelope.id, subject: envelope.subject, version: envelope.aggregateversion, envelope };
    });
    return JSON.stringify(rows);
  };
  const append: Outbox["append"] = async (sql, ...events) => {
    if (events.length > 0) await sql.rows(insertEvents("$1"), [toRows(events)]);
  };
  return { append, toRows, wake };
}

/** SQL that writes events in their order. @param parameter that has them, such as `$1`. */
export const insertEvents = (parameter: string): string => `
  INSERT INTO outbox (event_id, subject, version, envelope)
  SELECT id, subject, version, envelope
    FROM json_to_recordset(${parameter}::json) AS e (id uuid, subject text, version int, envelope json)`;
