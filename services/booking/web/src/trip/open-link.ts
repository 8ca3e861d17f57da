import { html, render, type TemplateResult } from "lit";
import { call, toApiError } from "../api/http.js";
import type { Booking, Ticket } from "../api/types.js";
import { clockTime, dayText } from "../format/time.js";
import { trainText } from "../format/train.js";
import { clearProblem, showProblem } from "../forms/problem.js";
import { t } from "../texts/texts.js";
import { statusBadge } from "./status-badge.js";

/** The link works once, so it is used on a press: programs that look at links in mails press nothing. */
export function openBookingLink(token: string): void {
  history.replaceState(null, "", location.pathname);
  document.getElementById("form")?.remove();
  const box = document.getElementById("open");
  if (box !== null) box.hidden = false;
  document.getElementById("show")?.addEventListener("click", () => void show(token, box));
}

async function show(token: string, box: HTMLElement | null): Promise<void> {
  clearProblem();
  try {
    const { data } = await call<Booking>("POST", "/bookings/retrieve/confirm", { body: { token } });
    box?.remove();
    const place = document.getElementById("found");
    if (place === null) return;
    render(view(data), place);
    place.focus();
  } catch (error) {
    showProblem([{ text: toApiError(error).message }]);
  }
}

function view(booking: Booking): TemplateResult {
  return html`<p class="reference">${t.trip.reference} <strong>${booking.reference}</strong> ${statusBadge(booking.status)}</p>
    <ul class="plain">${booking.tickets.map((ticket) => line(booking, ticket))}</ul>
    <p class="quiet">${t.findBooking.codes}</p>`;
}

function seatText({ seat, changeSeat }: Ticket): string {
  const first = t.checkout.coachSeat(seat.coach, seat.number);
  if (changeSeat === undefined) return first;
  const { at, seat: next } = changeSeat;
  return `${first}; ${t.checkout.changeSeat(at.name, t.checkout.coachSeat(next.coach, next.number))}`;
}

function line(booking: Booking, ticket: Ticket): TemplateResult {
  const leg = booking.legs.find(({ id }) => id === ticket.leg.id);
  if (leg === undefined) return html``;
  return html`<li class="card">
    <p><b>${ticket.passenger.name}</b> ${statusBadge(ticket.status)}</p>
    <p class="quiet">${dayText(leg.from.departure)} · ${trainText(leg)}</p>
    <p>${clockTime(leg.from.departure)} ${leg.from.name} – ${clockTime(leg.to.arrival)} ${leg.to.name}</p>
    <p>${seatText(ticket)}</p>
  </li>`;
}
