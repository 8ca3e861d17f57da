import type { Texts } from "../en.js";
import { plural } from "./plural.js";

export const search: Texts["search"] = {
  title: "Zugsuche",
  heading: "Wohin möchten Sie?",
  lead: "Platz aussuchen, in einer Minute zahlen, Ticket auf dem Telefon haben.",
  from: "Von",
  to: "Nach",
  date: "Datum",
  time: "Uhrzeit",
  passengers: "Fahrgäste",
  onePassenger: "1 Fahrgast",
  adults: "Erwachsene",
  children: "Kinder (6 bis 14)",
  seniors: "Senioren (ab 65)",
  fewer: "Eins weniger:",
  oneMore: "Eins mehr:",
  partyLimit: "Höchstens 9 Fahrgäste in einer Buchung.",
  partyTotal: (passengers) => `${passengers} insgesamt`,
  partyWrong: (n) =>
    n === 0
      ? "Geben Sie mindestens einen Fahrgast ein"
      : `Eine Buchung ist für höchstens 9 Fahrgäste; das sind ${n}. Machen Sie zwei Buchungen.`,
  recent: "Letzte Suchen",
  submit: "Suchen",
  swap: "Bahnhöfe tauschen",
  suggestions: "Bahnhöfe",
  found: (n) => (n === 0 ? "Kein Bahnhof gefunden" : plural(n, "Bahnhof", "Bahnhöfe")),
  missing: { from: "Geben Sie den Bahnhof der Abfahrt ein", to: "Geben Sie den Bahnhof der Ankunft ein" },
  unknown: (text) => `„${text}“ ist nicht der ganze Name eines Bahnhofs: Wählen Sie einen aus der Liste`,
  same: "Wählen Sie zwei verschiedene Bahnhöfe",
  dateMissing: "Geben Sie den Reisetag ein",
  datePast: "Wählen Sie einen Tag ab heute",
  reasonSeatTitle: "Genau der Platz, den Sie wählen",
  reasonSeat:
    "Sehen Sie den Wagen, wie er jetzt ist. Ein reservierter Platz gehört Ihnen, bis die Uhr abläuft.",
  reasonPriceTitle: "Ein Preis, einmal gesagt",
  reasonPrice: "Sie zahlen, was Sie sehen. Die Regeln des Tarifs stehen in klaren Worten vor der Zahlung.",
  reasonTicketTitle: "Ein Ticket, das einfach aufgeht",
  reasonTicket: "Ihr QR-Code kommt per E-Mail und wartet unter „Meine Buchungen“.",
};

export const results: Texts["results"] = {
  title: "Züge",
  change: "Suche ändern",
  passengers: (n) => plural(n, "Fahrgast", "Fahrgäste"),
  ofThem: (passengers, children, seniors) => {
    const ages = [
      ...(children > 0 ? [plural(children, "Kind", "Kinder")] : []),
      ...(seniors > 0 ? [plural(seniors, "Senior", "Senioren")] : []),
    ];
    return ages.length === 0 ? passengers : `${passengers} (${ages.join(", ")})`;
  },
  exchanging: (reference) =>
    `Sie buchen die Buchung ${reference} um. Wählen Sie den neuen Zug: Sein Preis und was Sie für Ihre Tickets bekommen werden gezeigt, bevor sich etwas ändert.`,
  waitlist: "Warteliste",
  seatChange: "Platzwechsel",
  leaving: (time) => `ab ${time}`,
  arriving: (time) => `Ankunft bis ${time}`,
  direct: "Direkt",
  changes: (n, places) => `${plural(n, "Umstieg", "Umstiege")} · ${places}`,
  changePlace: (place, time) => `${place}, ${time}`,
  walk: (from, to) => `${from} nach ${to}`,
  priceFrom: "ab",
  forAll: (n) => `für ${plural(n, "Fahrgast", "Fahrgäste")}`,
  seatsLeft: (n) => `noch ${plural(n, "Platz", "Plätze")}`,
  soldOut: "Ausverkauft",
  cancelled: "Fällt aus",
  board: "Abfahrtstafel",
  sort: "Sortieren nach",
  sorts: { departure: "Abfahrt", price: "Preis", duration: "Dauer", changes: "Umstiegen" },
  sorted: {
    departure: "Nach Abfahrt sortiert, früheste zuerst",
    price: "Nach Preis sortiert, günstigste zuerst",
    duration: "Nach Dauer sortiert, schnellste zuerst",
    changes: "Nach Umstiegen sortiert, wenigste zuerst",
  },
  serviceClass: "Klasse",
  anyClass: "Jede Klasse",
  pricesFor: (name) => `Preise für: ${name}`,
  details: "Halte und Umstiege",
  detailsOf: (departure, arrival) => ` ${departure} bis ${arrival}`,
  callAt: (time, place, platform) =>
    platform === "" ? `${time} ${place}` : `${time} ${place}, Gleis ${platform}`,
  localTime: "Zeiten sind Ortszeiten der Bahnhöfe; hier gehen die Uhren verschieden.",
  delay: (n) => `etwa ${n} min später`,
  cheapest: "Am günstigsten",
  fastest: "Am schnellsten",
  fewestChanges: "Wenigste Umstiege",
  plusDays: (n) => (n === 1 ? "am nächsten Tag" : `${n} Tage später`),
  select: "Auswählen",
  selectDetail: (departure, arrival) => ` ${departure} bis ${arrival}`,
  earlier: "Frühere Züge",
  later: "Spätere Züge",
  none: "Kein Zug gefunden",
  noneDetail:
    "Ab der gewählten Zeit bringt Sie an diesem Tag kein Zug ans Ziel. Versuchen Sie eine frühere Zeit oder einen anderen Tag.",
  noMore: "In dieser Richtung gibt es keine weiteren Züge.",
  shown: (n) => `${plural(n, "Zug", "Züge")} gezeigt`,
  listLabel: "Gefundene Züge",
  updated: "Die gezeigten Züge wurden aktualisiert.",
};
