import type { AccountWording } from "./account.js";

export const englishAccount: AccountWording = {
  verifyEmail: {
    subject: "Confirm your e-mail address",
    preheader: "One click, and your tickets will find you.",
    heading: (name) => (name === undefined ? "Welcome aboard" : `Welcome aboard, ${name}`),
    intro: "Please confirm that this address is yours, so that your tickets reach you.",
    button: "Confirm address",
    linkHint: "If the button does not work, open this link:",
    validity: "The link works once, for 24 hours.",
    notYou: "You did not register at RailBooker? Then ignore this mail; nothing further happens.",
  },
  passwordReset: {
    subject: "Choose a new password",
    preheader: "The link works once, for 10 minutes.",
    heading: (name) => (name === undefined ? "A new password" : `A new password for you, ${name}`),
    intro: "Someone, hopefully you, asked for a new password for your RailBooker account.",
    button: "Choose a new password",
    linkHint: "If the button does not work, open this link:",
    validity: "The link works once, for 10 minutes.",
    notYou: "It was not you? Then ignore this mail; your password stays as it is.",
  },
  confirmNewEmail: {
    subject: "Confirm your new e-mail address",
    preheader: "One click, and you sign in with it.",
    heading: (name) => (name === undefined ? "Your new address" : `Your new address, ${name}`),
    intro: "Please confirm that this address is yours. From then on you sign in with it.",
    button: "Confirm address",
    linkHint: "If the button does not work, open this link:",
    validity: "The link works once, for 24 hours.",
    notYou: "You did not ask for this? Then ignore this mail; nothing is changed.",
  },
  passwordChanged: {
    subject: "Your password has been changed",
    preheader: "It was not you? Then choose another one now.",
    intro: "Your RailBooker account has a new password. Other devices have been signed out.",
    note: "It was not you? Then choose another password now; it signs everybody else out.",
    button: "Choose another password",
  },
  emailChanged: {
    subject: "Your e-mail address has been changed",
    preheader: "You sign in with the new one from now on.",
    intro: (address) =>
      `Your RailBooker account now has the address ${address}. You sign in with it from now on; other devices have been signed out.`,
    note: "It was not you? Then somebody knows your password. Change it wherever else you use it, and tell our customer service.",
  },
  accountDeleted: {
    subject: "Your account has been deleted",
    preheader: "You cannot sign in any more.",
    intro: "Your RailBooker account has been deleted, as you asked, and with it what we knew of you.",
    note: "Records of payments that the law wants kept are kept without your name. You are welcome back at any time.",
  },
};
