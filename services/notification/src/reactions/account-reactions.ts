import type { EventData } from "@railbooker/events/catalogue";
import type { Reaction } from "./reaction.js";

export function userRegistered(data: EventData<"UserRegistered">): Reaction {
  const { userId, email, name, verificationToken } = data;
  return {
    userId,
    notification: {
      type: "welcome",
      title: "Welcome to RailBooker",
      body: `Good to have you here, ${name}. Please confirm your e-mail address with the link we have sent you.`,
      data: {},
    },
    mails: [{ template: "verifyEmail", to: email, data: { name, token: verificationToken } }],
  };
}

/** By mail alone: whoever asked may not be the account's owner. */
export function passwordResetRequested(data: EventData<"PasswordResetRequested">): Reaction {
  const { userId, email, name, resetToken } = data;
  return { userId, mails: [{ template: "passwordReset", to: email, data: { name, token: resetToken } }] };
}
