import type { Texts } from "../en.js";

export const papers: Texts["papers"] = {
  title: "Ihre Unterlagen",
  receipt: "Beleg (PDF)",
  resend: "Tickets noch einmal senden",
  resending: "Wird gesendet …",
  resent: "Tickets sind unterwegs",
  resentDetail: (email) => `Sie gehen an ${email}. Sehen Sie auch bei unerwünschten Mails nach.`,
};
