import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { mostPassengers, type Party } from "./party.js";
import { partyText } from "./party-text.js";

const kinds = ["adults", "children", "seniors"] as const;
const pauseMs = 600;

/** The steppers of partials/search-form.html: how many of each type, typed or by its buttons; the total is shown and spoken. */
export class PartyFields {
  private readonly inputs = kinds.map((kind) => document.getElementById(kind) as HTMLInputElement);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly box: HTMLDetailsElement) {
    for (const button of box.querySelectorAll<HTMLButtonElement>("button[data-step]")) {
      button.hidden = false;
      button.addEventListener("click", () => this.step(button));
    }
    box.addEventListener("input", () => this.changed());
    // A panel over the page closes as its readers expect.
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      box.open = false;
      box.querySelector("summary")?.focus();
    });
    document.addEventListener("click", (event) => {
      if (!event.composedPath().includes(box)) box.open = false;
    });
  }

  set party({ passengers, children, seniors }: Party) {
    for (const [index, value] of [passengers - children - seniors, children, seniors].entries()) {
      const input = this.inputs[index];
      if (input !== undefined) input.value = String(value);
    }
    this.show();
  }

  /** As typed, so that it may be nobody or too many: `mistake` says so. */
  get party(): Party {
    const [adults = 0, children = 0, seniors = 0] = this.inputs.map(({ value }) =>
      Math.max(0, Math.trunc(Number(value)) || 0),
    );
    return { passengers: adults + children + seniors, children, seniors };
  }

  get mistake(): string | undefined {
    const { passengers } = this.party;
    return passengers >= 1 && passengers <= mostPassengers ? undefined : t.search.partyWrong(passengers);
  }

  open(): void {
    this.box.open = true;
  }

  private step(button: HTMLButtonElement): void {
    const input = button.parentElement?.querySelector("input");
    const step = Number(button.dataset["step"]);
    const { passengers } = this.party;
    if (!input) return;
    if (step > 0 && passengers >= mostPassengers) {
      this.say(t.search.partyLimit);
      return;
    }
    input.value = String(Math.min(mostPassengers, Math.max(0, Number(input.value) + step)));
    this.changed();
  }

  private changed(): void {
    this.show();
    this.say(this.mistake ?? t.search.partyTotal(partyText(this.party)));
  }

  private show(): void {
    const text = document.getElementById("party-text");
    if (text !== null) text.textContent = partyText(this.party);
  }

  /** Once, after the last of several presses. */
  private say(text: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => announce(text), pauseMs);
  }
}
