import type { ChangedEmail, TokenMail } from "./account-schemas.js";
import { greetingName, oneLine } from "./format.js";
import { siteOf } from "./links.js";
import { noticeView } from "./notice.js";
import type { View, ViewContext } from "./view.js";

/** A mail that is a link with a token, and little else. */
export function tokenView(
  name: "verifyEmail" | "passwordReset" | "confirmNewEmail",
  path: string,
  { token, name: addressee }: TokenMail,
  { words, publicUrl }: ViewContext,
): View {
  const { subject, preheader, heading, ...wording } = words[name];
  return {
    layout: "link",
    subject,
    preheader,
    values: {
      ...wording,
      heading: heading(greetingName(addressee)),
      link: `${siteOf(publicUrl)}${path}?token=${encodeURIComponent(token)}`,
    },
  };
}

export function passwordChangedView({ words, publicUrl }: ViewContext): View {
  const { button, ...wording } = words.passwordChanged;
  return noticeView({
    ...wording,
    button: { text: button, link: `${siteOf(publicUrl)}/forgot-password` },
  });
}

/** For the old address as for the new: whoever still reads the old one need not learn all of the new one. */
export function emailChangedView({ address }: ChangedEmail, { words }: ViewContext): View {
  const { intro, ...wording } = words.emailChanged;
  return noticeView({ ...wording, intro: intro(withoutName(address)) });
}

export function accountDeletedView({ words }: ViewContext): View {
  return noticeView(words.accountDeleted);
}

/** "ada@example.org" becomes "a…@example.org". */
function withoutName(address: string): string {
  const line = oneLine(address);
  return `${line.slice(0, 1)}…${line.slice(line.lastIndexOf("@"))}`;
}
