/** The words of one language for what is not in the text parts. Sentences are functions of what they name. */
export interface Wording {
  /** For dates and money, and the language mark of the mail. */
  intlLocale: string;
  footer: string;
  seatOf: (coach: string, seat: string) => string;
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
  verifyEmail: TokenWording;
  passwordReset: TokenWording;
  labels: Record<
    "reference" | "total" | "passenger" | "seat" | "train" | "platform" | "refund" | "fee" | "viewBooking",
    string
  >;
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
