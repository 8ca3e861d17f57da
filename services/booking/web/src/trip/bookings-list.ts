import { html, nothing, type TemplateResult } from "lit";
import type { Booking } from "../api/types.js";
import { clockTime, dayText } from "../format/time.js";
import { showProblem } from "../forms/problem.js";
import { keptTrips } from "../offline/kept-trips.js";
import { reloadWhenBack } from "../offline/when-back.js";
import { LightElement } from "../shell/light-element.js";
import { PagedList } from "../shell/paged-list.js";
import { visitor } from "../shell/session.js";
import { signInCard } from "../shell/visitor.js";
import { t } from "../texts/texts.js";
import { statusBadge } from "./status-badge.js";

/** `<rb-bookings>`: everything this traveller has booked, newest first. */
class Bookings extends LightElement {
  static override properties = { visitor: { state: true }, away: { state: true } };
  declare visitor: boolean;
  /** What is shown was kept on this device. */
  declare away: boolean;
  private readonly list = new PagedList<Booking>(this, "/bookings", {});

  constructor() {
    super();
    this.visitor = false;
    this.away = false;
    void this.start();
  }

  private async start(): Promise<void> {
    const { user, away } = await visitor();
    if (away) await this.showKept();
    else if (user === undefined) this.visitor = true;
    else await this.list.ask();
  }

  private async showKept(): Promise<void> {
    reloadWhenBack();
    const kept = await keptTrips();
    this.away = true;
    if (kept.length === 0) showProblem([{ text: t.shell.offline }]);
    else this.list.items = kept.map(({ booking }) => booking);
  }

  private row(booking: Booking): TemplateResult {
    const first = booking.legs[0];
    const last = booking.legs.at(-1);
    return html`<li class="card booking">
      <h2>
        <a href="/bookings/${encodeURIComponent(booking.reference)}">${first?.from.name} – ${last?.to.name}</a>
      </h2>
      <p>
        ${first === undefined ? nothing : html`${dayText(first.from.departure)}, <b>${clockTime(first.from.departure)}</b>`}
      </p>
      <p class="facts">
        <span>${t.bookings.reference(booking.reference)}</span>
        <span>${t.bookings.passengers(booking.passengers.length)}</span>
        ${statusBadge(booking.status)}
      </p>
    </li>`;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.visitor) return signInCard(t.bookings.signIn);
    const { items, refusal, cursor, busy } = this.list;
    const note = refusal === undefined ? nothing : html`<p class="note">${refusal}</p>`;
    if (items === undefined)
      return refusal === undefined && !this.away
        ? html`<div class="card skeleton" aria-busy="true"></div>`
        : note;
    if (items.length === 0) {
      return html`<section class="card empty"><h2>${t.bookings.empty}</h2><p>${t.bookings.emptyDetail}</p>
        <p><a class="button" href="/">${t.shell.toSearch}</a></p></section>`;
    }
    return html`${this.away ? html`<p class="note">${t.ride.keptList}</p>` : note}
      <ul class="plain">${items.map((booking) => this.row(booking))}</ul>
      ${
        cursor === undefined
          ? nothing
          : html`<button class="button secondary more" type="button" ?disabled=${busy} @click=${() => this.list.more()}>${t.bookings.more}</button>`
      }`;
  }
}

customElements.define("rb-bookings", Bookings);
