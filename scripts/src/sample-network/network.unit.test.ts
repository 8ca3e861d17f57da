import { expect, test } from "@jest/globals";
import { lines } from "./lines.js";
import { distanceKm } from "./station.js";
import { stations } from "./stations.js";
import { buildTrips } from "./timetable.js";

const trips = buildTrips(lines, stations);

/** South, north, west and east edge of each country, in degrees, a little generous. */
const boxes: Record<string, [number, number, number, number]> = {
  AT: [46.3, 49.1, 9.5, 17.2],
  BE: [49.4, 51.6, 2.5, 6.5],
  BG: [41.2, 44.3, 22.3, 28.7],
  CH: [45.8, 47.9, 5.9, 10.5],
  CZ: [48.5, 51.1, 12.0, 18.9],
  DE: [47.2, 55.1, 5.8, 15.1],
  DK: [54.5, 57.8, 8.0, 12.7],
  ES: [36.0, 43.8, -9.4, 3.4],
  FI: [59.7, 70.1, 20.5, 31.6],
  FR: [42.3, 51.1, -4.8, 8.3],
  GB: [49.9, 58.7, -6.3, 1.8],
  GR: [36.3, 41.8, 19.3, 26.7],
  HR: [42.3, 46.6, 13.4, 19.5],
  HU: [45.7, 48.6, 16.1, 22.9],
  IT: [36.6, 47.1, 6.6, 18.6],
  LU: [49.4, 50.2, 5.7, 6.6],
  NL: [50.7, 53.6, 3.3, 7.3],
  NO: [57.9, 71.2, 4.5, 31.1],
  PL: [49.0, 54.9, 14.1, 24.2],
  PT: [36.9, 42.2, -9.6, -6.1],
  RO: [43.6, 48.3, 20.2, 29.8],
  RS: [42.2, 46.2, 18.8, 23.1],
  SE: [55.3, 69.1, 11.0, 24.2],
  SI: [45.4, 46.9, 13.3, 16.7],
  SK: [47.7, 49.7, 16.8, 22.6],
};

test("the network is as large as it claims", () => {
  expect(stations.length).toBeGreaterThanOrEqual(110);
  expect(lines.length).toBeGreaterThanOrEqual(55);
  expect(trips.length).toBeGreaterThanOrEqual(1500);
  expect(trips.length).toBeLessThanOrEqual(2500);
  expect(trips.filter((trip) => trip.calls.length >= 8).length).toBeGreaterThanOrEqual(20);
});

test("codes, station names, line names and train names are each unique", () => {
  const unique = (values: string[]) => expect(values.filter((v, i) => values.indexOf(v) !== i)).toEqual([]);
  unique(stations.map((s) => s.code));
  unique(stations.map((s) => s.name));
  unique(lines.map((l) => l.name));
  unique(trips.map((t) => t.name));
});

test("every station lies in its country, has a real time zone, and is called at", () => {
  const called = new Set(lines.flatMap((line) => line.calls));
  for (const { code, name, latitude, longitude, timeZone } of stations) {
    const [south, north, west, east] = boxes[code.slice(0, 2)] ?? [0, 0, 0, 0];
    const inside = latitude > south && latitude < north && longitude > west && longitude < east;
    expect({ name, inside, called: called.has(name) }).toEqual({ name, inside: true, called: true });
    expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
  }
  expect(new Set(stations.map((s) => s.timeZone)).size).toBeGreaterThan(10);
});

test("no line calls twice at one station, and no two stations lie on one spot", () => {
  for (const line of lines)
    expect([line.name, new Set(line.calls).size]).toEqual([line.name, line.calls.length]);
  const spots = new Set(stations.map((s) => `${s.latitude} ${s.longitude}`));
  expect(spots.size).toBe(stations.length);
});

test("a line that names no station is refused with its name", () => {
  const [line] = lines;
  if (!line) throw new Error("no lines");
  expect(() => buildTrips([{ ...line, calls: ["Atlantis"] }], stations)).toThrow(/ICE 10.*"Atlantis"/);
});

test("trains move forward in time at believable speeds", () => {
  const odd: string[] = [];
  for (const trip of trips) {
    trip.calls.forEach((call, index) => {
      const next = trip.calls[index + 1];
      if (call.departure < call.arrival || call.departure - call.arrival > 5)
        odd.push(`${trip.name} stands at ${call.station.name}`);
      if (!next) return;
      const km = distanceKm(call.station, next.station);
      const speed = (km / (next.arrival - call.departure)) * 60;
      if (next.arrival <= call.departure || speed < 60 || speed > 260 || km > 700)
        odd.push(`${trip.name} ${call.station.name} to ${next.station.name}: ${km} km at ${speed} km/h`);
    });
  }
  expect([...new Set(odd)]).toEqual([]);
});

test("a journey takes about as long as the real one", () => {
  const hours = (name: string) => {
    const calls = trips.find((trip) => trip.name === name)?.calls;
    return ((calls?.at(-1)?.arrival ?? 0) - (calls?.[0]?.departure ?? 0)) / 60;
  };
  expect(hours("ICE 501")).toBeGreaterThan(3.5);
  expect(hours("ICE 501")).toBeLessThan(5);
  expect(hours("EST 9001")).toBeGreaterThan(2);
  expect(hours("EST 9001")).toBeLessThan(3);
  expect(hours("RJX 61")).toBeGreaterThan(5.5);
  expect(hours("RJX 61")).toBeLessThan(8);
});

test("big neighbours are joined directly all day, both ways", () => {
  const pairs = [
    ["München Hbf", "Berlin Hbf"],
    ["Hamburg Hbf", "Frankfurt (Main) Hbf"],
    ["Frankfurt (Main) Hbf", "Basel SBB"],
    ["Basel SBB", "Zürich HB"],
    ["Paris Est", "Strasbourg"],
    ["Stuttgart Hbf", "München Hbf"],
    ["Wien Hbf", "Budapest-Keleti"],
    ["Köln Hbf", "Frankfurt (Main) Hbf"],
    ["Amsterdam Centraal", "Köln Hbf"],
    ["Milano Centrale", "Roma Termini"],
  ];
  for (const [a, b] of pairs.flatMap(([x, y]) => [
    [x, y],
    [y, x],
  ])) {
    const direct = trips.filter((trip) => {
      const names = trip.calls.map((call) => call.station.name);
      return (
        trip.days === "daily" && names.includes(a ?? "") && names.indexOf(a ?? "") < names.indexOf(b ?? "")
      );
    });
    expect({ a, b, enough: direct.length >= 6 }).toEqual({ a, b, enough: true });
  }
});

test("night trains pass midnight, some as far as 33:00, and some board only after it", () => {
  const night = trips.filter((trip) => trip.line.category === "NJ" || trip.line.category === "EN");
  const beyond = (hour: number) => night.filter((trip) => (trip.calls.at(-1)?.arrival ?? 0) >= hour * 60);
  expect(new Set(beyond(24).map((trip) => trip.line.name)).size).toBeGreaterThanOrEqual(6);
  expect(beyond(33).length).toBeGreaterThan(0);
  const boardsLate = night.filter((trip) =>
    trip.calls.every((call) => !call.boarding || call.departure > 24 * 60),
  );
  expect(boardsLate.length).toBeGreaterThan(0);
});

test("every train can be boarded first and left last, and each call serves one of both", () => {
  for (const { name, calls } of trips) {
    const [first, last] = [calls.at(0), calls.at(-1)];
    expect([name, first?.boarding, first?.alighting]).toEqual([name, true, false]);
    expect([name, last?.boarding, last?.alighting]).toEqual([name, false, true]);
    expect([name, calls.every((call) => call.boarding || call.alighting)]).toEqual([name, true]);
  }
});
