import { plural } from "./plural.js";

/** How the page stands with the server. */
export const live = {
  paused: "Updates are paused: there is no connection. What you see is from before; we keep trying.",
  resumed: "Connected again. The page is up to date.",
  signedOut: "You are signed out. Nothing new appears here.",
};

export const notifications = {
  title: "Notifications",
  signIn: "Sign in to see what you were told.",
  choose: "Choose what you are told",
  empty: "Nothing yet",
  today: "Today",
  yesterday: "Yesterday",
  older: "Show older ones",
  shown: (count: number) => `${plural(count, "notification", "notifications")} shown`,
  end: "That is all of them.",
};

export const preferences = {
  title: "What you are told",
  lead: "Everything is kept under the bell. Here you choose what is also sent by e-mail, and what appears while you look.",
  signIn: "Sign in to choose what you are told.",
  what: "News",
  whatDetail: "“Always” stands where you would lose money or wait in vain without knowing.",
  always: "Always",
  channels: { email: "E-mail", push: "Browser" },
  kinds: {
    "booking-confirmed": {
      name: "Booking confirmed",
      detail: "With your tickets. You find them under My bookings as well.",
    },
    reminder: { name: "Reminders", detail: "A day and two hours before you leave." },
    "train-delayed": { name: "Your train is late", detail: "And when it is on time again." },
    "train-changed": {
      name: "New times for your train",
      detail: "Always told: the times on your ticket no longer hold.",
    },
    platform: {
      name: "Another platform",
      detail: "Always told: without it you would wait where your train does not stop.",
    },
    "train-cancelled": {
      name: "Your train does not run",
      detail: "Always told: without it you would wait for nothing.",
    },
    "booking-cancelled": {
      name: "Booking cancelled",
      detail: "Always told: it ends what you have paid for.",
    },
    payment: {
      name: "Your money",
      detail: "A refund that is paid, or a payment that failed: always mailed.",
    },
    waitlist: { name: "Waiting list", detail: "A seat has come free for you, or none will." },
    welcome: {
      name: "Welcome",
      detail: "The e-mail confirms that the address is yours, which protects the account.",
    },
  },
  security: "Your account",
  securityDetail:
    "A new password, another address, a link to a booking: always sent, for they protect the account.",
  quietTitle: "Quiet hours",
  quietDetail:
    "What can wait comes afterwards: reminders, and delays of trains that leave later. What cannot wait comes at once.",
  quietOn: "Let me sleep",
  quietFrom: "From",
  quietTo: "Until",
  zone: "By the clock of",
  zoneStation: "the station I leave from",
  zoneHere: (zone: string) => `this device (${zone})`,
  fromMissing: "Enter when the quiet hours begin, such as 22:00",
  toMissing: "Enter when the quiet hours end, such as 07:00",
  save: "Save",
  saved: "Saved.",
};
