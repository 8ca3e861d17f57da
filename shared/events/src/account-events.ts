import Type, { type Static } from "typebox";
import { defineEvent } from "./definition.js";

/** The languages of pages, mails and notifications. */
export const Locale = Type.Union([Type.Literal("en"), Type.Literal("de")]);
export type Locale = Static<typeof Locale>;

/** The user's language as it stood; every event about a user names it, so that whoever listens knows the latest. */
const locale = Type.Optional(Locale);

const userId = "0b8f9a44-2f4f-4b7e-9d5c-3a1f0e2d4c5b";
const email = "traveller@example.org";
const name = "Ada Example";

export const UserRegistered = defineEvent({
  version: 1,
  aggregate: "users",
  meaning: "A traveller has registered and is asked to confirm the e-mail address.",
  data: Type.Object({
    userId: Type.String(),
    email: Type.String(),
    name: Type.String(),
    verificationToken: Type.String({ description: "single use, valid for 24 hours" }),
    locale,
  }),
  example: { userId, email, name, verificationToken: "example-verification-token", locale: "en" },
});

export const LanguageChanged = defineEvent({
  version: 1,
  aggregate: "users",
  meaning: "A traveller wants to be written to in this language from now on.",
  data: Type.Object({ userId: Type.String(), locale: Locale }),
  example: { userId, locale: "de" },
});

export const PasswordResetRequested = defineEvent({
  version: 1,
  aggregate: "users",
  meaning: "Someone has asked for a new password for this account.",
  data: Type.Object({
    userId: Type.String(),
    email: Type.String(),
    name: Type.String(),
    resetToken: Type.String({ description: "single use, valid for 10 minutes" }),
    locale,
  }),
  example: { userId, email, name, resetToken: "example-reset-token", locale: "en" },
});

export const PasswordChanged = defineEvent({
  version: 1,
  aggregate: "users",
  meaning: "An account has a new password: its owner chose it, or came by the link of a reset.",
  data: Type.Object({ userId: Type.String(), email: Type.String(), locale }),
  example: { userId, email, locale: "en" },
});

export const EmailChangeRequested = defineEvent({
  version: 1,
  aggregate: "users",
  meaning: "A traveller wants another e-mail address and is asked, there, to confirm it.",
  data: Type.Object({
    userId: Type.String(),
    newEmail: Type.String(),
    name: Type.String(),
    token: Type.String({ description: "single use, valid for 24 hours" }),
    locale,
  }),
  example: { userId, newEmail: "ada@example.net", name, token: "example-change-token", locale: "en" },
});

export const EmailChanged = defineEvent({
  version: 1,
  aggregate: "users",
  meaning: "An account has another e-mail address, confirmed; the earlier one is told.",
  data: Type.Object({
    userId: Type.String(),
    oldEmail: Type.String(),
    newEmail: Type.String(),
    locale,
  }),
  example: { userId, oldEmail: email, newEmail: "ada@example.net", locale: "en" },
});

export const AccountDeleted = defineEvent({
  version: 1,
  aggregate: "users",
  meaning: "A traveller has deleted the account: whoever holds something about them erases it.",
  data: Type.Object({
    userId: Type.String(),
    email: Type.String({ description: "as it was, for one last mail" }),
    locale,
  }),
  example: { userId, email, locale: "en" },
});
