import Type, { type Static } from "typebox";
import { closed, Reference, ShortText, StationTime, Train } from "./shapes.js";

/** For bookingLink: `token` is what the link carries. */
export const BookingLinkData = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 2000 }),
    reference: Reference,
  },
  closed,
);
export type BookingLinkMail = Static<typeof BookingLinkData>;

/** `path` leads to the page that pays the held seats; they are held until `expiresAt`. */
export const WaitlistData = Type.Object(
  {
    train: Train,
    from: Type.Object({ name: ShortText, departure: StationTime }, closed),
    to: Type.Object({ name: ShortText, arrival: StationTime }, closed),
    expiresAt: StationTime,
    path: Type.String({ pattern: "^/[!-~]*$", maxLength: 1000 }),
  },
  closed,
);
export type WaitlistMail = Static<typeof WaitlistData>;
