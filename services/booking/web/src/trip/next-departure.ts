import { html, nothing, type TemplateResult } from "lit";
import type { Ticket } from "../api/types.js";
import { platformText } from "../format/platform.js";
import { clockTime, dayText, durationText, laterClock } from "../format/time.js";
import { trainText } from "../format/train.js";
import { t } from "../texts/texts.js";
import { minutesToDeparture, type Ride } from "./ride.js";

const dayMinutes = 24 * 60;

/** What a traveller on the way to the platform looks for, large: when, where, in which coach. */
export function nextDeparture(ride: Ride, tickets: readonly Ticket[], now: number): TemplateResult {
  const { leg } = ride;
  const own = tickets.filter(({ leg: of, status }) => of.id === leg.id && status === "valid");
  return html`<section class="card next ${ride.cancelled ? "off" : ""}" aria-labelledby="next-title">
    <h2 id="next-title">${t.ride.next}</h2>
    <p class="next-train">${t.trip.leg(trainText(leg), leg.from.name, leg.to.name)}</p>
    <dl class="place">
      <div><dt>${t.ride.departure}</dt><dd>${departureTime(ride)}</dd></div>
      ${ride.boards.platform === undefined ? nothing : html`<div><dt>${t.ride.platform}</dt><dd>${platformText(ride.boards)}</dd></div>`}
      ${seatsOf(own)}
    </dl>
    <p class="next-when">${whenText(ride, now)}</p>
  </section>`;
}

export function departureTime({ leg, delayMinutes, cancelled }: Ride): TemplateResult {
  const { departure } = leg.from;
  return planned(departure, delayMinutes, cancelled);
}

/** The time by the timetable, and where it is another one now, both. */
export function planned(time: string, delayMinutes: number, cancelled = false): TemplateResult {
  const plan = html`<time datetime=${time}>${clockTime(time)}</time>`;
  if (cancelled) return html`<s>${plan}</s>`;
  if (delayMinutes === 0) return plan;
  return html`<s>${plan}</s> <b class="late">${laterClock(time, delayMinutes)}</b>`;
}

/** Of a party in one coach all seats; who sits apart finds the seats on the tickets. */
function seatsOf(tickets: readonly Ticket[]): TemplateResult | typeof nothing {
  const coaches = new Set(tickets.map(({ seat }) => seat.coach));
  if (coaches.size !== 1 || tickets.length > 4) return nothing;
  const numbers = tickets.map(({ seat }) => seat.number).join(", ");
  return html`<div><dt>${t.trip.coach}</dt><dd>${[...coaches]}</dd></div>
    <div><dt>${tickets.length === 1 ? t.trip.seat : t.checkout.seats}</dt><dd>${numbers}</dd></div>`;
}

function whenText(ride: Ride, now: number): TemplateResult {
  if (ride.cancelled) return html`<b class="late">${t.ride.cancelled}</b>`;
  const minutes = minutesToDeparture(ride, now);
  const when =
    minutes > dayMinutes ? dayText(ride.leg.from.departure) : t.ride.leavesIn(durationText(minutes));
  return ride.delayMinutes > 0
    ? html`<b class="late">${t.results.delay(ride.delayMinutes)}</b> · ${when}`
    : html`${when}`;
}
