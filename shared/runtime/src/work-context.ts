import { AsyncLocalStorage } from "node:async_hooks";

/** What the work under way belongs to; every line that it logs says so. */
export interface WorkContext {
  /** Of the request, or the id of the event that the work follows from. */
  requestId: string;
  /** W3C trace context, handed on to events, jobs and outgoing requests. */
  traceparent?: string;
  /** Reference of the booking that the work is about, once it is known. */
  bookingId?: string;
}

const storage = new AsyncLocalStorage<WorkContext>();

export const currentContext = (): WorkContext | undefined => storage.getStore();

export const inContext = <T>(context: WorkContext, work: () => T): T => storage.run(context, work);

/** Says which booking the work under way is about. */
export function noteBooking(reference: string): void {
  const context = storage.getStore();
  if (context !== undefined) context.bookingId = reference;
}

/** The fields by which a log line is found: request, trace and booking. */
export function contextFields(context = storage.getStore()): Record<string, string> {
  if (context === undefined) return {};
  const { requestId, traceparent, bookingId } = context;
  return {
    request_id: requestId,
    ...(traceparent === undefined
      ? {}
      : { trace_id: traceparent.slice(3, 35), span_id: traceparent.slice(36, 52) }),
    ...(bookingId === undefined ? {} : { booking_id: bookingId }),
  };
}
