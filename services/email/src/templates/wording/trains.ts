/** What is said of a train that travellers are booked on. */
export interface TrainsWording {
  /** 0 minutes: on time again. */
  delayNotice: {
    subject: (train: string, minutes: number) => string;
    preheader: (minutes: number) => string;
    intro: (minutes: number) => string;
    now: (departure: string, arrival: string) => string;
  };
  departureReminder: {
    subject: (train: string, day: "today" | "tomorrow" | undefined, time: string) => string;
    preheader: string;
    intro: string;
  };
  trainCancelled: {
    subject: (train: string) => string;
    preheader: string;
    intro: string;
  };
  trainChanged: {
    subject: (train: string) => string;
    preheader: string;
    intro: string;
    now: (departure: string, arrival: string) => string;
  };
  platformChanged: {
    subject: (train: string, location: string, platform: string) => string;
    preheader: string;
    intro: string;
    now: Record<"boards" | "alights", (platform: string) => string>;
    insteadOf: (platform: string) => string;
  };
}
