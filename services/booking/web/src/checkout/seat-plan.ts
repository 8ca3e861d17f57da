import { html, nothing, type TemplateResult } from "lit";
import type { Coach, PlanSeat } from "../api/types.js";
import { LightElement } from "../shell/light-element.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { coachView, inOrder } from "./coach-view.js";
import { moveInPlan } from "./seat-grid.js";

/** `<rb-seat-plan>`: a coach drawn with a checkbox for each seat. Fires `seats` with the ids chosen. */
class SeatPlan extends LightElement {
  static override properties = {
    coaches: { attribute: false },
    chosen: { attribute: false },
    limit: { attribute: false },
    coachNumber: { state: true },
    tabStop: { state: true },
  };
  declare coaches: Coach[];
  declare chosen: string[];
  declare limit: number;
  declare coachNumber: string | undefined;
  /** The one seat of the coach that Tab reaches; the arrow keys move it. */
  declare tabStop: string | undefined;

  constructor() {
    super();
    this.coaches = [];
    this.chosen = [];
    this.limit = 1;
  }

  private current(): Coach | undefined {
    const withChoice = (coach: Coach): boolean => coach.seats.some((seat) => this.chosen.includes(seat.id));
    return (
      this.coaches.find((coach) => coach.number === this.coachNumber) ??
      this.coaches.find(withChoice) ??
      this.coaches.find((coach) => freeSeats(coach) >= this.limit) ??
      this.coaches[0]
    );
  }

  private toggle(event: Event, seat: PlanSeat): void {
    const box = event.target as HTMLInputElement;
    // With one traveller a second press means the other seat, not a refusal.
    const others = this.limit === 1 ? [] : this.chosen.filter((id) => id !== seat.id);
    if (!box.checked) this.tell(this.chosen.filter((id) => id !== seat.id));
    else if (others.length < this.limit) this.tell([...others, seat.id]);
    else {
      box.checked = false;
      announce(t.checkout.seatsFull(this.limit));
    }
  }

  private tell(chosen: string[]): void {
    this.dispatchEvent(new CustomEvent("seats", { detail: chosen }));
  }

  private move(event: KeyboardEvent, coach: Coach): void {
    const box = event.target as HTMLElement;
    const next = moveInPlan(event.key, coach, box.dataset["seat"] ?? "", box);
    if (next === undefined) return;
    event.preventDefault();
    this.tabStop = next;
    this.querySelector<HTMLElement>(`input[data-seat="${CSS.escape(next)}"]`)?.focus();
  }

  /** What Tab reaches: where the focus was last, else a seat that is chosen, else the first free one. */
  private tabStopIn(coach: Coach): string | undefined {
    const open = inOrder(coach).filter((seat) => seat.state === "free");
    const found =
      open.find((seat) => seat.id === this.tabStop) ??
      open.find((seat) => this.chosen.includes(seat.id)) ??
      open[0];
    return found?.id;
  }

  private coachChoice(current: Coach | undefined): TemplateResult {
    return html`<fieldset class="coaches">
      <legend>${t.checkout.coach}</legend>
      ${this.coaches.map(
        (coach) => html`<label class="chip">
          <input
            type="radio"
            name="coach"
            .checked=${coach === current}
            @change=${() => {
              this.coachNumber = coach.number;
            }}
          />
          <span><b>${coach.number}</b> <small>${t.checkout.coachFree(freeSeats(coach))}${coach.quiet === true ? html`<br />${t.seating.quiet}` : nothing}</small></span>
        </label>`,
      )}
    </fieldset>`;
  }

  override render(): TemplateResult | typeof nothing {
    const current = this.current();
    if (current === undefined) return nothing;
    return html`${this.coachChoice(current)}
      <ul class="legend" aria-hidden="true">
        <li><i class="seat-key"></i>${t.checkout.legendFree}</li>
        <li><i class="seat-key chosen"></i>${t.checkout.legendChosen}</li>
        <li><i class="seat-key taken"></i>${t.checkout.legendTaken}</li>
        <li><i class="table-key"></i>${t.seating.legendTable}</li>
      </ul>
      ${coachView({
        coach: current,
        chosen: this.chosen,
        tabStop: this.tabStopIn(current),
        toggle: (event, seat) => this.toggle(event, seat),
        move: (event) => this.move(event, current),
        reached: (seat) => {
          this.tabStop = seat.id;
        },
      })}`;
  }
}

export function freeSeats(coach: Coach): number {
  return coach.seats.filter((seat) => seat.state === "free").length;
}

customElements.define("rb-seat-plan", SeatPlan);
