export const shell = {
  skip: "Skip to the content",
  footer: "RailBooker. All times are local to the station.",
  language: "Language",
  look: "Look",
  lookAuto: "As the device",
  lookLight: "Light",
  lookDark: "Dark",
  developers: "For developers",
  noscript: "Please turn on JavaScript: seats, payment and tickets need it.",
  toSearch: "Search for trains",
  myBookings: "My bookings",
  /** The same on a phone, on one line. */
  bookings: "Bookings",
  signOut: "Sign out",
  loading: "Loading…",
  problem: "There is a problem",
  errorPrefix: "Error: ",
  offline: "The server cannot be reached. Check your connection and try again.",
  tryAgain: "Try again",
  close: "Close",
};

export const bell = {
  label: (unread: number) => (unread === 0 ? "Notifications" : `Notifications, ${unread} unread`),
  title: "Notifications",
  empty: "Nothing yet. News about your trips appears here at once.",
  all: "Show all",
  unread: "Unread",
  more: (count: number) => (count === 1 ? "1 more notification" : `${count} more notifications`),
  failed: "Notifications cannot be shown at the moment.",
};

export const notFound = {
  title: "Page not found",
  lead: "There is nothing at this address. It may have been mistyped, or the page has moved.",
};
