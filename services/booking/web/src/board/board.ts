import { html, nothing, type TemplateResult } from "lit";
import { get, toApiError } from "../api/http.js";
import type { Location } from "../api/types.js";
import { showProblem } from "../forms/problem.js";
import { resolveStation } from "../search/stations.js";
import { TrainWatch } from "../search/train-watch.js";
import { LightElement } from "../shell/light-element.js";
import { poll } from "../shell/polling.js";
import { locale, t } from "../texts/texts.js";
import { type Departure, waiting, withNews } from "./departures.js";
import { departuresTable } from "./departures-table.js";

const rows = "14";
const refreshMs = 30_000;
const tickMs = 1_000;

/** `<rb-board>`: what leaves a station, to be read from afar. News of trains shows at once; the list is asked for anew now and then. */
class Board extends LightElement {
  static override properties = {
    station: { state: true },
    items: { state: true },
    now: { state: true },
    full: { state: true },
  };
  declare station: Location | undefined;
  declare items: Departure[] | undefined;
  declare now: number;
  declare full: boolean;
  private readonly trains = new TrainWatch(
    (news) => {
      this.items = withNews(this.items ?? [], news);
    },
    () => void this.ask().catch(() => undefined),
  );

  constructor() {
    super();
    this.now = Date.now();
    this.full = false;
    document.addEventListener("fullscreenchange", () => {
      this.full = document.fullscreenElement !== null;
    });
    this.start().catch((error: unknown) => showProblem([{ text: toApiError(error).message }]));
  }

  private async start(): Promise<void> {
    const id = decodeURIComponent(location.pathname.split("/")[2] ?? "");
    const station = await resolveStation(id);
    if (station === undefined) return showProblem([{ text: t.board.unknown }]);
    this.station = station;
    document.title = `${t.board.of(station.name)} · RailBooker`;
    await this.ask();
    poll(() => this.ask(), refreshMs);
    setInterval(() => {
      this.now = Date.now();
    }, tickMs);
  }

  private async ask(): Promise<void> {
    const id = encodeURIComponent(this.station?.id ?? "");
    const { items } = await get<{ items: Departure[] }>(`/locations/${id}/departures`, { limit: rows });
    this.items = items;
    void this.trains.follow(items.map(({ runId }) => ({ legs: [{ runId }] })));
  }

  private async toggle(): Promise<void> {
    if (document.fullscreenElement === null) await this.requestFullscreen();
    else await document.exitFullscreen();
  }

  private clock(): string {
    const timeZone = this.station?.timeZone ?? "UTC";
    return new Intl.DateTimeFormat(locale, { timeZone, hour: "2-digit", minute: "2-digit" }).format(this.now);
  }

  override render(): TemplateResult {
    const { station, items } = this;
    const open = waiting(items ?? [], this.now);
    return html`<div class="board-head">
        <h1>${station === undefined ? t.board.title : t.board.of(station.name)}</h1>
        <p class="board-clock">${station === undefined ? nothing : this.clock()}</p>
        <button class="button secondary" type="button" @click=${() => this.toggle().catch(() => undefined)}>
          ${this.full ? t.board.leaveFullScreen : t.board.fullScreen}</button>
      </div>
      ${items !== undefined && open.length === 0 ? html`<p class="empty">${t.board.none}</p>` : nothing}
      ${departuresTable(open, { busy: items === undefined })}`;
  }
}

customElements.define("rb-board", Board);
