/** The kinds that can be chosen, in the order in which a trip meets them. */
export const kinds = [
  "booking-confirmed",
  "reminder",
  "train-delayed",
  "train-changed",
  "platform",
  "train-cancelled",
  "booking-cancelled",
  "payment",
  "waitlist",
  "welcome",
] as const;
export type Kind = (typeof kinds)[number];

export const channels = ["email", "push"] as const;
export type Channel = (typeof channels)[number];

export interface QuietHours {
  from: string;
  to: string;
  /** IANA name; without it, the departure station's zone. */
  timeZone?: string;
}

export type Preferences = Record<Kind, Record<Channel, boolean>> & { quietHours: QuietHours | null };

/** What the notification service refuses to leave out. A test holds this against its answers. */
export const fixed: Record<Channel, readonly Kind[]> = {
  email: ["booking-cancelled", "train-cancelled", "train-changed", "platform", "payment", "welcome"],
  push: ["booking-cancelled", "train-cancelled", "train-changed", "platform"],
};

export const isFixed = (kind: Kind, channel: Channel): boolean => fixed[channel].includes(kind);
