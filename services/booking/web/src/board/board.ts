import { html, nothing, type TemplateResult } from "lit";
import { get, toApiError } from "../api/http.js";
import type { Location } from "../api/types.js";
import { platformText } from "../format/platform.js";
import { clockTime } from "../format/time.js";
import { trainText } from "../format/train.js";
import { showProblem } from "../forms/problem.js";
import { resolveStation } from "../search/stations.js";
import { TrainWatch } from "../search/train-watch.js";
import { LightElement } from "../shell/light-element.js";
import { poll } from "../shell/polling.js";
import { locale, t } from "../texts/texts.js";
import { type Departure, expected, waiting, withNews } from "./departures.js";

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

  private row(item: Departure): TemplateResult {
    const gone = item.status === "cancelled";
    const late = item.delayMinutes > 0;
    const news = gone
      ? t.board.cancelled
      : late
        ? t.board.late(expected(item), item.delayMinutes)
        : t.board.onTime;
    return html`<tr class=${gone ? "gone" : ""}>
      <td class="at"><time datetime=${item.departure}>${clockTime(item.departure)}</time></td>
      <th scope="row">${item.to.name}</th>
      <td>${trainText(item)}</td>
      <td class="platform">${item.platform === undefined ? "–" : platformText(item)}</td>
      <td class=${gone || late ? "late" : "quiet"}>${news}</td>
    </tr>`;
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
      <table aria-busy=${items === undefined}>
        <thead><tr>
          <th scope="col">${t.board.time}</th><th scope="col">${t.board.to}</th><th scope="col">${t.board.train}</th>
          <th scope="col">${t.board.platform}</th><th scope="col">${t.board.news}</th>
        </tr></thead>
        <tbody>${open.map((item) => this.row(item))}</tbody>
      </table>`;
  }
}

customElements.define("rb-board", Board);
