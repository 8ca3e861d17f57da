import type { TrainsWording } from "./trains.js";

const minutesOf = (minutes: number) => `${minutes} ${minutes === 1 ? "Minute" : "Minuten"}`;
const latenessOf = (minutes: number) =>
  minutes === 0 ? "ist wieder pünktlich" : `hat etwa ${minutesOf(minutes)} Verspätung`;

const days = { today: "heute ", tomorrow: "morgen " };

export const germanTrains: TrainsWording = {
  delayNotice: {
    subject: (train, minutes) => `${train} ${latenessOf(minutes)}`,
    preheader: (minutes) =>
      minutes === 0 ? "Gute Nachricht: Der Fahrplan gilt wieder." : "Bitte rechnen Sie auf Ihrem Weg damit.",
    intro: (minutes) =>
      minutes === 0
        ? "Die gemeldete Verspätung ist vorbei. Ihr Zug fährt nach Fahrplan."
        : "Ihre Tickets und Plätze bleiben, wie sie sind. Verspätungen können schrumpfen: Seien Sie möglichst zur Zeit des Fahrplans am Bahnhof.",
    now: (departure, arrival) => `Jetzt erwartet: ab ${departure}, an ${arrival}`,
  },
  departureReminder: {
    subject: (train, day, time) => `${train} fährt ${day === undefined ? "" : days[day]}um ${time}`,
    preheader: "Gute Reise.",
    intro:
      "Ihr Ticket ist in Ihrer Buchung und in der Mail, die sie bestätigt hat. Halten Sie seinen Code im Zug bereit.",
  },
  trainCancelled: {
    subject: (train) => `${train} fällt aus`,
    preheader: "Bitte suchen Sie einen anderen Zug.",
    intro: "Es tut uns leid: Ihr Zug fährt nicht. Öffnen Sie Ihre Buchung und sehen Sie, was Sie tun können.",
  },
  trainChanged: {
    subject: (train) => `Der Fahrplan von ${train} hat sich geändert`,
    preheader: "Bitte sehen Sie sich Ihre Zeiten und Plätze an, bevor Sie reisen.",
    intro:
      "Seit Ihrer Buchung hat sich der Fahrplan geändert. Ihre Tickets gelten zu den neuen Zeiten. Ihre Plätze stehen in Ihrer Buchung: Einer kann unterwegs wechseln.",
    now: (departure, arrival) => `Neue Zeiten: ab ${departure}, an ${arrival}`,
  },
  platformChanged: {
    subject: (train, location, platform) => `${train}: Gleis ${platform} in ${location}`,
    preheader: "Ihr Zug hält an einem anderen Gleis.",
    intro: "Ihre Tickets, Ihre Plätze und die Zeiten bleiben, wie sie sind.",
    now: {
      boards: (platform) => `Abfahrt von Gleis ${platform}`,
      alights: (platform) => `Ankunft an Gleis ${platform}`,
    },
    insteadOf: (platform) => `, nicht ${platform}`,
  },
};
