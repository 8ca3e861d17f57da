import type { Texts } from "../en.js";

export const ride: Texts["ride"] = {
  next: "Nächste Abfahrt",
  departure: "Abfahrt",
  platform: "Gleis",
  not: "nicht",
  leavesIn: (time) => `fährt in ${time}`,
  cancelled: "Dieser Zug fällt aus. Buchen Sie unten um, oder lassen Sie sich alles erstatten.",
  offline: (time) => `Keine Verbindung. Das ist Ihre Reise, gespeichert am ${time}.`,
  savedAt: (time) => `Auf diesem Gerät gespeichert am ${time}: öffnet auch ohne Verbindung.`,
  keptList: "Keine Verbindung. Diese Reisen sind auf diesem Gerät gespeichert.",
  calendar: "In den Kalender",
  pdf: "PDF",
  print: "Tickets drucken",
  ofTicket: (name) => ` des Tickets von ${name}`,
};
