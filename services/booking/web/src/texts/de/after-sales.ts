import type { Texts } from "../en.js";
import { plural } from "./plural.js";

export const exchange: Texts["exchange"] = {
  start: "In einen anderen Zug umbuchen",
  bound: "Sparpreis-Tickets lassen sich nur umbuchen, wenn ihr Zug ausfällt oder eine Stunde Verspätung hat.",
  stepChoose: "Umbuchung, Schritt 1 von 2: die neuen Plätze",
  stepConfirm: "Umbuchung, Schritt 2 von 2: der Preis",
  hold: "Neue Plätze reservieren",
  question: "Ihre Tickets gegen diese Plätze tauschen?",
  price: "Die neuen Plätze kosten",
  credit: "Ihre Tickets sind wert",
  toPay: "Zu zahlen",
  back: "Sie bekommen zurück",
  payAndChange: (price) => `${price} zahlen und umbuchen`,
  confirm: "Tickets umbuchen",
  changing: "Wird umgebucht …",
  change: "Andere Plätze wählen",
};

export const compensation: Texts["compensation"] = {
  title: "Entschädigung bei Verspätung",
  item: (train, passenger, minutes) =>
    `${train}, ${passenger}: ${plural(minutes, "Minute", "Minuten")} zu spät`,
  percent: (n) => `${n} % des Preises`,
  claim: (amount) => `${amount} verlangen`,
  claimed: "Ausgezahlt",
  claimedToast: "Entschädigung verlangt",
  done: (amount) => `${amount} ist auf dem Weg zurück auf Ihre Karte.`,
};

export const waitlist: Texts["waitlist"] = {
  title: "Hier ausverkauft",
  lead: "Warten Sie auf Plätze, das kostet nichts: Werden genug frei, reservieren wir sie eine halbe Stunde lang für Sie und sagen Ihnen sofort Bescheid. Oder probieren Sie, ob es Plätze gibt, wenn Sie unterwegs den Platz wechseln.",
  leadSplit: "Probieren Sie, ob es Plätze gibt, wenn Sie unterwegs den Platz wechseln.",
  join: "Auf die Warteliste setzen",
  split: "Mit Platzwechsel probieren",
  joined: (position) => `Sie sind Nummer ${position} auf der Warteliste`,
  joinedDetail:
    "Sobald Plätze frei werden, reservieren wir sie und sagen Ihnen Bescheid. Ihren Wartelistenplatz sehen Sie unter „Meine Buchungen“.",
  refused: {
    "already-waiting":
      "Sie stehen schon auf dieser Warteliste; Ihren Wartelistenplatz sehen Sie unter „Meine Buchungen“.",
    "not-sold-out": "Es gibt wieder Plätze: Laden Sie diese Seite neu und wählen Sie.",
  },
  heading: "Wartelisten",
  place: (position) => `Nummer ${position} in der Reihe`,
  held: (time) => `Plätze sind bis ${time} für Sie reserviert`,
  pay: "Jetzt bezahlen",
  leave: "Warteliste verlassen",
  left: "Sie haben die Warteliste verlassen.",
  party: (n) => plural(n, "Fahrgast", "Fahrgäste"),
};
