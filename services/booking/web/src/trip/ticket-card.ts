import { html, nothing, type TemplateResult } from "lit";
import type { Booking, Ticket } from "../api/types.js";
import { clockTime, dayText } from "../format/time.js";
import { trainText } from "../format/train.js";
import { t } from "../texts/texts.js";
import { statusBadge } from "./status-badge.js";

function codePart(booking: Booking, ticket: Ticket): TemplateResult {
  if (ticket.status !== "valid") return html`<p class="voided">${t.trip.voided}</p>`;
  const src = `/api/bookings/${encodeURIComponent(booking.reference)}/tickets/${encodeURIComponent(ticket.id)}.png`;
  const seat = t.checkout.coachSeat(ticket.seat.coach, ticket.seat.number);
  return html`<img class="qr" src=${src} alt=${t.trip.qrAlt(ticket.passenger.name, seat)} width="220" height="220" />
    <details class="code"><summary>${t.trip.code}</summary><code>${ticket.code}</code></details>`;
}

/** The second seat of a ride on which the traveller changes seats. */
function changeSeat({ at, seat }: NonNullable<Ticket["changeSeat"]>): TemplateResult {
  return html`<div class="change-seat"><dt>${t.trip.changeSeat(at.name)}</dt>
    <dd>${t.checkout.coachSeat(seat.coach, seat.number)}</dd></div>`;
}

export function ticketCard(booking: Booking, ticket: Ticket): TemplateResult {
  const leg = booking.legs.find((each) => each.id === ticket.leg.id) ?? booking.legs[0];
  return html`<li class="card ticket ${ticket.status === "valid" ? "" : "closed"}">
    <div class="ticket-text">
      <p class="ticket-top"><b>${ticket.passenger.name}</b> ${statusBadge(ticket.status)}</p>
      ${
        leg === undefined
          ? nothing
          : html`<p class="quiet">${dayText(leg.from.departure)} · ${trainText(leg)}</p>
            <ol class="line">
              <li><time datetime=${leg.from.departure}>${clockTime(leg.from.departure)}</time> <span>${leg.from.name}</span></li>
              <li><time datetime=${leg.to.arrival}>${clockTime(leg.to.arrival)}</time> <span>${leg.to.name}</span></li>
            </ol>`
      }
      <dl class="place">
        <div><dt>${t.trip.coach}</dt><dd>${ticket.seat.coach}</dd></div>
        <div><dt>${t.trip.seat}</dt><dd>${ticket.seat.number}</dd></div>
        ${ticket.changeSeat === undefined ? nothing : changeSeat(ticket.changeSeat)}
        ${leg === undefined ? nothing : html`<div class="small"><dt>${t.checkout.ticket}</dt><dd>${t.classes[leg.serviceClass]}, ${t.fares[leg.fare] ?? leg.fare}</dd></div>`}
      </dl>
    </div>
    <div class="ticket-code">${codePart(booking, ticket)}</div>
  </li>`;
}
