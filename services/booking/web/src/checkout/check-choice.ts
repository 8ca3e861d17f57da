import { looksLikeEmail } from "../forms/email.js";
import type { Mistake } from "../forms/problem.js";
import { t } from "../texts/texts.js";
import type { Draft } from "./draft.js";
import { offerKey, type Trip } from "./load-trip.js";

/** What is missing before seats can be held, in the order of the page. */
export function choiceMistakes(trip: Trip, draft: Draft): Mistake[] {
  const mistakes: Mistake[] = [];
  const party = draft.passengers.length;
  const offer = trip.offers.find((each) => offerKey(each) === draft.offer && each.seatsLeft >= party);
  const first = trip.offers.find((each) => each.seatsLeft >= party);
  if (offer === undefined) {
    const field = first === undefined ? {} : { field: `offer-${first.serviceClass}-${first.fare}` };
    mistakes.push({ text: t.checkout.ticketMissing, ...field });
  }
  if (draft.pickSeats && draft.seats.length !== party) {
    mistakes.push({ text: t.checkout.seatsMissing(party, draft.seats.length), field: "seats-plan" });
  }
  for (const [index, person] of draft.passengers.entries()) {
    if (person.name.trim() === "") {
      mistakes.push({ text: t.checkout.nameMissing(index + 1), field: `passenger-${index + 1}-name` });
    }
  }
  if (!looksLikeEmail(draft.email.trim()))
    mistakes.push({ text: t.checkout.emailMissing, field: "contact-email" });
  return mistakes;
}
