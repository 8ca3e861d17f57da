import { beforeAll, expect, test } from "@jest/globals";
import { createRenderer, type Renderer } from "./renderer.js";

let renderer: Renderer;
beforeAll(() => {
  renderer = createRenderer("https://rail.example/", () => new Date("2026-03-01T09:30:00Z"));
});

const bookings = [
  {
    reference: "K7M2QX",
    from: { name: "München Hbf", departure: "2026-03-14T23:40:00+01:00" },
    to: { name: "Berlin Hbf", arrival: "2026-03-15T04:12:00+01:00" },
  },
];
const train = { number: "587", name: "ICE 587" };
const render = (template: string, data: unknown) => renderer.prepare(template, data)("id1");

test("a delay says by how much, why, and when the train leaves and arrives now", () => {
  const mail = render("delayNotice", { train, delayMinutes: 40, reason: "Signal failure", bookings });
  expect(mail.subject).toBe("ICE 587 is about 40 minutes late");
  for (const part of [mail.html, mail.text]) {
    for (const words of ["München Hbf", "23:40", "Now expected: 00:20, arriving 04:52", "K7M2QX"])
      expect(part).toContain(words);
    expect(part).toContain("Reason: Signal failure");
    expect(part).toContain("https://rail.example/bookings/K7M2QX");
    expect(part).not.toMatch(/undefined|\{\{/);
  }
});

test("on time again is said without a reason or new times", () => {
  const mail = render("delayNotice", { train, delayMinutes: 0, reason: "over", bookings });
  expect(mail.subject).toBe("ICE 587 is on time again");
  expect(mail.text).not.toMatch(/Reason|Now expected/);
});

test("new times stand beside the booked ones, with the day where it is another", () => {
  const now = { departure: "2026-03-15T00:10:00+01:00", arrival: "2026-03-15T04:40:00+01:00" };
  const mail = render("trainChanged", { train, bookings: bookings.map((booking) => ({ ...booking, now })) });
  expect(mail.subject).toBe("The timetable of ICE 587 has changed");
  for (const part of [mail.html, mail.text]) {
    expect(part).toContain("23:40");
    expect(part).toMatch(/New times: 00:10 \(Sunday,? 15 March 2026\), arriving 04:40/);
    expect(part).not.toMatch(/undefined|\{\{/);
  }
});

test("another platform is named with the one it replaces, and what the traveller does there", () => {
  const data = { train, location: "Berlin Hbf", platform: "<b>7</b>", before: "3" };
  const rides = bookings.map((booking) => ({ ...booking, does: "alights" }));
  const mail = render("platformChanged", { ...data, bookings: rides });
  expect(mail.subject).toBe("ICE 587: platform <b>7</b> in Berlin Hbf");
  expect(mail.text).toContain("Arrives at platform <b>7</b>, not 3");
  expect(mail.html).toContain("Arrives at platform &lt;b&gt;7");
  expect(mail.html).not.toMatch(/<b>7|undefined|\{\{/);
  const first = { train, location: "München Hbf", platform: "7" };
  const boards = bookings.map((booking) => ({ ...booking, does: "boards" }));
  expect(render("platformChanged", { ...first, bookings: boards }).text).toContain(
    "Leaves from platform 7\n",
  );
});

test("a cancelled train is named with the journeys it breaks", () => {
  const mail = render("trainCancelled", { train, reason: "<b>Storm</b>", bookings });
  expect(mail.subject).toBe("ICE 587 is cancelled");
  expect(mail.text).toContain("Saturday");
  expect(mail.html).toContain("&lt;b&gt;Storm");
  expect(mail.html).not.toMatch(/<b>Storm|undefined|\{\{/);
});

test("a reminder says when the train leaves, late ones with the time that is expected", () => {
  const mail = render("departureReminder", { train, day: "tomorrow", delayMinutes: 25, bookings });
  expect(mail.subject).toBe("ICE 587 leaves tomorrow at 00:05");
  for (const part of [mail.html, mail.text]) {
    for (const words of ["München Hbf", "23:40", "Now expected: 00:05, arriving 04:37", "K7M2QX"])
      expect(part).toContain(words);
    expect(part).not.toMatch(/undefined|\{\{/);
  }
  const onTime = render("departureReminder", { train, delayMinutes: 0, bookings });
  expect(onTime.subject).toBe("ICE 587 leaves at 23:40");
  expect(onTime.text).not.toContain("Now expected");
});
