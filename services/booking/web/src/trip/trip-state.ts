import { toApiError } from "../api/http.js";
import type { Booking, Notice } from "../api/types.js";
import { showProblem } from "../forms/problem.js";
import { type KeptTrip, keepTrip, keptTrip } from "../offline/kept-trips.js";
import { reloadWhenBack } from "../offline/when-back.js";
import { runWith, TrainWatch } from "../search/train-watch.js";
import { LightElement } from "../shell/light-element.js";
import { liveSocket } from "../shell/live.js";
import { signInPath, visitor } from "../shell/session.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { loadRuns, loadTrip } from "./load-trip.js";

/** So often the minutes to departure are counted anew. */
const tickMs = 20_000;

/** What the page of a trip knows and how it keeps it true: the booking, its trains, and what to show without a network. */
export class TripState extends LightElement {
  static override properties = {
    trip: { state: true },
    missing: { state: true },
    away: { state: true },
    now: { state: true },
  };
  declare trip: KeptTrip | undefined;
  declare missing: boolean;
  /** What is shown was kept on this device. */
  declare away: boolean;
  declare now: number;
  private readonly reference = decodeURIComponent(location.pathname.split("/")[2] ?? "");
  private readonly trains = new TrainWatch(
    (news) => {
      const run = this.trip?.runs[news.runId];
      if (run !== undefined) void this.setRuns({ [news.runId]: runWith(run, news) });
    },
    () => void this.reloadRuns(),
  );

  constructor() {
    super();
    this.missing = false;
    this.away = false;
    this.now = Date.now();
    setInterval(() => {
      this.now = Date.now();
    }, tickMs);
    void this.start();
  }

  private async start(): Promise<void> {
    const { user, away } = await visitor();
    if (away) return this.showKept(t.shell.offline);
    if (user === undefined) return location.replace(signInPath(location.pathname + location.search));
    await this.load();
    const socket = await liveSocket();
    // A delay, a cancellation elsewhere: whatever is told of this booking may have changed it.
    socket?.on("notification", (notice: Notice) => {
      if (notice.data?.reference === this.reference) void this.load();
    });
    if (this.trip !== undefined) await this.trains.follow([this.trip.booking]);
  }

  private async load(): Promise<void> {
    try {
      this.show(await loadTrip(this.reference));
    } catch (error) {
      const refusal = toApiError(error);
      this.missing = refusal.status === 404 && this.trip === undefined;
      if (this.missing) return;
      if (refusal.code === "offline" && this.trip === undefined) await this.showKept(refusal.message);
      else showProblem([{ text: refusal.message }]);
    }
  }

  private show(trip: KeptTrip): void {
    this.trip = trip;
    const { legs } = trip.booking;
    document.title = `${legs[0]?.from.name} – ${legs.at(-1)?.to.name} · RailBooker`;
  }

  /** @param problem is said where nothing was kept */
  private async showKept(problem: string): Promise<void> {
    reloadWhenBack();
    const kept = await keptTrip(this.reference);
    if (kept === undefined) return showProblem([{ text: problem }]);
    this.away = true;
    this.show(kept);
  }

  private async reloadRuns(): Promise<void> {
    if (this.trip !== undefined) await this.setRuns(await loadRuns(this.trip.booking));
  }

  private async setRuns(runs: KeptTrip["runs"]): Promise<void> {
    if (this.trip === undefined) return;
    this.trip = { ...this.trip, runs: { ...this.trip.runs, ...runs }, savedAt: new Date().toISOString() };
    await keepTrip(this.trip).catch(() => undefined);
  }

  protected async cancelled(event: CustomEvent<Booking>): Promise<void> {
    if (this.trip !== undefined) this.show({ ...this.trip, booking: event.detail });
    announce(t.trip.cancelled);
    await this.updateComplete;
    this.querySelector<HTMLElement>("h1")?.focus();
    scrollTo({ top: 0 });
    if (this.trip !== undefined) await keepTrip(this.trip).catch(() => undefined);
  }
}
