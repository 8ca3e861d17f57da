import { html, nothing, type TemplateResult } from "lit";
import type { Platforms, Ticket } from "../api/types.js";
import { offerText } from "../format/offer.js";
import { platformText } from "../format/platform.js";
import { dayText } from "../format/time.js";
import { trainText } from "../format/train.js";
import type { KeptTrip } from "../offline/kept-trips.js";
import { t } from "../texts/texts.js";
import { planned } from "./next-departure.js";
import { type Ride, rideOf } from "./ride.js";
import { statusBadge } from "./status-badge.js";

export function ticketCard(trip: KeptTrip, ticket: Ticket, away: boolean): TemplateResult {
  const { booking, runs } = trip;
  const leg = booking.legs.find((each) => each.id === ticket.leg.id) ?? booking.legs[0];
  if (leg === undefined) return html``;
  return html`<li class="card ticket ${ticket.status === "valid" ? "" : "closed"}">
    <div class="ticket-text">
      <p class="ticket-brand"><b>RailBooker</b> ${t.trip.reference} <b>${booking.reference}</b></p>
      <p class="ticket-top"><b>${ticket.passenger.name}</b> ${statusBadge(ticket.status)}</p>
      <p class="quiet">${dayText(leg.from.departure)} · ${trainText(leg)}</p>
      ${rideLines(rideOf(leg, runs[leg.runId]))}
      <dl class="place">
        <div><dt>${t.trip.coach}</dt><dd>${ticket.seat.coach}</dd></div>
        <div><dt>${t.trip.seat}</dt><dd>${ticket.seat.number}</dd></div>
        ${ticket.changeSeat === undefined ? nothing : changeSeat(ticket.changeSeat)}
        <div class="small"><dt>${t.checkout.ticket}</dt><dd>${offerText(leg)}</dd></div>
      </dl>
    </div>
    <div class="ticket-code">${codePart(trip, ticket, away)}</div>
  </li>`;
}

function rideLines(ride: Ride): TemplateResult {
  const { leg, delayMinutes, cancelled } = ride;
  const call = (name: string, time: string, at: Platforms): TemplateResult => html`<li>
    <span class="call-time">${planned(time, delayMinutes, cancelled)}</span>
    <span>${name}${at.platform === undefined ? nothing : html` <small>${platformText(at, t.checkout.platform)}</small>`}</span>
  </li>`;
  return html`<ol class="line">
    ${call(leg.from.name, leg.from.departure, ride.boards)}
    ${call(leg.to.name, leg.to.arrival, ride.leaves)}
  </ol>`;
}

/** The second seat of a ride on which the traveller changes seats. */
function changeSeat({ at, seat }: NonNullable<Ticket["changeSeat"]>): TemplateResult {
  return html`<div class="change-seat"><dt>${t.trip.changeSeat(at.name)}</dt>
    <dd>${t.checkout.coachSeat(seat.coach, seat.number)}</dd></div>`;
}

function codePart({ booking, codes }: KeptTrip, ticket: Ticket, away: boolean): TemplateResult {
  if (ticket.status !== "valid") return html`<p class="voided">${t.trip.voided}</p>`;
  const path = `/api/bookings/${encodeURIComponent(booking.reference)}/tickets/${encodeURIComponent(ticket.id)}`;
  const seat = t.checkout.coachSeat(ticket.seat.coach, ticket.seat.number);
  return html`<img class="qr" src=${codes[ticket.id] ?? `${path}.png`} alt=${t.trip.qrAlt(ticket.passenger.name, seat)} width="220" height="220" />
    ${away ? nothing : ticketFiles(path, ticket.passenger.name)}
    <details class="code"><summary>${t.trip.code}</summary><code>${ticket.code}</code></details>`;
}

function ticketFiles(path: string, passenger: string): TemplateResult {
  const whose = html`<span class="visually-hidden">${t.ride.ofTicket(passenger)}</span>`;
  return html`<p class="ticket-files">
      <a href="${path}.ics">${t.ride.calendar}${whose}</a>
      <a href="${path}.pdf">${t.ride.pdf}${whose}</a>
    </p>`;
}
