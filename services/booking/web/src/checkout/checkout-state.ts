import { toApiError } from "../api/http.js";
import type { User } from "../api/types.js";
import { showProblem } from "../forms/problem.js";
import { TrainWatch, withTrain } from "../search/train-watch.js";
import { currentUser, signInPath } from "../shell/session.js";
import { t } from "../texts/texts.js";
import { CheckoutChoice } from "./checkout-choice.js";
import { draftTypes } from "./draft.js";
import { travellersOf } from "./exchange.js";
import { reopenHold } from "./holding.js";
import { loadJourney } from "./load-trip.js";
import { watchSeats } from "./seat-live.js";

/** How the checkout begins and is kept true: who buys, a hold from before, news of seats and trains. */
export class CheckoutState extends CheckoutChoice {
  static override properties = {
    ...CheckoutChoice.properties,
    user: { state: true },
    card: { state: true },
    failed: { state: true },
  };
  declare user: User | undefined;
  declare card: string;
  declare failed: boolean;
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
    this.card = "tok_ok";
    this.failed = false;
    void this.start();
  }

  private async start(): Promise<void> {
    try {
      const user = await currentUser();
      if (user === undefined && this.needsUser()) return location.replace(this.signInAddress());
      await this.prepare();
      const journey = await loadJourney(this.address, draftTypes(this.draft));
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
      const { code, message } = toApiError(error);
      // What is not to be understood is the address, which nobody typed: how it is built helps no one.
      showProblem([{ text: this.failed && code === "invalid-request" ? t.checkout.noJourney : message }]);
    }
  }

  /** A hold and a booking belong to somebody: nothing can be shown before it is known to whom. */
  private needsUser(): boolean {
    return this.address.holdId !== undefined || this.address.exchange !== undefined;
  }

  protected signInAddress(): string {
    return `${signInPath(location.pathname + location.search)}&for=hold`;
  }

  /** Who travels on an exchange is known: those whose tickets are given up. */
  private async prepare(): Promise<void> {
    const { exchange } = this.address;
    if (exchange !== undefined) this.change({ passengers: await travellersOf(exchange) });
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
    if (this.open !== undefined) return this.opened();
    this.forgetHold();
    if (this.address.holdId === holdId) showProblem([{ text: t.checkout.linkedHoldGone }]);
  }

  /** A hold is open from now on. */
  protected async opened(): Promise<void> {}
}
