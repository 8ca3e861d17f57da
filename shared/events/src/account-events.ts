import Type from "typebox";
import { defineEvent } from "./definition.js";

export const UserRegistered = defineEvent({
  version: 1,
  aggregate: "users",
  meaning: "A traveller has registered and is asked to confirm the e-mail address.",
  data: Type.Object({
    userId: Type.String(),
    email: Type.String(),
    name: Type.String(),
    verificationToken: Type.String({ description: "single use, valid for 24 hours" }),
  }),
  example: {
    userId: "0b8f9a44-2f4f-4b7e-9d5c-3a1f0e2d4c5b",
    email: "traveller@example.org",
    name: "Ada Example",
    verificationToken: "example-verification-token",
  },
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
  }),
  example: {
    userId: "0b8f9a44-2f4f-4b7e-9d5c-3a1f0e2d4c5b",
    email: "traveller@example.org",
    name: "Ada Example",
    resetToken: "example-reset-token",
  },
});
