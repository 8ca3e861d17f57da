import Type, { type Static } from "typebox";
import { closed } from "./shapes.js";

/** For verifyEmail, passwordReset and confirmNewEmail: `token` is what the link carries. */
export const TokenData = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 2000 }),
    name: Type.Optional(Type.String({ maxLength: 200 })),
  },
  closed,
);
export type TokenMail = Static<typeof TokenData>;

/** For emailChanged: `address` is the new one. */
export const ChangedEmailData = Type.Object({ address: Type.String({ maxLength: 254 }) }, closed);
export type ChangedEmail = Static<typeof ChangedEmailData>;

/** For passwordChanged and accountDeleted, which say the same to everybody. */
export const NoData = Type.Object({}, closed);
