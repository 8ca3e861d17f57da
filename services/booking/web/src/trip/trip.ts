import { html, nothing, type TemplateResult } from "lit";
import { get, toApiError } from "../api/http.js";
import type { Booking, Notice } from "../api/types.js";
import { moneyText } from "../format/money.js";
import { hereDateTime } from "../format/time.js";
import { showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { liveSocket } from "../shell/live.js";
import { currentUser, signInPath } from "../shell/session.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";
import "./cancel-booking.js";
import "./compensation.js";
import { exchangeLink } from "./exchange-link.js";
import { statusBadge } from "./status-badge.js";
import { ticketGroups } from "./ticket-groups.js";

/** `<rb-trip>`: one booking with its tickets. */
class Trip extends LightElement {
  static override properties = { booking: { state: true }, missing: { state: true } };
  declare booking: Booking | undefined;
  declare missing: boolean;
  private readonly reference = decodeURIComponent(location.pathname.split("/")[2] ?? "");

  constructor() {
    super();
    this.missing = false;
    void this.start();
  }

  private async start(): Promise<void> {
    if ((await currentUser()) === undefined)
      return location.replace(signInPath(location.pathname + location.search));
    await this.load();
    const socket = await liveSocket();
    // A delay, a cancellation elsewhere: whatever is told of this booking may have changed it.
    socket?.on("notification", (notice: Notice) => {
      if (notice.data?.reference === this.reference) void this.load();
    });
  }

  private async load(): Promise<void> {
    try {
      this.booking = await get<Booking>(`/bookings/${encodeURIComponent(this.reference)}`);
      const { legs } = this.booking;
      document.title = `${legs[0]?.from.name} – ${legs.at(-1)?.to.name} · RailBooker`;
    } catch (error) {
      const refusal = toApiError(error);
      this.missing = refusal.status === 404 && this.booking === undefined;
      if (!this.missing) showProblem([{ text: refusal.message }]);
    }
  }

  private cancelled(event: CustomEvent<Booking>): void {
    this.booking = event.detail;
    announce(t.trip.cancelled);
    this.querySelector<HTMLElement>("h1")?.focus();
    scrollTo({ top: 0 });
  }

  private thanks(booking: Booking): TemplateResult | typeof nothing {
    const news = new URLSearchParams(location.search);
    if (booking.status !== "confirmed") return nothing;
    if (news.has("exchanged"))
      return html`<section class="thanks"><h2>${t.trip.exchanged}</h2><p>${t.trip.exchangedDetail}</p></section>`;
    if (!news.has("new")) return nothing;
    return html`<section class="thanks">
      <h2>${t.trip.thanks}</h2>
      <p>${t.trip.thanksDetail(booking.contact.email)}</p>
    </section>`;
  }

  private facts(booking: Booking): TemplateResult {
    return html`<dl class="card facts-list">
      <div><dt>${t.trip.price}</dt><dd>${moneyText(booking.price)}</dd></div>
      <div><dt>${t.trip.sentTo}</dt><dd>${booking.contact.email}</dd></div>
      <div><dt>${t.trip.booked}</dt><dd>${hereDateTime(booking.createdAt)}</dd></div>
    </dl>`;
  }

  override render(): TemplateResult {
    if (this.missing) {
      return html`<h1>${t.trip.notFound}</h1><p>${t.trip.notFoundDetail}</p>
        <p><a class="button" href="/bookings">${t.bookings.title}</a></p>`;
    }
    const { booking } = this;
    if (booking === undefined) return html`<div class="card skeleton tall" aria-busy="true"></div>`;
    return html`<p><a class="back" href="/bookings">${t.bookings.title}</a></p>
      <header class="page-head">
        <h1 tabindex="-1">${booking.legs[0]?.from.name} – ${booking.legs.at(-1)?.to.name}</h1>
        <p class="reference">${t.trip.reference} <strong>${booking.reference}</strong> ${statusBadge(booking.status)}</p>
      </header>
      ${this.thanks(booking)}
      <section aria-labelledby="tickets-title">
        <h2 id="tickets-title">${t.trip.tickets}</h2>
        ${ticketGroups(booking)}
      </section>
      ${this.facts(booking)}
      <rb-compensation .reference=${booking.reference}></rb-compensation>
      ${
        booking.status === "cancelled"
          ? nothing
          : html`<div class="after-sales">
              <div class="exchange">${exchangeLink(booking)}</div>
              <rb-cancel-booking .reference=${booking.reference} @cancelled=${this.cancelled}></rb-cancel-booking>
            </div>`
      }`;
  }
}

customElements.define("rb-trip", Trip);
