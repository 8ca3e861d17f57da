import type { BookedLeg, Money } from "@railbooker/events/booking-shape";

/** What a notification says. */
export interface Text {
  title: string;
  body: string;
}

/** A ride as a notification names it; times are ISO 8601 with the station's offset. */
export interface NamedRide {
  from: string;
  to: string;
  departure: string;
}

export interface TrainNews {
  train: string;
  /** Why, in the operator's own words; empty where nothing was said. */
  reason: string;
  rides: readonly NamedRide[];
  references: readonly string[];
}

export interface DelayNews extends TrainNews {
  /** 0 where the train is on time again. */
  delayMinutes: number;
}

export interface NewTimesNews extends Omit<TrainNews, "reason" | "rides"> {
  rides: readonly (NamedRide & { now: { departure: string; arrival: string } })[];
}

export interface PlatformNews {
  train: string;
  location: string;
  platform: string;
  /** What was known until now; undefined where nothing was. */
  before: string | undefined;
  /** With what the traveller does there, and when. */
  rides: readonly (NamedRide & { does: "boards" | "alights"; time: string })[];
  references: readonly string[];
}

export interface WaitNews {
  /** Left out by early events. */
  ride: (NamedRide & { train: string }) | undefined;
}

export interface ReminderNews extends NamedRide {
  /** The first is the one to catch. */
  trains: readonly string[];
  day: "today" | "tomorrow" | undefined;
  delayMinutes: number;
  reference: string;
}

/** Every notification in one language. */
export interface Texts {
  welcome(name: string): Text;
  passwordChanged(): Text;
  emailChanged(address: string): Text;
  bookingConfirmed(legs: readonly BookedLeg[], reference: string): Text;
  /** @param whole whether nothing of the booking is left */
  bookingCancelled(legs: readonly BookedLeg[], reference: string, refund: Money, whole: boolean): Text;
  ticketsExchanged(legs: readonly BookedLeg[], reference: string): Text;
  /** @param journey left out where its stations are not known any more */
  paymentFailed(amount: Money, journey: { from: string; to: string } | undefined): Text;
  refundCompleted(refund: Money, reference: string): Text;
  waitlistJoined(news: WaitNews & { position: number }): Text;
  waitlistConfirmed(news: WaitNews & { expiresAt: string }): Text;
  trainDelayed(news: DelayNews): Text;
  trainCancelled(news: TrainNews): Text;
  trainChanged(news: NewTimesNews): Text;
  platformChanged(news: PlatformNews): Text;
  reminder(news: ReminderNews): Text;
}
