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
      title: "Your password has been changed",
      body: "Other devices have been signed out. It was not you? Choose another password now.",
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
      title: "Your e-mail address has been changed",
      body: `You sign in with ${newEmail} from now on. Other devices have been signed out.`,
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
