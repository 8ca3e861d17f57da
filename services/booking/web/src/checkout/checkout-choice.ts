import { toApiError } from "../api/http.js";
import type { Coach, Offer, SeatState } from "../api/types.js";
import { markField, showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { toast } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { type Draft, draftTypes, loadDraft, readAddress, saveDraft } from "./draft.js";
import type { OpenHold } from "./holding.js";
import { loadCoaches, loadJourney, offerKey, onTrain, type Trip } from "./load-trip.js";
import { lostSeats, withStates } from "./seat-live.js";

/** What is chosen, of what there is to choose from: the draft, the journey, and its seats as others take them. */
export class CheckoutChoice extends LightElement {
  static override properties = {
    trip: { state: true },
    draft: { state: true },
    open: { state: true },
    openLeg: { state: true },
    busy: { state: true },
  };
  declare trip: Trip | undefined;
  declare draft: Draft;
  declare open: OpenHold | undefined;
  /** Index of the leg whose seat plan is shown. */
  declare openLeg: number;
  declare busy: boolean;
  /** Answers on their way, each with what was heard of its leg's seats meanwhile: it is newer than they are. */
  private readonly asked = new Set<{ leg: number; states: Map<string, SeatState> }>();
  protected readonly address = readAddress(location.pathname, location.search);

  constructor() {
    super();
    this.draft = loadDraft(this.address);
    this.openLeg = 0;
    this.busy = false;
  }

  protected change(part: Partial<Draft>): void {
    const typesBefore = draftTypes(this.draft).join();
    this.draft = { ...this.draft, ...part };
    saveDraft(this.address, this.draft);
    if (part.pickSeats) this.showLeg(this.openLeg);
    if (typesBefore !== draftTypes(this.draft).join()) void this.reloadJourney();
  }

  protected forgetHold(): void {
    const { holdId: _gone, namesLater: _known, ...draft } = this.draft;
    this.open = undefined;
    this.draft = draft;
    saveDraft(this.address, draft);
  }

  protected offer(): Offer | undefined {
    return this.trip?.journey.offers.find((offer) => offerKey(offer) === this.draft.offer);
  }

  /** Opens the plan of a leg; its seats are asked for once it is opened. */
  protected showLeg(leg: number): void {
    this.openLeg = leg;
    if (this.trip?.coaches[leg] === undefined) void this.loadSeats(leg);
  }

  private async loadSeats(leg: number): Promise<void> {
    const on = this.trip?.journey.legs[leg];
    if (on === undefined) return;
    const meanwhile = { leg, states: new Map<string, SeatState>() };
    this.asked.add(meanwhile);
    try {
      this.setCoaches(leg, withStates(await loadCoaches(on), meanwhile.states));
      if (!this.busy && this.open === undefined) this.dropLostSeats(leg);
    } catch (error) {
      // A plan that is shown stays as it was; the hold decides anyway.
      if (this.trip?.coaches[leg] === undefined) showProblem([{ text: toApiError(error).message }]);
    } finally {
      this.asked.delete(meanwhile);
    }
  }

  private setCoaches(leg: number, coaches: Coach[]): void {
    const { trip } = this;
    if (trip === undefined) return;
    const each = trip.journey.legs.map((_, index) => (index === leg ? coaches : trip.coaches[index]));
    this.trip = { ...trip, coaches: each };
  }

  protected seatsLost(leg: number, states: ReadonlyMap<string, SeatState>): void {
    for (const answer of this.asked)
      if (answer.leg === leg) for (const [seat, state] of states) answer.states.set(seat, state);
    const coaches = this.trip?.coaches[leg];
    if (coaches === undefined) return;
    this.setCoaches(leg, withStates(coaches, states));
    // While our own hold is being made the news is about ourselves.
    if (!this.busy && this.open === undefined) this.dropLostSeats(leg);
  }

  protected async reloadSeats(leg: number): Promise<void> {
    if (this.trip?.coaches[leg] !== undefined) await this.loadSeats(leg);
  }

  /** Asks again for all that may have changed: the plans that are open, prices, how the trains run. */
  protected async reload(): Promise<void> {
    const legs = this.trip?.journey.legs ?? [];
    await Promise.all([this.reloadJourney(), ...legs.map((_, leg) => this.reloadSeats(leg))]);
  }

  protected async reloadJourney(): Promise<void> {
    try {
      const journey = await loadJourney(this.address, draftTypes(this.draft));
      if (this.trip !== undefined) this.trip = { ...this.trip, journey };
    } catch {
      // What is shown is still the best that is known; the hold decides anyway.
    }
  }

  /** Tells once of chosen seats that went to someone else, and keeps the rest of the choice. */
  private dropLostSeats(leg: number): void {
    const { trip, draft } = this;
    const lost = lostSeats(trip?.coaches[leg] ?? [], draft.seats[leg] ?? []);
    if (trip === undefined || lost.length === 0) return;
    const seats = draft.seats.map((ids, index) =>
      index === leg ? ids.filter((id) => lost.every((seat) => seat.id !== id)) : ids,
    );
    this.change({ seats });
    const names = lost.map(({ name }) => name).join("; ");
    const text = onTrain(trip.journey, leg, t.checkout.seatLost(names));
    // Not the summary, which would take the focus from whoever is typing a name by now.
    toast(text);
    markField({ text, field: "seats-plan" });
  }
}
