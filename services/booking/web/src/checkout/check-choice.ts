import { looksLikeEmail } from "../forms/email.js";
import type { Mistake } from "../forms/problem.js";
import { t } from "../texts/texts.js";
import type { Draft } from "./draft.js";
import { offerKey, onTrain, type Trip } from "./load-trip.js";

/** What is missing before seats can be held, in the order of the page. */
export function choiceMistakes({ journey }: Trip, draft: Draft): Mistake[] {
  const mistakes: Mistake[] = [];
  const party = draft.passengers.length;
  const offer = journey.offers.find((each) => offerKey(each) === draft.offer && each.seatsLeft >= party);
  const first = journey.offers.find((each) => each.seatsLeft >= party);
  if (offer === undefined) {
    const field = first === undefined ? {} : { field: `offer-${first.serviceClass}-${first.fare}` };
    mistakes.push({ text: t.checkout.ticketMissing, ...field });
  }
  if (draft.pickSeats) {
    const chosen = journey.legs.map((_, leg) => draft.seats[leg]?.length ?? 0);
    // A train on which none is chosen takes any seat, as long as the plan is used at all.
    const some = chosen.some((count) => count > 0);
    for (const [leg, count] of chosen.entries()) {
      if (count === party || (count === 0 && (some || leg > 0))) continue;
      const text = onTrain(journey, leg, t.checkout.seatsMissing(party, count));
      mistakes.push({ text, field: "seats-plan" });
    }
  }
  return mistakes;
}

/** What is missing before a booking can be made. */
export function nameMistakes(draft: Draft): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const [index, person] of draft.passengers.entries()) {
    if (person.name.trim() === "") {
      mistakes.push({ text: t.checkout.nameMissing(index + 1), field: `passenger-${index + 1}-name` });
    }
  }
  if (!looksLikeEmail(draft.email.trim()))
    mistakes.push({ text: t.checkout.emailMissing, field: "contact-email" });
  return mistakes;
}
