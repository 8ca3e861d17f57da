import { exampleMails } from "@railbooker/email/testing/example-mails";

/** The confirmation of one ticket, with QR code, PDF and calendar. */
export const confirmation = {
  template: "bookingConfirmation",
  data: exampleMails.find(({ name }) => name === "confirmation-seat-change")?.data ?? {},
};

export const confirmationBody = JSON.stringify({ to: "ada@example.org", ...confirmation });
