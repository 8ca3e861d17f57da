import type { Location } from "../api/types.js";
import { clockIn, stationInstant } from "../format/zone.js";
import type { Party } from "./party.js";
import { partyText } from "./party-text.js";
import { searchPath } from "./search-query.js";

interface RecentSearch {
  from: Location;
  to: Location;
  party: Party;
}

const key = "rb:recent";
const most = 3;

function read(): RecentSearch[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** Kept on this device alone, until signing out. The day is not: it would soon be past. */
export function rememberSearch({ from, to, party }: RecentSearch): void {
  const others = read().filter((each) => each.from.id !== from.id || each.to.id !== to.id);
  const pick = ({ id, name, timeZone }: Location): Location => ({ id, name, timeZone });
  const list = [{ from: pick(from), to: pick(to), party }, ...others].slice(0, most);
  try {
    localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // A browser that refuses storage only forgets.
  }
}

/** Fills the section of the first page with links that search again, from now on. */
export function showRecentSearches(section: HTMLElement): void {
  const rows = read().map(({ from, to, party }) => {
    const link = document.createElement("a");
    const { date, time } = clockIn(from.timeZone);
    const departAfter = stationInstant(date, time, from.timeZone);
    link.href = searchPath(from.id, to.id, { departAfter }, { party });
    link.textContent = `${from.name} – ${to.name}`;
    const detail = document.createElement("span");
    detail.className = "quiet";
    detail.textContent = partyText(party);
    const row = document.createElement("li");
    row.append(link, " ", detail);
    return row;
  });
  section.querySelector("ul")?.replaceChildren(...rows);
  section.hidden = rows.length === 0;
}
