import { html, nothing, type TemplateResult } from "lit";
import { call, get, toApiError } from "../api/http.js";
import type { RunCalls, WaitlistEntry } from "../api/types.js";
import { offerText } from "../format/offer.js";
import { clockTime, dayText, hereTime } from "../format/time.js";
import { trainText } from "../format/train.js";
import { showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { currentUser } from "../shell/session.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";

/** A place in line with the ride it is for. */
interface Place {
  entry: WaitlistEntry;
  run: RunCalls;
}

/** `<rb-waiting>`: the traveller's places on waiting lists that still matter; nothing where there are none. */
class Waiting extends LightElement {
  static override properties = { places: { state: true }, busy: { state: true } };
  declare places: Place[];
  declare busy: boolean;

  constructor() {
    super();
    this.places = [];
    this.busy = false;
    void this.load();
  }

  private async load(): Promise<void> {
    if ((await currentUser()) === undefined) return;
    try {
      const { items } = await get<{ items: WaitlistEntry[] }>("/waitlist");
      const open = items.filter(({ status }) => status === "waiting" || status === "promoted");
      this.places = await Promise.all(
        open.map(async (entry) => ({
          entry,
          run: await get<RunCalls>(`/trains/${encodeURIComponent(entry.runId)}`),
        })),
      );
    } catch (error) {
      showProblem([{ text: toApiError(error).message }]);
    }
  }

  private async leave(id: string): Promise<void> {
    this.busy = true;
    try {
      await call("DELETE", `/waitlist/${encodeURIComponent(id)}`);
      announce(t.waitlist.left);
      await this.load();
    } catch (error) {
      showProblem([{ text: toApiError(error).message }]);
    } finally {
      this.busy = false;
    }
  }

  private state(entry: WaitlistEntry): TemplateResult {
    if (entry.status === "promoted" && entry.holdId !== undefined) {
      return html`<p><b>${t.waitlist.held(hereTime(entry.expiresAt ?? ""))}</b></p>
        <p class="buttons"><a class="button" href=${payPath(entry, entry.holdId)}>${t.waitlist.pay}</a></p>`;
    }
    return html`<p><b>${t.waitlist.place(entry.position ?? 1)}</b></p>
      <button class="link-button" type="button" ?disabled=${this.busy} @click=${() => this.leave(entry.id)}>${t.waitlist.leave}</button>`;
  }

  private row({ entry, run }: Place): TemplateResult {
    const from = run.calls.find(({ location }) => location.id === entry.from);
    const to = run.calls.findLast(({ location }) => location.id === entry.to);
    return html`<li class="card booking">
      <h3>${from?.location.name} – ${to?.location.name}</h3>
      ${from === undefined ? nothing : html`<p>${dayText(from.departure)}, <b>${clockTime(from.departure)}</b></p>`}
      <p class="facts">
        <span>${trainText(run)}</span>
        <span>${offerText(entry)}</span>
        <span>${t.waitlist.party(entry.passengers)}</span>
      </p>
      ${this.state(entry)}
    </li>`;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.places.length === 0) return nothing;
    return html`<section aria-labelledby="waiting-title">
      <h2 id="waiting-title">${t.waitlist.heading}</h2>
      <ul class="plain">${this.places.map((place) => this.row(place))}</ul>
    </section>`;
  }
}

function payPath({ runId, from, to, passengers, serviceClass, fare }: WaitlistEntry, hold: string): string {
  const query = { from, to, passengers: String(passengers), class: serviceClass, fare, hold };
  return `/trains/${encodeURIComponent(runId)}/book?${new URLSearchParams(query)}`;
}

customElements.define("rb-waiting", Waiting);
