import type { PassengerType } from "@railbooker/events/booking-shape";
import { AppError } from "@railbooker/runtime/errors";
import Type from "typebox";

/** Whom a price is for, as a query says it. */
export const partyParameters = {
  passengers: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 9,
      description: "1 where neither this nor passengerTypes is given; all adults where only this is",
    }),
  ),
  passengerTypes: Type.Optional(
    Type.String({
      pattern: "^(adult|child|senior)(,(adult|child|senior)){0,8}$",
      description: "one for each passenger, with commas between them: adult, child or senior",
    }),
  ),
};

/** The passengers' types: as they are told, or so many adults. @throws AppError 422 `passenger-count` where they are not as many. */
export function partyOf({
  passengers,
  passengerTypes,
}: {
  passengers?: number | undefined;
  passengerTypes?: string | undefined;
}): PassengerType[] {
  const types = passengerTypes?.split(",") as PassengerType[] | undefined;
  checkParty(passengers ?? types?.length, types);
  return types ?? Array.from({ length: passengers ?? 1 }, () => "adult");
}

/** @throws AppError 422 `passenger-count`. */
export function checkParty(
  passengers: number | undefined,
  types: readonly PassengerType[] | undefined,
): void {
  if (types === undefined || types.length === passengers) return;
  throw new AppError({
    kind: "refused",
    code: "passenger-count",
    message: `The types of ${types.length} passengers arrived, but there are ${passengers}; name one type for each.`,
    errors: [{ pointer: "/passengerTypes", detail: `${passengers} expected` }],
  });
}
