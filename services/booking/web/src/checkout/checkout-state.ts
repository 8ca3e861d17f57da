import { toApiError } from "../api/http.js";
import type { Offer, SeatState, User } from "../api/types.js";
import { showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { currentUser } from "../shell/session.js";
import { t } from "../texts/texts.js";
import { type Draft, loadDraft, readAddress, saveDraft } from "./draft.js";
import { type OpenHold, reopenHold } from "./holding.js";
import { loadCoaches, loadTrip, offerKey, type Trip } from "./load-trip.js";
import { lostSeats, watchSeats, withStates } from "./seat-live.js";

/** What the checkout knows and how it keeps it true: the trip, the draft, the seats as others take them. */
export class CheckoutState extends LightElement {
  static override properties = {
    trip: { state: true },
    user: { state: true },
    draft: { state: true },
    open: { state: true },
    card: { state: true },
    busy: { state: true },
    failed: { state: true },
  };
  declare trip: Trip | undefined;
  declare user: User | undefined;
  declare draft: Draft;
  declare open: OpenHold | undefined;
  declare card: string;
  declare busy: boolean;
  declare failed: boolean;
  protected readonly address = readAddress(location.pathname, location.search);

  constructor() {
    super();
    this.draft = loadDraft(this.address);
    this.card = "tok_ok";
    this.busy = false;
    this.failed = false;
    void this.start();
  }

  private async start(): Promise<void> {
    try {
      const [trip, user] = await Promise.all([loadTrip(this.address), currentUser()]);
      document.title = `${trip.from.location.name} – ${trip.to.location.name} · RailBooker`;
      if (user !== undefined) this.fillFrom(user);
      const { holdId } = this.draft;
      if (holdId !== undefined && user !== undefined) await this.reopen(holdId);
      this.user = user;
      this.trip = trip;
      const { fromPosition, toPosition } = trip;
      const { runId } = this.address;
      await watchSeats({
        runId,
        fromPosition,
        toPosition,
        lost: (seats) => this.seatsLost(seats),
        reload: () => void this.reloadSeats(),
      });
    } catch (error) {
      this.failed = this.trip === undefined;
      showProblem([{ text: error instanceof Error ? error.message : toApiError(error).message }]);
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
  }

  protected forgetHold(): void {
    const { holdId: _gone, ...draft } = this.draft;
    this.open = undefined;
    this.draft = draft;
    saveDraft(this.address, draft);
  }

  protected offer(): Offer | undefined {
    return this.trip?.offers.find((offer) => offerKey(offer) === this.draft.offer);
  }

  private seatsLost(states: ReadonlyMap<string, SeatState>): void {
    if (this.trip === undefined) return;
    this.trip = { ...this.trip, coaches: withStates(this.trip.coaches, states) };
    // While our own hold is being made the news is about ourselves.
    if (!this.busy && this.open === undefined) this.dropLostSeats();
  }

  protected async reloadSeats(): Promise<void> {
    try {
      const coaches = await loadCoaches(this.address);
      if (this.trip !== undefined) this.trip = { ...this.trip, coaches };
      if (!this.busy && this.open === undefined) this.dropLostSeats();
    } catch {
      // The plan stays as it was; the hold decides anyway.
    }
  }

  /** Tells once of chosen seats that went to someone else, and keeps the rest of the choice. */
  private dropLostSeats(): void {
    const { ids, names } = lostSeats(this.trip?.coaches ?? [], this.draft.seats);
    if (ids.size === 0) return;
    this.change({ seats: this.draft.seats.filter((id) => !ids.has(id)) });
    showProblem([{ text: t.checkout.seatLost(names), field: "seats-plan" }]);
  }
}
