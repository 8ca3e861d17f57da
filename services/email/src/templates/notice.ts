import type { View } from "./view.js";

/** A mail that tells of something: a heading, a few facts, rides, and where to go from here. Parts that are empty are left out. */
export interface Notice {
  subject: string;
  preheader: string;
  /** The subject, where it is not given. */
  heading?: string;
  intro: string;
  facts?: readonly (readonly [label: string, value: string])[];
  note?: string;
  button?: { text: string; link: string };
  rides?: readonly NoticedRide[];
}

export interface NoticedRide {
  date: string;
  departure: string;
  from: string;
  arrival: string;
  to: string;
  /** What has become of it. */
  now: string;
  /** In one line, what else is of interest. */
  summary: string;
}

export function noticeView(notice: Notice): View {
  const { subject, preheader, heading = subject, intro, facts = [], note = "", button, rides = [] } = notice;
  return {
    layout: "notice",
    subject,
    preheader,
    values: {
      heading,
      intro,
      facts: facts.filter(([, value]) => value !== ""),
      note,
      button: button?.text ?? "",
      link: button?.link ?? "",
      rides,
    },
  };
}
