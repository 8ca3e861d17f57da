import type { ServiceClass } from "@railbooker/events/booking-shape";
import type { DraftLeg } from "./draft-hold.js";
import type { Span } from "./masks.js";

/** Seats that went a moment ago, so that whoever came too late can be told which. Only a courtesy: it decides nothing. */
export interface RecentTakes {
  note(leg: DraftLeg, now: Date): void;
  /** Seat ids, the latest first. */
  on(runId: string, serviceClass: ServiceClass, span: Span, now: Date): string[];
}

interface Take extends Span {
  runId: string;
  serviceClass: ServiceClass;
  seatIds: string[];
  at: number;
}

const momentMs = 2000;
const mostTakes = 200;
const mostNamed = 9;

export function createRecentTakes(): RecentTakes {
  const takes: Take[] = [];
  return {
    note: ({ run, from, to, request, choice }, now) => {
      const seatIds = [...choice.seats, ...(choice.split?.next ?? [])].map((seat) => seat.id);
      const { serviceClass } = request;
      const span = { from: from.position, to: to.position };
      takes.unshift({ runId: run.runId, serviceClass, ...span, seatIds, at: now.getTime() });
      if (takes.length > mostTakes) takes.pop();
    },
    on: (runId, serviceClass, span, now) => {
      const seatIds = takes
        .filter((take) => take.runId === runId && take.serviceClass === serviceClass)
        .filter((take) => take.at > now.getTime() - momentMs && take.from < span.to && span.from < take.to)
        .flatMap((take) => take.seatIds);
      // One that was given back and went again, or has gone part by part, is still one.
      return [...new Set(seatIds)].slice(0, mostNamed);
    },
  };
}
