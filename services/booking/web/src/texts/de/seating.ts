import type { Texts } from "../en.js";

export const seating: Texts["seating"] = {
  wishes: "Wenn Sie mögen",
  wish: {
    window: "Fenster",
    aisle: "Gang",
    table: "Am Tisch",
    quiet: "Ruhebereich",
    door: "In Türnähe",
    wheelchair: "Rollstuhlplatz",
  },
  wishesHint: "So weit wie möglich erfüllt.",
  wheelchairHint: "Einer der Plätze ist ein Rollstuhlplatz, oder es wird nichts reserviert.",
  quiet: "ruhig",
  toilet: "WC",
  legendTable: "Tisch",
};

export const review: Texts["review"] = {
  title: "Prüfen Sie alles, bevor Sie zahlen",
  journey: "Verbindung",
  seats: "Plätze und Tarif",
  passengers: "Fahrgäste",
  email: "Tickets gehen an",
  change: "Ändern",
  changeJourney: "der Verbindung",
  changeSeats: "von Plätzen und Tarif",
  changePassengers: "der Namen",
  changeEmail: "der E-Mail-Adresse",
  passenger: (name, type) => `${name}, ${type}`,
};
