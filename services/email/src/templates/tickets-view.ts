import type { TicketPage } from "../documents/ticket-pdf.js";
import type { BookingData, TicketData } from "./booking-schemas.js";
import { trainReservations } from "./json-ld.js";
import { bookingLink } from "./links.js";
import type { NoticedRide } from "./notice.js";
import { drawQr, type QrPicture, toPng } from "./qr-png.js";
import { legOf, type TicketView, ticketView } from "./ticket-view.js";
import { calendarFile, ridesOf } from "./trip-rides.js";
import type { View, ViewContext } from "./view.js";
import type { Wording } from "./wording/wording.js";

/** Mail programs read the first few; more would only bring a large party's mail nearer to the size where Gmail cuts it. */
const describedTickets = 6;
/** Gmail cuts mails at 102 KB, and each ticket takes up to 6 KB: a larger party finds the others in the PDF. */
const drawnTickets = 14;

/** What a mail with tickets says beside them. */
export interface TicketsMail {
  booking: BookingData;
  /** Those that are drawn and attached. */
  tickets: readonly TicketData[];
  subject: string;
  preheader: string;
  heading: string;
  intro: string;
  /** Beside the reference. */
  facts?: readonly (readonly [label: string, value: string])[];
  note?: string;
  /** Rides that this mail replaces. */
  replaced?: readonly NoticedRide[];
}

/** Tickets with their codes, in the mail and once more as a PDF to print, and the rides for a calendar. */
export function ticketsView(mail: TicketsMail, context: ViewContext): View {
  const { booking, tickets, subject, preheader, heading, intro, facts = [], note = "", replaced = [] } = mail;
  const { words, publicUrl, id, now, drawTickets } = context;
  const { qrAlt, scanHint, codesHint, moreHint, position, replacedHeading } = words.tickets;
  const { reference } = booking;
  const link = bookingLink(publicUrl, reference);
  const all = tickets.map((ticket, index) => {
    const view = ticketView(ticket, words);
    return {
      ...view,
      cid: `ticket-${index + 1}.${id}@railbooker`,
      alt: qrAlt(view.passenger, view.train),
      position: position(index + 1, tickets.length),
      facts: factsOf(view, reference, words),
      fare: fareOf(booking, ticket, words),
      code: drawQr(ticket.qrCode),
    };
  });
  const drawn = all.slice(0, drawnTickets);
  return {
    layout: "tickets",
    subject,
    preheader,
    values: {
      heading,
      intro,
      facts: [[words.labels.reference, reference], ...facts.filter(([, value]) => value !== "")],
      note,
      link,
      scanHint,
      codesHint,
      tickets: all,
      drawn,
      replaced,
      replacedHeading,
      moreHint: all.length === drawn.length ? "" : moreHint(all.length - drawn.length),
      jsonLd: trainReservations(reference, link, tickets.slice(0, describedTickets)),
    },
    images: drawn.map(({ cid, code }, index) => ({
      cid,
      filename: `ticket-${reference}-${index + 1}.png`,
      png: toPng(code),
    })),
    attachments: [
      {
        filename: `${words.documents.fileName}-${reference}.pdf`,
        contentType: "application/pdf",
        content: drawTickets({
          title: words.documents.title(reference),
          lang: words.intlLocale,
          created: now,
          note: words.documents.note,
          pages: all.map((ticket) => pageOf(ticket, words)),
        }),
      },
      ...calendarFile("PUBLISH", ridesOf(booking, tickets, context), now),
    ],
  };
}

function routeOf({ from, to }: TicketView): string {
  return from === "" || to === "" ? "" : `${from} – ${to}`;
}

type Fact = [label: string, value: string];

function factsOf(view: TicketView, reference: string, { labels }: Wording): Fact[] {
  const facts: Fact[] = [
    [labels.train, view.train],
    [labels.platform, view.platform],
    [labels.seat, view.seat],
    [labels.passenger, view.passenger],
    [labels.reference, reference],
  ];
  return facts.filter(([, value]) => value !== "");
}

type ShownTicket = TicketView & { position: string; facts: Fact[]; fare: string; code: QrPicture };

function pageOf(ticket: ShownTicket, { documents }: Wording): TicketPage {
  const stop = (time: string, station: string) => (station === "" ? "" : `${time}  ${station}`);
  const arrival = stop(ticket.arrival, ticket.to);
  return {
    route: routeOf(ticket) || ticket.train,
    date: ticket.date,
    position: ticket.position,
    code: ticket.code,
    facts: [
      [documents.departure, stop(ticket.departure, ticket.from)],
      [documents.arrival, ticket.daysLater === "" ? arrival : `${arrival} (${ticket.daysLater})`],
      ...ticket.facts.map(([label, value]): Fact => [label, value.replace("; ", "\n")]),
      [documents.fareLabel, ticket.fare],
    ],
  };
}

function fareOf(booking: BookingData, { train }: TicketData, { documents }: Wording): string {
  const { serviceClass, fare } = legOf(booking, train) ?? {};
  const parts = [
    serviceClass === undefined ? "" : documents.serviceClass[serviceClass],
    fare === undefined ? "" : documents.fare[fare],
  ];
  return parts.filter((part) => part !== "").join(", ");
}
