import type { Texts } from "../en.js";

/** By the codes of docs/errors.md: those that a traveller, an inspector or an operator can meet on a page. */
const byCode: Record<string, string> = {
  "invalid-request":
    "Eine Angabe ist unvollständig oder nicht zu verstehen. Prüfen Sie, was Sie eingegeben haben.",
  "not-signed-in": "Sie sind nicht mehr angemeldet. Melden Sie sich noch einmal an.",
  "invalid-token": "Sie sind nicht mehr angemeldet. Melden Sie sich noch einmal an.",
  "not-allowed": "Das ist mit Ihrer Rolle nicht erlaubt.",
  "cross-site": "Die Anfrage kam von einer fremden Seite und wurde abgelehnt. Laden Sie diese Seite neu.",
  "too-large": "Das ist zu groß, um angenommen zu werden.",
  "too-many-requests":
    "Das waren zu viele Anfragen auf einmal. Warten Sie kurz und versuchen Sie es noch einmal.",
  internal: "Bei uns ist etwas schiefgegangen. Versuchen Sie es in einem Moment noch einmal.",
  unavailable: "Das geht im Moment nicht, und es wurde nichts geändert. Versuchen Sie es gleich noch einmal.",
  "wrong-credentials":
    "E-Mail oder Passwort stimmt nicht. Prüfen Sie beides und versuchen Sie es noch einmal.",
  "email-taken": "Zu dieser E-Mail-Adresse gibt es schon ein Konto: Melden Sie sich damit an.",
  "wrong-password": "Das Passwort stimmt nicht; es wurde nichts geändert.",
  "same-email": "Das ist schon Ihre Adresse. Geben Sie eine andere ein.",
  "no-such-session": "Dieses Gerät ist schon abgemeldet.",
  "tickets-to-travel":
    "Sie haben noch Tickets, mit denen Sie fahren können. Stornieren Sie sie oder warten Sie, bis Sie gefahren sind; löschen Sie das Konto dann.",
  "money-under-way":
    "Eine Zahlung oder Erstattung ist noch unterwegs. Versuchen Sie es in ein paar Minuten noch einmal.",
  "last-operator": "Sie sind der einzige Betreiber. Geben Sie die Rolle erst jemand anderem.",
  "no-such-user": "Dieses Konto gibt es nicht mehr.",
  "own-operator-role":
    "Die eigene Rolle als Betreiber kann niemand ablegen; das muss ein anderer Betreiber tun.",
  "link-expired": "Dieser Link wurde schon benutzt oder ist zu alt. Fordern Sie einen neuen an.",
  "password-too-common": "Dieses Passwort würde als eines der ersten erraten. Wählen Sie ein anderes.",
  busy: "Im Moment melden sich zu viele an. Versuchen Sie es in ein paar Sekunden noch einmal.",
  "no-such-location": "Diesen Bahnhof gibt es nicht. Wählen Sie einen aus der Liste.",
  "no-such-run": "Diesen Zug gibt es nicht, oder er ist nicht im Verkauf.",
  "no-such-leg": "Der Zug nimmt auf diesem Abschnitt keine Fahrgäste mit. Suchen Sie noch einmal.",
  "no-connection": "Ein Anschluss dieser Reise ist nicht zu erreichen. Wählen Sie eine andere Reise.",
  "no-timetable": "Für diesen Tag gibt es noch keinen Fahrplan. Wählen Sie einen anderen Tag.",
  "same-location": "Abfahrt und Ankunft sind derselbe Bahnhof. Wählen Sie zwei verschiedene.",
  "train-cancelled": "Dieser Zug fällt aus. Wählen Sie einen anderen.",
  "search-overloaded": "Gerade suchen sehr viele. Versuchen Sie es in ein paar Sekunden noch einmal.",
  "import-under-way": "Gerade wird schon ein Fahrplan eingespielt.",
  "feed-refused": "Dieser Fahrplan kann nicht eingespielt werden.",
  "no-such-dead-letter": "Dieses Ereignis wurde schon neu eingespielt oder verworfen.",
  "dead-letter-empty": "Sein Inhalt wurde abgeschnitten; npm run bus -- replay bringt ihn zurück.",
  "payment-declined": "Die Karte wurde abgelehnt; Ihre Plätze bleiben reserviert.",
  "train-departed": "Der Zug ist dort schon abgefahren.",
  "no-such-class": "Der Zug hat keine Plätze in dieser Klasse.",
  "no-such-seat": "Diesen Platz gibt es im Zug nicht.",
  "seat-count": "Es sind nicht so viele Plätze wie Fahrgäste gewählt.",
  "no-such-hold": "Diese Plätze sind nicht mehr reserviert.",
  "no-such-booking": "Diese Buchung ist nicht unter Ihren.",
  "no-such-ticket": "Dieses Ticket gehört nicht zur Buchung.",
  "no-such-waitlist-entry": "Dieser Wartelistenplatz besteht nicht mehr.",
  "seats-taken":
    "Diese Plätze hat gerade jemand anderes, oder es sind nicht mehr genug frei. Es wurde nichts reserviert.",
  "hold-booked": "Diese Plätze sind schon gebucht.",
  "already-extended": "Die Zeit wurde schon einmal verlängert. Zahlen Sie, bevor sie um ist.",
  "quote-changed": "Der Betrag ist nicht mehr der, der gezeigt wurde; es wurde nichts storniert.",
  "already-waiting": "Darauf warten Sie schon.",
  "compensation-claimed": "Die Entschädigung für diese Buchung wurde schon verlangt.",
  "hold-expired": "Die Zeit zum Zahlen ist um; die Plätze sind wieder frei.",
  "quote-expired": "Der gezeigte Betrag ist zu alt; es wurde nichts storniert.",
  "ticket-cancelled": "Das Ticket wurde storniert und hat keinen Code mehr.",
  "idempotency-key-reused": "Diese Anfrage wurde mit anderem Inhalt schon gestellt. Laden Sie die Seite neu.",
  "passenger-count": "Es sind nicht so viele Fahrgäste, wie Plätze reserviert sind.",
  "passenger-types": "Die Altersgruppen sind andere als die, für die der Preis gilt.",
  "not-sold-out": "Es gibt noch Plätze, niemand muss warten.",
  "not-exchangeable": "Diese Tickets lassen sich nicht umbuchen, oder nicht auf diese Plätze.",
  "payment-missing": "Die Umbuchung kostet etwas. Wählen Sie eine Karte.",
  "no-compensation": "Kein Zug dieser Buchung kam eine Stunde oder mehr zu spät an.",
  "no-valid-tickets": "Alle Tickets dieser Buchung sind storniert; es gibt keines zu senden.",
  "resent-lately":
    "Die Tickets wurden gerade erst noch einmal gesendet. Sehen Sie auch bei unerwünschten Mails nach, oder versuchen Sie es in zehn Minuten wieder.",
  "not-cancellable": "Diese Tickets können nicht storniert werden.",
  "purchase-limit": "Sie haben in diesem Zug schon so viele Plätze, wie eine Person haben darf.",
  "payment-unanswered":
    "Die Bank hat nicht geantwortet. Versuchen Sie es noch einmal: Es wird nicht zweimal abgebucht.",
  "mail-always-sent": "Mails dieser Art lassen sich nicht abschalten.",
  "push-always-shown": "Mitteilungen dieser Art werden immer gezeigt.",
  "unknown-time-zone": "Diese Zeitzone gibt es nicht.",
};

/** By the codes of problems that carry what the sentence needs. */
const byContent: Record<string, (document: Record<string, unknown>) => string | undefined> = {
  "no-timetable": ({ covers, asked }) => {
    const [first] = Array.isArray(covers) ? (covers as { from: string; to: string }[]) : [];
    if (first === undefined || typeof asked !== "string") return undefined;
    return `Der Fahrplan gilt vom ${dateText(first.from)} bis zum ${dateText(first.to)}; der ${dateText(asked)} liegt außerhalb. Wählen Sie einen Tag darin.`;
  },
};

/** Of `2026-11-23`. */
function dateText(date: string): string {
  return new Intl.DateTimeFormat("de-DE", { dateStyle: "medium", timeZone: "UTC" }).format(Date.parse(date));
}

export const problems: Texts["problems"] = {
  of: (code, _detail, document) =>
    byContent[code]?.(document) ??
    byCode[code] ??
    `Das ging nicht („${code}“). Laden Sie die Seite neu und versuchen Sie es noch einmal.`,
  field: () => "Diese Angabe wird so nicht angenommen. Bitte prüfen Sie sie.",
};
