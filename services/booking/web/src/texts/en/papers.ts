export const papers = {
  title: "Your papers",
  receipt: "Receipt (PDF)",
  resend: "Send the tickets again",
  resending: "Sending…",
  resent: "Tickets on their way",
  resentDetail: (email: string) => `They go to ${email}. Look among unwanted mail too.`,
};
