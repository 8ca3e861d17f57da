import { html, nothing, type TemplateResult } from "lit";
import type { BookedLeg } from "../api/types.js";
import { changesOf, changeText } from "../format/changes.js";
import { trainText } from "../format/train.js";
import type { KeptTrip } from "../offline/kept-trips.js";
import { t } from "../texts/texts.js";
import { ticketCard } from "./ticket-card.js";

/**
 * The tickets of a booking: one list, or on a journey with changes one for each train, in the order of the ride.
 * @param away there is no network: what only the server has is not offered
 */
export function ticketGroups(trip: KeptTrip, away: boolean): TemplateResult {
  const { legs, tickets } = trip.booking;
  if (legs.length === 1)
    return html`<ul class="plain">${tickets.map((ticket) => ticketCard(trip, ticket, away))}</ul>`;
  const changes = changesOf(
    legs.map((leg) => ({ ...leg, delayMinutes: trip.runs[leg.runId]?.delayMinutes ?? 0 })),
  );
  return html`${legs.map((leg, index) => {
    const change = changes[index];
    return html`${group(trip, leg, away)}${change === undefined ? nothing : html`<p class="change-between">${changeText(change)}</p>`}`;
  })}`;
}

function group(trip: KeptTrip, leg: BookedLeg, away: boolean): TemplateResult {
  const own = trip.booking.tickets.filter((ticket) => ticket.leg.id === leg.id);
  return html`<h3 class="trip-leg">${t.trip.leg(trainText(leg), leg.from.name, leg.to.name)}</h3>
    <ul class="plain">${own.map((ticket) => ticketCard(trip, ticket, away))}</ul>`;
}
