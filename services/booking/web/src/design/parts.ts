import { html, type TemplateResult } from "lit";
import { departuresTable } from "../board/departures-table.js";
import { coachView } from "../checkout/coach-view.js";
import { hereTime } from "../format/time.js";
import { verdictView } from "../inspect/verdict.js";
import { tiles } from "../operator/tiles.js";
import { journeyCard } from "../search/journey-card.js";
import { LightElement } from "../shell/light-element.js";
import { loadingCards } from "../shell/loading.js";
import { noticeRow } from "../shell/notice-row.js";
import { toast } from "../shell/status.js";
import { signInCard } from "../shell/visitor.js";
import { staff } from "../texts/staff.js";
import { t } from "../texts/texts.js";
import { statusBadge } from "../trip/status-badge.js";
import { coach, departures, findings, journey, live, notice } from "./samples.js";

/** `<rb-design>`: the parts that scripts draw, drawn by the very functions that pages draw them with. */
class Design extends LightElement {
  static override properties = { chosen: { state: true }, tabStop: { state: true } };
  declare chosen: string[];
  declare tabStop: string;

  constructor() {
    super();
    this.chosen = ["21-7"];
    this.tabStop = "21-7";
  }

  private seats(): TemplateResult {
    return coachView({
      coach,
      chosen: this.chosen,
      tabStop: this.tabStop,
      toggle: (_event, { id }) => {
        this.chosen = this.chosen.includes(id)
          ? this.chosen.filter((each) => each !== id)
          : [...this.chosen, id];
      },
      move: () => undefined,
      reached: ({ id }) => {
        this.tabStop = id;
      },
    });
  }

  private news(): TemplateResult {
    const { newsTitle, newsBody, showToast, showAlert } = staff.design;
    return html`<div class="notices card"><ul class="plain">${noticeRow(notice, { fresh: true, time: hereTime })}</ul></div>
      <p class="buttons">
        <button class="button secondary" type="button" @click=${() => toast(newsTitle, newsBody, "/bookings")}>${showToast}</button>
        <button class="button secondary" type="button" @click=${() => toast(newsTitle, newsBody, "/bookings", true)}>${showAlert}</button>
      </p>`;
  }

  override render(): TemplateResult {
    const words = staff.design;
    const wanted = { passengers: 1, serviceClass: undefined };
    const card = {
      journey,
      wanted,
      errand: { party: { passengers: 1, children: 0, seniors: 0 } },
      dated: undefined,
    };
    return html`<section class="card"><h2>${words.badges}</h2>
        <p class="facts">${["confirmed", "cancelled"].map(statusBadge)}<span class="badge">${t.results.cheapest}</span>
          <span class="late">${t.results.delay(12)}</span></p></section>
      <section><h2>${words.journey}</h2>
        <ul class="plain">${journeyCard({ ...card, badges: [t.results.cheapest] })}</ul></section>
      <section><h2>${words.seats}</h2>${this.seats()}</section>
      <section><h2>${words.table}</h2><div class="departures">${departuresTable(departures, { busy: false })}</div></section>
      <section><h2>${words.news}</h2>${this.news()}</section>
      <section><h2>${words.verdicts}</h2>${findings.map((finding) => verdictView(finding, true))}</section>
      <section><h2>${words.tiles}</h2>${tiles(live)}</section>
      <section><h2>${words.notes}</h2><p class="note">${words.note}</p>${loadingCards()}${signInCard(words.empty)}</section>`;
  }
}

customElements.define("rb-design", Design);
