import type { Texts } from "../en.js";

export const board: Texts["board"] = {
  title: "Abfahrten",
  of: (station) => `Abfahrten ${station}`,
  time: "Zeit",
  to: "Nach",
  train: "Zug",
  platform: "Gleis",
  news: "Aktuell",
  late: (time, minutes) => `jetzt ${time}, ${minutes} min später`,
  cancelled: "Fällt aus",
  onTime: "Pünktlich",
  none: "In den nächsten Stunden fährt hier kein Zug ab.",
  unknown: "Diesen Bahnhof gibt es nicht. Prüfen Sie die Adresse dieser Seite.",
  fullScreen: "Vollbild",
  leaveFullScreen: "Vollbild verlassen",
};
