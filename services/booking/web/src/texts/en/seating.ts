/** How seats are wished for, and what the drawing of a coach shows. */
export const seating = {
  wishes: "If you like",
  wish: {
    window: "Window",
    aisle: "Aisle",
    table: "At a table",
    quiet: "Quiet zone",
    door: "Near a door",
    wheelchair: "Wheelchair space",
  } as Record<string, string>,
  wishesHint: "Kept as far as possible.",
  wheelchairHint: "One of the seats is a wheelchair space, or nothing is held.",
  quiet: "quiet",
  toilet: "WC",
  legendTable: "Table",
};

/** The last look before paying. */
export const review = {
  title: "Check before you pay",
  journey: "Journey",
  seats: "Seats and fare",
  passengers: "Passengers",
  email: "Tickets go to",
  change: "Change",
  changeJourney: "the journey",
  changeSeats: "the seats and the fare",
  changePassengers: "the names",
  changeEmail: "the e-mail address",
  passenger: (name: string, type: string) => `${name}, ${type}`,
};
