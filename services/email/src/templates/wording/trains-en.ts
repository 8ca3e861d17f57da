import type { TrainsWording } from "./trains.js";

const latenessOf = (minutes: number) =>
  minutes === 0 ? "on time again" : `about ${minutes} ${minutes === 1 ? "minute" : "minutes"} late`;

export const englishTrains: TrainsWording = {
  delayNotice: {
    subject: (train, minutes) => `${train} is ${latenessOf(minutes)}`,
    preheader: (minutes) =>
      minutes === 0
        ? "Good news: the times of the timetable hold again."
        : "Please allow for it on your way.",
    intro: (minutes) =>
      minutes === 0
        ? "The delay we told you of is over. Your train runs as in the timetable."
        : "Your tickets and seats stay as they are. Delays can shrink: please be there by the time of the timetable where you can.",
    now: (departure, arrival) => `Now expected: ${departure}, arriving ${arrival}`,
  },
  departureReminder: {
    subject: (train, day, time) => `${train} leaves ${day === undefined ? "" : `${day} `}at ${time}`,
    preheader: "Have a good journey.",
    intro:
      "Your ticket is in your booking and in the mail that confirmed it. Have its code at hand on the train.",
  },
  trainCancelled: {
    subject: (train) => `${train} is cancelled`,
    preheader: "Please look for another train.",
    intro: "We are sorry: your train does not run. Open your booking to see what you can do.",
  },
  trainChanged: {
    subject: (train) => `The timetable of ${train} has changed`,
    preheader: "Please look at your times and seats before you travel.",
    intro:
      "The timetable has changed since you booked. Your tickets hold for the new times. Open your booking to see your seats: one may change on the way.",
    now: (departure, arrival) => `New times: ${departure}, arriving ${arrival}`,
  },
  platformChanged: {
    subject: (train, location, platform) => `${train}: platform ${platform} in ${location}`,
    preheader: "Your train calls at another platform.",
    intro: "Your tickets, your seats and the times stay as they are.",
    now: {
      boards: (platform) => `Leaves from platform ${platform}`,
      alights: (platform) => `Arrives at platform ${platform}`,
    },
    insteadOf: (platform) => `, not ${platform}`,
  },
};
