import { catalogue } from "@railbooker/events/catalogue";
import type { BusEvent } from "@railbooker/events/envelope";
import { traced } from "@railbooker/runtime/tracing";
import { inContext, type WorkContext } from "@railbooker/runtime/work-context";
import type { Mail } from "./email/mail.js";

/** Runs `work` as what follows from an event: in its trace, and with its booking in every line of the log. */
export function followingEvent<T>(event: BusEvent, work: () => Promise<T>): Promise<T> {
  const attributes = {
    "messaging.system": "redis",
    "messaging.operation.type": "process",
    "messaging.destination.name": "railbooker.events",
    "messaging.message.id": event.id,
    "railbooker.event": event.name,
  };
  const [aggregate, reference] = event.subject.split("/");
  const booking = aggregate === catalogue.BookingCreated.aggregate ? reference : undefined;
  return inContext(contextOf(event.id, event.traceparent, booking), () =>
    traced("process railbooker.events", { kind: "consumer", attributes }, work),
  );
}

/** Runs one attempt to send a mail as what follows from the event that it tells of. */
export function followingMail<T>(mail: Mail, attempt: number, work: () => Promise<T>): Promise<T> {
  const attributes = {
    "messaging.system": "bull",
    "messaging.operation.type": "process",
    "messaging.destination.name": "email",
    "messaging.message.id": mail.id,
    "railbooker.template": mail.template,
    "railbooker.attempt": attempt,
  };
  const { reference } = (mail.data["booking"] ?? {}) as { reference?: unknown };
  const booking = typeof reference === "string" ? reference : undefined;
  return inContext(contextOf(mail.eventId, mail.traceparent ?? undefined, booking), () =>
    traced("process email", { kind: "consumer", attributes }, work),
  );
}

function contextOf(requestId: string, traceparent?: string, bookingId?: string): WorkContext {
  return {
    requestId,
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(bookingId === undefined ? {} : { bookingId }),
  };
}
