import type { Hub, Station, StationRow } from "./station.js";
import { centralStations } from "./stations-central.js";
import { easternAndNorthernStations } from "./stations-east-north.js";
import { westernStations } from "./stations-west.js";

/** IANA time zone by the country letters that open a station code. */
const timeZones: Readonly<Record<string, string>> = {
  AT: "Europe/Vienna",
  BE: "Europe/Brussels",
  BG: "Europe/Sofia",
  CH: "Europe/Zurich",
  CZ: "Europe/Prague",
  DE: "Europe/Berlin",
  DK: "Europe/Copenhagen",
  ES: "Europe/Madrid",
  FI: "Europe/Helsinki",
  FR: "Europe/Paris",
  GB: "Europe/London",
  GR: "Europe/Athens",
  HR: "Europe/Zagreb",
  HU: "Europe/Budapest",
  IT: "Europe/Rome",
  LU: "Europe/Luxembourg",
  NL: "Europe/Amsterdam",
  NO: "Europe/Oslo",
  PL: "Europe/Warsaw",
  PT: "Europe/Lisbon",
  RO: "Europe/Bucharest",
  RS: "Europe/Belgrade",
  SE: "Europe/Stockholm",
  SI: "Europe/Ljubljana",
  SK: "Europe/Bratislava",
};

const hubs: Readonly<Record<string, Hub>> = {
  DEBER: { changeMinutes: 8, platforms: ["1", "2", "5", "8", "12"] },
  DECGN: { changeMinutes: 8, platforms: ["2", "4", "5", "7"] },
  DEFFM: { changeMinutes: 8, platforms: ["6", "7", "8", "9", "13", "19"] },
  DEHAM: { changeMinutes: 8, platforms: ["5", "7", "12", "14"] },
  DEHAJ: { changeMinutes: 6, platforms: ["3", "7", "9", "10"] },
  DEMAN: { changeMinutes: 4, platforms: ["2", "3", "4", "5"] },
  DEMUC: { changeMinutes: 10, platforms: ["11", "16", "18", "20", "23"] },
  DENUE: { changeMinutes: 6, platforms: ["5", "7", "8", "9"] },
  DESTR: { changeMinutes: 10, platforms: ["9", "11", "14", "16"] },
  ATVIE: { changeMinutes: 8, platforms: ["3", "5", "8", "10"] },
  CHBSL: { changeMinutes: 7, platforms: ["4", "5", "8", "10"] },
  CHZRH: { changeMinutes: 7, platforms: ["4", "8", "11", "15", "31"] },
  CZPRG: { changeMinutes: 8, platforms: ["2", "3", "4"] },
  HUBUD: { changeMinutes: 10, platforms: ["6", "8", "9"] },
  ITMIC: { changeMinutes: 10, platforms: ["4", "8", "12", "15"] },
  FRPLY: { changeMinutes: 12, platforms: ["A", "D", "H", "K"] },
  BEBMI: { changeMinutes: 10, platforms: ["3", "4", "5"] },
  NLAMC: { changeMinutes: 8, platforms: ["7a", "10b", "15a"] },
};

function toStation([code, name, latitude, longitude, english]: StationRow): Station {
  const timeZone = timeZones[code.slice(0, 2)];
  if (timeZone === undefined)
    throw new Error(`Station ${code} (${name}) opens with a country that has no time zone here; add it.`);
  const hub = hubs[code];
  return {
    code,
    name,
    latitude,
    longitude,
    timeZone,
    ...(english === undefined ? {} : { english }),
    ...(hub === undefined ? {} : { hub }),
  };
}

export const stations: readonly Station[] = [
  ...centralStations,
  ...westernStations,
  ...easternAndNorthernStations,
].map(toStation);

/** Changes on foot between stations of one city: codes, and minutes either way. */
export const walks: readonly (readonly [from: string, to: string, minutes: number])[] = [
  ["FRPNO", "FRPST", 15],
  ["FRPST", "FRPLY", 40],
  ["FRPNO", "FRPLY", 40],
  ["FRPLY", "FRPMO", 45],
  ["FRPNO", "FRPMO", 50],
  ["ESMAD", "ESMCH", 30],
];
