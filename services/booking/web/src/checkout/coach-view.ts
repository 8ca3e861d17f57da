import { html, nothing, type TemplateResult } from "lit";
import type { Coach, PlanSeat } from "../api/types.js";
import { t } from "../texts/texts.js";
import { type CoachGrid, coachGrid } from "./seat-grid.js";

export interface CoachView {
  coach: Coach;
  chosen: readonly string[];
  /** The one seat that Tab reaches. */
  tabStop: string | undefined;
  toggle: (event: Event, seat: PlanSeat) => void;
  move: (event: KeyboardEvent) => void;
  reached: (seat: PlanSeat) => void;
}

/** A coach from above: both ends with their doors, a checkbox for each seat, the tables between rows that face each other. */
export function coachView(view: CoachView): TemplateResult {
  const { coach } = view;
  const grid = coachGrid(coach);
  return html`<p class="coach-caption" id="coach-caption">${captionOf(coach)}</p>
    <div
      class="coach"
      role="group"
      aria-labelledby="coach-caption"
      .style=${grid.style}
      @keydown=${view.move}
    >
      <i class="end front" aria-hidden="true"><span>${t.seating.toilet}</span></i>
      ${inOrder(coach).map((seat) => seatBox(view, grid, seat))}
      ${grid.tables.map((place) => html`<i class="seat-table" aria-hidden="true" .style=${place}></i>`)}
      <i class="end rear" aria-hidden="true"></i>
    </div>`;
}

/** As they are read: row by row, and from window to window. */
export function inOrder(coach: Coach): PlanSeat[] {
  return [...coach.seats].sort((a, b) => a.row - b.row || String(a.column).localeCompare(String(b.column)));
}

function captionOf({ number, serviceClass, quiet }: Coach): string {
  const caption = t.checkout.coachCaption(number, t.classes[serviceClass] ?? serviceClass);
  return quiet === true ? `${caption}, ${t.checkout.features["quiet"]}` : caption;
}

function nameOf(coach: Coach, { number, features, state }: PlanSeat): string {
  const traits = features.map((feature) => t.checkout.features[feature] ?? feature).join(", ");
  return t.checkout.seatName(coach.number, number, traits, t.checkout.seatState[state] ?? state);
}

function seatBox(view: CoachView, grid: CoachGrid, seat: PlanSeat): TemplateResult {
  const name = nameOf(view.coach, seat);
  const { style, faces } = grid.seat(seat);
  const space = seat.features.includes("wheelchair");
  return html`<label class="seat ${seat.state} faces-${faces}" title=${name} .style=${style}>
    <input
      type="checkbox"
      aria-label=${name}
      data-seat=${seat.id}
      tabindex=${seat.id === view.tabStop ? 0 : -1}
      .checked=${view.chosen.includes(seat.id)}
      ?disabled=${seat.state !== "free"}
      @change=${(event: Event) => view.toggle(event, seat)}
      @focus=${() => view.reached(seat)}
    />
    <span aria-hidden="true">${seat.number}${space ? html`<small>♿︎</small>` : nothing}</span>
  </label>`;
}
