import type { EventData } from "@railbooker/events/catalogue";
import type { Reaction } from "./reaction.js";

export function userRegistered(data: EventData<"UserRegistered">): Reaction {
  const { userId, email, name, verificationToken } = data;
  return {
    userId,
    notification: {
      type: "welcome",
      text: (texts) => texts.welcome(name),
      data: {},
    },
    mails: [{ template: "verifyEmail", to: email, data: { name, token: verificationToken } }],
  };
}

/** Nobody is told; what is told from now on is in the other language. */
export const languageChanged = ({ userId }: EventData<"LanguageChanged">): Reaction => ({
  userId,
  mails: [],
});

export function passwordChanged({ userId, email }: EventData<"PasswordChanged">): Reaction {
  return {
    userId,
    notification: {
      type: "security",
      text: (texts) => texts.passwordChanged(),
      data: {},
    },
    mails: [{ template: "passwordChanged", to: email, data: {} }],
  };
}

/** By mail alone, to the new address: nothing has changed yet. */
export function emailChangeRequested(data: EventData<"EmailChangeRequested">): Reaction {
  const { userId, newEmail, name, token } = data;
  return { userId, mails: [{ template: "confirmNewEmail", to: newEmail, data: { name, token } }] };
}

/** The mail goes to the address that was: should somebody have taken the account over, its owner still reads there. */
export function emailChanged({ userId, oldEmail, newEmail }: EventData<"EmailChanged">): Reaction {
  return {
    userId,
    notification: {
      type: "security",
      text: (texts) => texts.emailChanged(newEmail),
      data: {},
    },
    mails: [{ template: "emailChanged", to: oldEmail, data: { address: newEmail } }],
  };
}

export const accountDeleted = ({ userId, email }: EventData<"AccountDeleted">): Reaction => ({
  userId,
  mails: [{ template: "accountDeleted", to: email, data: {} }],
});

/** By mail alone: whoever asked may not be the account's owner. */
export function passwordResetRequested(data: EventData<"PasswordResetRequested">): Reaction {
  const { userId, email, name, resetToken } = data;
  return { userId, mails: [{ template: "passwordReset", to: email, data: { name, token: resetToken } }] };
}
