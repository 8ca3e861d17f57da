import { type ApiError, toApiError } from "../api/http.js";
import type { Offer } from "../api/types.js";
import { clearProblem, mistakesOf, showProblem } from "../forms/problem.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { choiceMistakes, nameMistakes } from "./check-choice.js";
import { CheckoutState } from "./checkout-state.js";
import { extendHold, giveUpHold, holdPrice, type OpenHold, placeHold } from "./holding.js";
import { offerKey, onTrain, type Trip } from "./load-trip.js";

/** What the traveller does to have seats and keep them. One thing at a time: `busy` says that one is under way. */
export class CheckoutHolding extends CheckoutState {
  protected async hold(event: Event): Promise<void> {
    event.preventDefault();
    const { trip, draft } = this;
    if (trip === undefined || this.busy) return;
    clearProblem();
    const names = this.address.exchange === undefined ? nameMistakes(draft) : [];
    const mistakes = [...choiceMistakes(trip, draft), ...names];
    if (mistakes.length > 0) return showProblem(mistakes);
    const expected = this.offer()?.price;
    if (expected !== undefined) this.change({ seenAmount: expected.amount });
    await this.place(trip, () => placeHold(trip.journey, draft, { expected }));
  }

  /** Seats one after the other, where none is free throughout; who sits on them is asked afterwards. */
  protected async holdSplit(offer: Offer): Promise<void> {
    const { trip } = this;
    if (trip === undefined || this.busy) return;
    clearProblem();
    const draft = { ...this.draft, offer: offerKey(offer), pickSeats: false, seats: [] };
    const done = await this.place(trip, () => placeHold(trip.journey, draft, { allowSplit: true }));
    if (done) this.change({ offer: draft.offer, pickSeats: false, seats: [], namesLater: true });
  }

  /** @returns whether the seats are held; what is wrong has been said otherwise. */
  private async place(trip: Trip, request: () => Promise<OpenHold>): Promise<boolean> {
    if (this.user === undefined) return this.signIn();
    this.busy = true;
    try {
      const open = await request();
      this.open = open;
      this.change({ holdId: open.hold.id });
      await this.showStep();
    } catch (error) {
      const refusal = toApiError(error);
      if (refusal.status === 401) return this.signIn();
      this.busy = false;
      await this.reload();
      this.refused(trip, refusal);
      return false;
    } finally {
      this.busy = false;
    }
    await this.opened();
    return true;
  }

  /** Says which train a refusal is about, and opens the plan of its seats. */
  private refused({ journey }: Trip, refusal: ApiError): void {
    const leg = refusedLeg(refusal);
    const fields = Object.fromEntries(journey.legs.map((_, index) => [`/legs/${index}/seats`, "seats-plan"]));
    const mistakes = mistakesOf(refusal, fields, true);
    if (leg !== undefined) this.showLeg(leg);
    const about = (text: string): string => (leg === undefined ? text : onTrain(journey, leg, text));
    showProblem(mistakes.map((mistake) => ({ ...mistake, text: about(mistake.text) })));
  }

  protected signIn(): false {
    location.assign(this.signInAddress());
    return false;
  }

  protected async named(event: Event): Promise<void> {
    event.preventDefault();
    clearProblem();
    const mistakes = nameMistakes(this.draft);
    if (mistakes.length > 0) return showProblem(mistakes);
    const { open } = this;
    if (open === undefined) return;
    this.change({ namesLater: false, seenAmount: holdPrice(open.hold, this.draft).amount });
    await this.showStep();
  }

  /** Back to the names while the seats stay held. @param field id of the one that is to be changed */
  protected async changePeople(field: string): Promise<void> {
    clearProblem();
    this.change({ namesLater: true });
    await this.updateComplete;
    this.querySelector<HTMLElement>(`#${field}`)?.focus();
  }

  protected async extend(): Promise<void> {
    const { open } = this;
    if (open === undefined || this.busy) return;
    clearProblem();
    this.busy = true;
    try {
      this.open = await extendHold(open.hold.id);
      announce(t.checkout.extended);
    } catch (error) {
      const refusal = toApiError(error);
      if (refusal.code === "already-extended")
        this.open = { ...open, hold: { ...open.hold, extended: true } };
      showProblem([{ text: refusal.message }]);
    } finally {
      this.busy = false;
    }
  }

  protected async backToSeats(): Promise<void> {
    this.forgetHold();
    await this.reload();
    await this.showStep();
  }

  protected async giveUp(): Promise<void> {
    if (this.open === undefined || this.busy) return;
    clearProblem();
    this.busy = true;
    await giveUpHold(this.open.hold.id);
    this.busy = false;
    await this.backToSeats();
  }

  protected async expired(): Promise<void> {
    // A payment under way gets its own answer, which says what became of it.
    if (this.busy || this.open === undefined) return;
    // Our clock runs out a moment early: given back by name, the seats are free before the plan is asked for again.
    await giveUpHold(this.open.hold.id);
    await this.backToSeats();
    showProblem([{ text: t.checkout.expired }]);
  }

  private async showStep(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>("h1")?.focus();
    scrollTo({ top: 0 });
  }
}

/** The leg whose seats a refusal names. */
function refusedLeg({ errors }: ApiError): number | undefined {
  const legs = errors.map(({ pointer }) => /^\/legs\/(\d)(\/seats)?$/.exec(pointer)?.[1]);
  const leg = legs.find((each) => each !== undefined);
  return leg === undefined ? undefined : Number(leg);
}
