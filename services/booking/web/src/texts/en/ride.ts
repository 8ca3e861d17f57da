/** A trip on its day, with and without a network. */
export const ride = {
  next: "Next departure",
  departure: "Departure",
  platform: "Platform",
  /** Before a platform that does not hold any more, for those who hear it. */
  not: "not",
  leavesIn: (time: string) => `leaves in ${time}`,
  cancelled: "This train is cancelled. Exchange your tickets or have them refunded in full below.",
  offline: (time: string) => `No connection. This is your trip as saved on ${time}.`,
  savedAt: (time: string) => `Saved on this device on ${time}: opens without a connection.`,
  keptList: "No connection. These trips are saved on this device.",
  calendar: "Add to calendar",
  pdf: "PDF",
  print: "Print the tickets",
  ofTicket: (name: string) => ` of the ticket of ${name}`,
};
