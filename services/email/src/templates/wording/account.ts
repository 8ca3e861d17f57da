/** What is said about an account, and about who may use it. */
export interface AccountWording {
  verifyEmail: TokenWording;
  passwordReset: TokenWording;
  confirmNewEmail: TokenWording;
  passwordChanged: NoticeWording & { button: string };
  /** The intro names the new address. */
  emailChanged: Omit<NoticeWording, "intro"> & { intro: (address: string) => string };
  accountDeleted: NoticeWording;
}

/** A mail that is a link with a token, and little else. */
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

/** A mail that only tells; its subject is its heading. */
export interface NoticeWording {
  subject: string;
  preheader: string;
  intro: string;
  note: string;
}
