import Combobox from "@github/combobox-nav";
import type { Location } from "../api/types.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { findStations, rememberStation } from "./stations.js";

/** Suggestions come between two letters; how many there are is said once typing pauses. */
const pauseMs = 40;
const quietMs = 600;

/** Makes a text field and the empty list after it a combobox of stations. */
export class StationBox {
  private readonly combobox: Combobox;
  private chosen: Location | undefined;
  private request: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private speaker: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly input: HTMLInputElement,
    private readonly list: HTMLElement,
  ) {
    this.combobox = new Combobox(input, list, {
      tabInsertsSuggestions: false,
      firstOptionSelectionMode: "active",
    });
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    input.addEventListener("blur", () => this.close());
    // Keeps the focus in the field while an option is pressed.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("combobox-commit", (event) => this.commit(event));
  }

  /** What was chosen from the list; undefined once the text is changed by hand. */
  get station(): Location | undefined {
    return this.chosen;
  }

  set station(location: Location | undefined) {
    this.chosen = location;
    this.input.value = location?.name ?? "";
  }

  private typed(): void {
    this.chosen = undefined;
    clearTimeout(this.timer);
    clearTimeout(this.speaker);
    this.request?.abort();
    const text = this.input.value.trim();
    // The combobox takes its mark off at each letter; while the list stands, Enter must take what it shows.
    setTimeout(() => {
      if (!this.list.hidden) this.combobox.indicateDefaultOption();
    });
    if (text === "") this.close();
    else this.timer = setTimeout(() => void this.suggest(text), pauseMs);
  }

  private async suggest(text: string): Promise<void> {
    const request = new AbortController();
    this.request = request;
    try {
      const stations = await findStations(text, request.signal);
      if (!request.signal.aborted) this.show(stations);
    } catch {
      // A late or failed answer leaves the typed text; the search itself reports what is wrong.
    }
  }

  private show(stations: Location[]): void {
    if (document.activeElement !== this.input) return;
    const options = stations.map((station, index) => {
      const option = document.createElement("div");
      option.id = `${this.list.id}-${index}`;
      option.setAttribute("role", "option");
      option.textContent = station.name;
      option.dataset["id"] = station.id;
      option.dataset["timeZone"] = station.timeZone;
      return option;
    });
    this.combobox.stop();
    this.list.replaceChildren(...options);
    this.list.hidden = options.length === 0;
    if (options.length > 0) this.combobox.start();
    clearTimeout(this.speaker);
    this.speaker = setTimeout(() => announce(t.search.found(options.length)), quietMs);
  }

  private commit(event: Event): void {
    if (!(event.target instanceof HTMLElement)) return;
    const { id, timeZone } = event.target.dataset;
    if (id === undefined || timeZone === undefined) return;
    this.station = { id, name: event.target.textContent, timeZone };
    rememberStation({ id, name: event.target.textContent, timeZone });
    this.close();
  }

  private close(): void {
    clearTimeout(this.timer);
    clearTimeout(this.speaker);
    this.request?.abort();
    this.combobox.stop();
    this.list.hidden = true;
  }
}
