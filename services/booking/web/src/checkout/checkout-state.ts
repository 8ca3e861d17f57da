import { toApiError } from "../api/http.js";
import type { Coach, Offer, SeatState, User } from "../api/types.js";
import { showProblem } from "../forms/problem.js";
import { TrainWatch, withTrain } from "../search/train-watch.js";
import { LightElement } from "../shell/light-element.js";
import { currentUser } from "../shell/session.js";
import { t } from "../texts/texts.js";
import { type Draft, loadDraft, readAddress, saveDraft } from "./draft.js";
import { type OpenHold, reopenHold } from "./holding.js";
import { loadCoaches, loadJourney, offerKey, onTrain, type Trip } from "./load-trip.js";
import { lostSeats, watchSeats, withStates } from "./seat-live.js";

/** What the checkout knows and how it keeps it true: the journey, the draft, the seats as others take them. */
export class CheckoutState extends LightElement {
  static override properties = {
    trip: { state: true },
    user: { state: true },
    draft: { state: true },
    open: { state: true },
    openLeg: { state: true },
    card: { state: true },
    busy: { state: true },
    failed: { state: true },
  };
  declare trip: Trip | undefined;
  declare user: User | undefined;
  declare draft: Draft;
  declare open: OpenHold | undefined;
  /** Index of the leg whose seat plan is shown. */
  declare openLeg: number;
  declare card: string;
  declare busy: boolean;
  declare failed: boolean;
  protected readonly address = readAddress(location.pathname, location.search);
  private readonly trains = new TrainWatch(
    (news) => {
      if (this.trip === undefined) return;
      const [journey = this.trip.journey] = withTrain([this.trip.journey], news);
      this.trip = { ...this.trip, journey };
      void this.reloadJourney();
    },
    () => void this.reloadJourney(),
  );

  constructor() {
    super();
    this.draft = loadDraft(this.address);
    this.openLeg = 0;
    this.card = "tok_ok";
    this.busy = false;
    this.failed = false;
    void this.start();
  }

  private async start(): Promise<void> {
    try {
      const [journey, user] = await Promise.all([loadJourney(this.address), currentUser()]);
      document.title = `${journey.legs[0]?.from.name} – ${journey.legs.at(-1)?.to.name} · RailBooker`;
      if (user !== undefined) this.fillFrom(user);
      const { holdId } = this.draft;
      if (holdId !== undefined && user !== undefined) await this.reopen(holdId);
      this.user = user;
      this.trip = { journey, coaches: [] };
      if (this.draft.pickSeats) this.showLeg(0);
      await watchSeats({
        legs: journey.legs,
        lost: (leg, seats) => this.seatsLost(leg, seats),
        reload: (leg) => void this.reloadSeats(leg),
      });
      await this.trains.follow([journey]);
    } catch (error) {
      this.failed = this.trip === undefined;
      showProblem([{ text: toApiError(error).message }]);
    }
  }

  /** What the account knows need not be typed again. */
  private fillFrom(user: User): void {
    const [first, ...others] = this.draft.passengers;
    const passengers =
      first?.name === "" ? [{ ...first, name: user.name }, ...others] : this.draft.passengers;
    this.change({ passengers, email: this.draft.email || user.email });
  }

  private async reopen(holdId: string): Promise<void> {
    this.open = await reopenHold(holdId);
    if (this.open === undefined) this.forgetHold();
  }

  protected change(part: Partial<Draft>): void {
    this.draft = { ...this.draft, ...part };
    saveDraft(this.address, this.draft);
    if (part.pickSeats) this.showLeg(this.openLeg);
  }

  protected forgetHold(): void {
    const { holdId: _gone, ...draft } = this.draft;
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
    try {
      this.setCoaches(leg, await loadCoaches(on));
      if (!this.busy && this.open === undefined) this.dropLostSeats(leg);
    } catch (error) {
      // A plan that is shown stays as it was; the hold decides anyway.
      if (this.trip?.coaches[leg] === undefined) showProblem([{ text: toApiError(error).message }]);
    }
  }

  private setCoaches(leg: number, coaches: Coach[]): void {
    const { trip } = this;
    if (trip === undefined) return;
    const each = trip.journey.legs.map((_, index) => (index === leg ? coaches : trip.coaches[index]));
    this.trip = { ...trip, coaches: each };
  }

  private seatsLost(leg: number, states: ReadonlyMap<string, SeatState>): void {
    const coaches = this.trip?.coaches[leg];
    if (coaches === undefined) return;
    this.setCoaches(leg, withStates(coaches, states));
    // While our own hold is being made the news is about ourselves.
    if (!this.busy && this.open === undefined) this.dropLostSeats(leg);
  }

  private async reloadSeats(leg: number): Promise<void> {
    if (this.trip?.coaches[leg] !== undefined) await this.loadSeats(leg);
  }

  /** Asks again for all that may have changed: the plans that are open, prices, how the trains run. */
  protected async reload(): Promise<void> {
    const legs = this.trip?.journey.legs ?? [];
    await Promise.all([this.reloadJourney(), ...legs.map((_, leg) => this.reloadSeats(leg))]);
  }

  private async reloadJourney(): Promise<void> {
    try {
      const journey = await loadJourney(this.address);
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
    showProblem([{ text: onTrain(trip.journey, leg, t.checkout.seatLost(names)), field: "seats-plan" }]);
  }
}
