import { expect, test } from "@jest/globals";
import { catalogue } from "@railbooker/events/catalogue";
import { inWords } from "../testing/in-words.js";
import { platformChanged, trainCancelled, trainChanged, trainDelayed } from "./train-reactions.js";

const delayed = catalogue.TrainDelayed.example;
const cancelled = catalogue.TrainCancelled.example;

test("a delay is shown with the new time, and mailed unless the traveller wishes otherwise", () => {
  const [reaction, ...others] = trainDelayed(delayed);
  expect(others).toEqual([]);
  expect({ ...reaction, notification: inWords(reaction) }).toEqual({
    userId: delayed.travellers?.[0]?.userId,
    notification: {
      type: "train-delayed",
      title: "ICE 587 is about 40 minutes late",
      body: "München Hbf to Berlin Hbf, Saturday 14 March 2026 at 09:00, now about 09:40. Signal failure. Reference K7M2QX.",
      data: {
        runId: "ICE-587.2026-03-14",
        reference: "K7M2QX",
        references: ["K7M2QX"],
        delayMinutes: 40,
      },
    },
    mails: [
      {
        template: "delayNotice",
        to: "traveller@example.org",
        canWait: { until: "2026-03-14T05:00:00+01:00" },
        optional: "train-delayed",
        data: {
          train: delayed.train,
          delayMinutes: 40,
          reason: "Signal failure",
          bookings: [
            {
              reference: "K7M2QX",
              from: { name: "München Hbf", departure: "2026-03-14T09:00:00+01:00" },
              to: { name: "Berlin Hbf", arrival: "2026-03-14T13:12:00+01:00" },
            },
          ],
        },
      },
    ],
  });
});

test("on time again is told too", () => {
  const [reaction] = trainDelayed({ ...delayed, delayMinutes: 0 });
  expect(inWords(reaction)?.title).toBe("ICE 587 is on time again");
  expect(inWords(reaction)?.body).not.toMatch(/now about|Signal failure/);
});

test("a cancellation is mailed whatever the traveller has chosen", () => {
  const [reaction] = trainCancelled(cancelled);
  expect(inWords(reaction)).toMatchObject({
    type: "train-cancelled",
    title: "ICE 587 is cancelled",
    data: { reference: "K7M2QX" },
  });
  expect(reaction?.mails).toMatchObject([{ template: "trainCancelled", to: "traveller@example.org" }]);
  expect(reaction?.mails[0]?.optional).toBeUndefined();
});

test("new times are shown beside the booked ones, and always mailed", () => {
  const [reaction] = trainChanged(catalogue.TrainChanged.example);
  expect(inWords(reaction)).toMatchObject({
    type: "train-changed",
    title: "The timetable of ICE 587 has changed",
    body: "München Hbf to Berlin Hbf, Saturday 14 March 2026 at 09:00: now Saturday 14 March 2026 at 09:10, arriving 13:30. Reference K7M2QX.",
  });
  const now = { departure: "2026-03-14T09:10:00+01:00", arrival: "2026-03-14T13:30:00+01:00" };
  expect(reaction?.mails).toMatchObject([{ template: "trainChanged", data: { bookings: [{ now }] } }]);
  expect(reaction?.mails[0]?.optional).toBeUndefined();
});

test("another platform is told and mailed whatever the traveller has chosen, with what they do there", () => {
  const example = catalogue.PlatformChanged.example;
  const [boards] = platformChanged(example);
  expect(inWords(boards)).toEqual({
    type: "platform",
    title: "ICE 587: platform 23 in München Hbf",
    body: "Your train calls at platform 23, not 18. München Hbf to Berlin Hbf: it leaves München Hbf, Saturday 14 March 2026 at 09:00. Reference K7M2QX.",
    data: {
      runId: "ICE-587.2026-03-14",
      reference: "K7M2QX",
      references: ["K7M2QX"],
      location: "8000261",
      platform: "23",
      before: "18",
    },
  });
  const { before: _unknown, ...first } = example;
  const [alights] = platformChanged({ ...first, location: { id: "8011160", name: "Berlin Hbf" } });
  expect(inWords(alights)?.body).toMatch(
    /^Your train calls at platform 23\. .*: it arrives in Berlin Hbf, .*13:12\./,
  );
  for (const [reaction, does] of [
    [boards, "boards"],
    [alights, "alights"],
  ] as const) {
    expect(reaction?.mails).toMatchObject([
      {
        template: "platformChanged",
        to: "traveller@example.org",
        data: { platform: "23", bookings: [{ does }] },
      },
    ]);
    expect(reaction?.mails[0]?.optional).toBeUndefined();
  }
});

test("one reaction for each traveller, and none from an event without travellers", () => {
  const [one] = delayed.travellers ?? [];
  if (one === undefined) throw new Error("the example names nobody");
  const two = { ...one, userId: "someone-else", email: "b@example.org" };
  expect(trainDelayed({ ...delayed, travellers: [one, two] }).map(({ userId }) => userId)).toEqual([
    one.userId,
    "someone-else",
  ]);
  const { travellers: _none, ...older } = delayed;
  expect(trainDelayed(older)).toEqual([]);
});
