import "../shell/account.js";
import { toApiError } from "../api/http.js";
import type { Location } from "../api/types.js";
import { clockTime, dayText } from "../format/time.js";
import { type Mistake, showProblem } from "../forms/problem.js";
import { askEarly } from "../search/first-page.js";
import { partyText } from "../search/party-text.js";
import { rememberSearch } from "../search/recent.js";
import { Results } from "../search/results.js";
import { enhanceSearchForm } from "../search/search-form.js";
import { readQuery, type SearchQuery, type When, whenOf } from "../search/search-query.js";
import { resolveStation } from "../search/stations.js";
import { t } from "../texts/texts.js";

const query = readQuery(location.search);
// Before all that follows: the answer is on its way while the page is made ready.
const early = askEarly(query);
const stations = Promise.all([station(query.from, "from"), station(query.to, "to")]);
const fields = enhanceSearchForm();
const results = document.querySelector("rb-results");

function refuse(mistakes: Mistake[]): void {
  if (results instanceof Results) results.stop();
  document.getElementById("change-search")?.setAttribute("open", "");
  showProblem(mistakes);
}

async function station(text: string, field: "from" | "to"): Promise<Location | Mistake> {
  if (text === "") return { field, text: t.search.missing[field] };
  return (await resolveStation(text)) ?? { field, text: t.search.unknown(text) };
}

function isMistake(result: Location | Mistake): result is Mistake {
  return "text" in result;
}

function showHead(from: Location, to: Location, search: SearchQuery, when: When): void {
  fields.from.station = from;
  fields.to.station = to;
  const title = `${from.name} – ${to.name}`;
  document.title = `${title} · RailBooker`;
  const heading = document.getElementById("route");
  if (heading !== null) heading.textContent = title;
  const [instant, said] =
    "arriveBefore" in when ? [when.arriveBefore, t.results.arriving] : [when.departAfter, t.results.leaving];
  const detail = [dayText(instant), said(clockTime(instant)), partyText(search.party)].join(" · ");
  const line = document.getElementById("route-detail");
  if (line !== null) line.textContent = detail;
  const board = document.getElementById("board-link");
  board?.querySelector("a")?.setAttribute("href", `/board/${encodeURIComponent(from.id)}`);
  board?.removeAttribute("hidden");
  if (search.exchange !== undefined) showExchange(search.exchange);
}

/** The list is for an exchange: nothing is bought from here that is not told first. */
function showExchange(reference: string): void {
  const note = document.createElement("p");
  note.className = "card";
  note.textContent = t.results.exchanging(reference);
  document.getElementById("search-head")?.after(note);
}

async function start(): Promise<void> {
  const [from, to] = await stations;
  if (isMistake(from) || isMistake(to)) {
    for (const [box, text] of [
      [fields.from, query.from],
      [fields.to, query.to],
    ] as const)
      box.input.value = text;
    return refuse([from, to].filter(isMistake));
  }
  const when = whenOf(query, { from, to });
  showHead(from, to, query, when);
  if (!(results instanceof Results)) return;
  const { party, exchange } = query;
  await results.load({ from, to, errand: { party, exchange }, when }, early);
  rememberSearch({ from, to, party });
}

start().catch((error: unknown) => {
  const { code, message } = toApiError(error);
  refuse([code === "no-timetable" ? { text: message, field: "date" } : { text: message }]);
});
