import { html, nothing, type TemplateResult } from "lit";
import { get, toApiError } from "../api/http.js";
import type { Booking } from "../api/types.js";
import { clockTime, dayText } from "../format/time.js";
import { showProblem } from "../forms/problem.js";
import { keptTrips } from "../offline/kept-trips.js";
import { LightElement } from "../shell/light-element.js";
import { visitor } from "../shell/session.js";
import { signInCard } from "../shell/visitor.js";
import { t } from "../texts/texts.js";
import { statusBadge } from "./status-badge.js";

/** `<rb-bookings>`: everything this traveller has booked, newest first. */
class Bookings extends LightElement {
  static override properties = {
    items: { state: true },
    visitor: { state: true },
    busy: { state: true },
    away: { state: true },
  };
  declare items: Booking[] | undefined;
  declare visitor: boolean;
  declare busy: boolean;
  /** What is shown was kept on this device. */
  declare away: boolean;
  private cursor: string | undefined;

  constructor() {
    super();
    this.visitor = false;
    this.busy = true;
    this.away = false;
    void this.start();
  }

  private async start(): Promise<void> {
    const { user, away } = await visitor();
    if (away) await this.showKept();
    else if (user === undefined) this.visitor = true;
    else await this.more();
    this.busy = false;
  }

  private async showKept(): Promise<void> {
    addEventListener("online", () => location.reload(), { once: true });
    const kept = await keptTrips();
    this.away = true;
    if (kept.length === 0) showProblem([{ text: t.shell.offline }]);
    else this.items = kept.map(({ booking }) => booking);
  }

  private async more(): Promise<void> {
    this.busy = true;
    try {
      const query: Record<string, string> = this.cursor === undefined ? {} : { cursor: this.cursor };
      const page = await get<{ items: Booking[]; nextCursor?: string }>("/bookings", query);
      this.items = [...(this.items ?? []), ...page.items];
      this.cursor = page.nextCursor;
    } catch (error) {
      showProblem([{ text: toApiError(error).message }]);
    } finally {
      this.busy = false;
    }
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
    if (this.items === undefined)
      return this.busy ? html`<div class="card skeleton" aria-busy="true"></div>` : nothing;
    if (this.items.length === 0) {
      return html`<section class="card empty"><h2>${t.bookings.empty}</h2><p>${t.bookings.emptyDetail}</p>
        <p><a class="button" href="/">${t.shell.toSearch}</a></p></section>`;
    }
    return html`${this.away ? html`<p class="note">${t.ride.keptList}</p>` : nothing}
      <ul class="plain">${this.items.map((booking) => this.row(booking))}</ul>
      ${
        this.cursor === undefined
          ? nothing
          : html`<button class="button secondary more" type="button" ?disabled=${this.busy} @click=${this.more}>${t.bookings.more}</button>`
      }`;
  }
}

customElements.define("rb-bookings", Bookings);
