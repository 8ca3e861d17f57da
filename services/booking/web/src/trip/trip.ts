import { html, nothing, type TemplateResult } from "lit";
import type { Booking } from "../api/types.js";
import { moneyText } from "../format/money.js";
import { routeTitle } from "../format/route.js";
import { hereDateTime } from "../format/time.js";
import type { KeptTrip } from "../offline/kept-trips.js";
import { t } from "../texts/texts.js";
import "./cancel-booking.js";
import "./compensation.js";
import "./papers.js";
import { exchangeLink } from "./exchange-link.js";
import { nextDeparture } from "./next-departure.js";
import { nextRide, rideOf } from "./ride.js";
import { statusBadge } from "./status-badge.js";
import { ticketGroups } from "./ticket-groups.js";
import { TripState } from "./trip-state.js";

/** `<rb-trip>`: one booking with its tickets. */
class Trip extends TripState {
  private thanks(booking: Booking): TemplateResult | typeof nothing {
    const news = new URLSearchParams(location.search);
    if (booking.status !== "confirmed" || this.away) return nothing;
    if (news.has("exchanged"))
      return html`<section class="thanks"><h2>${t.trip.exchanged}</h2><p>${t.trip.exchangedDetail}</p></section>`;
    if (!news.has("new")) return nothing;
    return html`<section class="thanks">
      <h2>${t.trip.thanks}</h2>
      <p>${t.trip.thanksDetail(booking.contact.email)}</p>
    </section>`;
  }

  private next({ booking, runs }: KeptTrip): TemplateResult | typeof nothing {
    if (booking.status === "cancelled") return nothing;
    const rides = booking.legs.map((leg) => rideOf(leg, runs[leg.runId]));
    const next = nextRide(rides, this.now);
    return next === undefined ? nothing : nextDeparture(next, booking.tickets, this.now);
  }

  private facts(booking: Booking): TemplateResult {
    return html`<dl class="card facts-list">
      <div><dt>${t.trip.price}</dt><dd>${moneyText(booking.price)}</dd></div>
      <div><dt>${t.trip.sentTo}</dt><dd>${booking.contact.email}</dd></div>
      <div><dt>${t.trip.booked}</dt><dd>${hereDateTime(booking.createdAt)}</dd></div>
      </dl>
      ${this.away ? nothing : html`<rb-papers .booking=${booking}></rb-papers>`}`;
  }

  /** What only the server can do. */
  private afterSales(booking: Booking): TemplateResult | typeof nothing {
    if (this.away) return nothing;
    return html`<rb-compensation .reference=${booking.reference}></rb-compensation>
      ${
        booking.status === "cancelled"
          ? nothing
          : html`<div class="after-sales">
              <div class="exchange">${exchangeLink(booking)}</div>
              <rb-cancel-booking .reference=${booking.reference} @cancelled=${this.cancelled}></rb-cancel-booking>
            </div>`
      }`;
  }

  private tickets(trip: KeptTrip): TemplateResult {
    const valid = trip.booking.tickets.some(({ status }) => status === "valid");
    return html`<section aria-labelledby="tickets-title">
      <header class="tickets-head">
        <h2 id="tickets-title">${t.trip.tickets}</h2>
        ${valid ? html`<button class="link-button" type="button" @click=${() => print()}>${t.ride.print}</button>` : nothing}
      </header>
      ${ticketGroups(trip, this.away)}
    </section>`;
  }

  override render(): TemplateResult {
    if (this.missing) {
      return html`<section class="card empty"><h1>${t.trip.notFound}</h1><p>${t.trip.notFoundDetail}</p>
        <p><a class="button" href="/bookings">${t.bookings.title}</a></p></section>`;
    }
    const { trip, away } = this;
    if (trip === undefined) return html`<div class="card skeleton tall" aria-busy="true"></div>`;
    const { booking } = trip;
    const saved = hereDateTime(trip.savedAt);
    return html`<p><a class="back" href="/bookings">${t.bookings.title}</a></p>
      ${away ? html`<p class="note">${t.ride.offline(saved)}</p>` : nothing}
      <header class="page-head">
        <h1 tabindex="-1">${routeTitle(booking.legs[0]?.from.name, booking.legs.at(-1)?.to.name)}</h1>
        <p class="reference">${t.trip.reference} <strong>${booking.reference}</strong> ${statusBadge(booking.status)}</p>
      </header>
      ${this.thanks(booking)} ${this.next(trip)} ${this.tickets(trip)}
      ${this.facts(booking)} ${this.afterSales(booking)}
      ${away ? nothing : html`<p class="quiet saved">${t.ride.savedAt(saved)}</p>`}`;
  }
}

customElements.define("rb-trip", Trip);
