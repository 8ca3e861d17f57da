/** The words of one language for what is not in the text parts. Sentences are functions of what they name. */
export interface Wording {
  /** For dates and money, and the language mark of the mail. */
  intlLocale: string;
  footer: string;
  seatOf: (coach: string, seat: string) => string;
  seatChange: (first: string, at: string, next: string) => string;
  daysLater: (days: number) => string;
  bookingConfirmation: {
    subject: (reference: string, route: string) => string;
    preheader: (tickets: number, reference: string) => string;
    heading: string;
    intro: (tickets: number) => string;
    qrAlt: (passenger: string, train: string) => string;
    scanHint: string;
    position: (ticket: number, of: number) => string;
  };
  bookingCancelled: {
    subject: (reference: string) => string;
    preheader: (reference: string) => string;
    heading: (partly: boolean) => string;
    intro: (partly: boolean) => string;
    refundNote: string;
    noRefundNote: string;
  };
  /** 0 minutes: on time again. */
  delayNotice: {
    subject: (train: string, minutes: number) => string;
    preheader: (minutes: number) => string;
    heading: (train: string, minutes: number) => string;
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
    heading: (train: string) => string;
    intro: string;
  };
  trainChanged: {
    subject: (train: string) => string;
    preheader: string;
    heading: (train: string) => string;
    intro: string;
    now: (departure: string, arrival: string) => string;
  };
  verifyEmail: TokenWording;
  passwordReset: TokenWording;
  /** The heading names the booking's reference. */
  bookingLink: Omit<TokenWording, "heading"> & { heading: (reference: string) => string };
  waitlistConfirmed: Omit<TokenWording, "heading" | "intro" | "validity"> & {
    heading: string;
    intro: (train: string, route: string, when: string) => string;
    validity: (until: string) => string;
  };
  labels: Record<
    "reference" | "total" | "passenger" | "seat" | "train" | "platform" | "refund" | "fee" | "viewBooking",
    string
  > & { reasonOf: (reason: string) => string };
}

export interface TokenWording {
  subject: string;
  preheader: string;
  heading: (name: string | undefined) => string;
  intro: string;
  button: string;
  linkHint: string;
  validity: string;
  notYou: string;
}
