/** What one event has to bring about: one notification of this type, one mail of this template. */
export interface ExpectedEffect {
  notification: string;
  template: string;
}

/** By kind of event. Written down apart from the product on purpose: a reaction that it forgets is found. */
export const expectedEffects: Readonly<Record<string, ExpectedEffect>> = {
  UserRegistered: { notification: "welcome", template: "verifyEmail" },
  BookingCreated: { notification: "booking-confirmed", template: "bookingConfirmation" },
  BookingCancelled: { notification: "booking-cancelled", template: "bookingCancelled" },
};

/** Types of notifications that only an event brings about; others, such as reminders, have causes of their own. */
export const notificationsOfEvents: ReadonlySet<string> = new Set(
  Object.values(expectedEffects).map(({ notification }) => notification),
);
