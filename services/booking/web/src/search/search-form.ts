import { toApiError } from "../api/http.js";
import type { Location } from "../api/types.js";
import { stationInstant } from "../format/zone.js";
import { clearProblem, type Mistake, showProblem } from "../forms/problem.js";
import { t } from "../texts/texts.js";
import type { Party } from "./party.js";
import { nowFields, readQuery, searchPath } from "./search-query.js";
import { StationBox } from "./station-box.js";
import { resolveStation } from "./stations.js";

interface Fields {
  from: StationBox;
  to: StationBox;
  date: HTMLInputElement;
  time: HTMLInputElement;
  passengers: HTMLSelectElement;
  children: HTMLSelectElement;
  seniors: HTMLSelectElement;
}

function stationBox(id: string): StationBox {
  return new StationBox(
    document.getElementById(id) as HTMLInputElement,
    document.getElementById(`${id}-list`) as HTMLElement,
  );
}

const select = (id: string): HTMLSelectElement => document.getElementById(id) as HTMLSelectElement;

/** Suggestions, swap and checks for the plain form of partials/search-form.html, filled from the page's address. */
export function enhanceSearchForm(): Fields {
  const form = document.getElementById("search-form") as HTMLFormElement;
  const fields: Fields = {
    from: stationBox("from"),
    to: stationBox("to"),
    date: document.getElementById("date") as HTMLInputElement,
    time: document.getElementById("time") as HTMLInputElement,
    passengers: select("passengers"),
    children: select("children"),
    seniors: select("seniors"),
  };
  fillWhen(fields);
  const swap = document.getElementById("swap") as HTMLButtonElement;
  swap.hidden = false;
  swap.addEventListener("click", () => swapStations(fields));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(fields).catch((error: unknown) => showProblem([{ text: toApiError(error).message }]));
  });
  return fields;
}

function fillWhen({ date, time, passengers, children, seniors }: Fields): void {
  const query = readQuery(location.search);
  const now = nowFields();
  const instant = query.departAfter ?? query.arriveBefore;
  date.min = now.date;
  date.value = query.date ?? instant?.slice(0, 10) ?? now.date;
  time.value = query.time ?? instant?.slice(11, 16) ?? now.time;
  const { party } = query;
  passengers.value = String(party.passengers);
  children.value = String(party.children);
  seniors.value = String(party.seniors);
  if (party.children + party.seniors > 0) document.getElementById("ages")?.setAttribute("open", "");
}

function swapStations({ from, to }: Fields): void {
  const [fromStation, fromText, toStation, toText] = [
    from.station,
    from.input.value,
    to.station,
    to.input.value,
  ];
  from.station = toStation;
  to.station = fromStation;
  from.input.value = toText;
  to.input.value = fromText;
}

async function submit(fields: Fields): Promise<void> {
  clearProblem();
  const [from, to] = await Promise.all([stationIn(fields.from), stationIn(fields.to)]);
  const mistakes: Mistake[] = [];
  if (from === undefined) mistakes.push(stationMistake(fields.from, "from"));
  if (to === undefined) mistakes.push(stationMistake(fields.to, "to"));
  if (from !== undefined && from.id === to?.id) mistakes.push({ text: t.search.same, field: "to" });
  if (fields.date.value === "") mistakes.push({ text: t.search.dateMissing, field: "date" });
  else if (fields.date.value < nowFields().date) mistakes.push({ text: t.search.datePast, field: "date" });
  const party = partyIn(fields);
  if (party.children + party.seniors > party.passengers) {
    mistakes.push({ text: t.search.tooManyAges(party.passengers), field: "passengers" });
  }
  if (mistakes.length > 0 || from === undefined || to === undefined) return showProblem(mistakes);
  const departAfter = stationInstant(fields.date.value, fields.time.value || "00:00", from.timeZone);
  const { exchange } = readQuery(location.search);
  location.assign(searchPath(from.id, to.id, departAfter, { party, exchange }));
}

function partyIn({ passengers, children, seniors }: Fields): Party {
  const [all, young, old] = [passengers, children, seniors].map(({ value }) => Number(value));
  return { passengers: all ?? 1, children: young ?? 0, seniors: old ?? 0 };
}

async function stationIn(box: StationBox): Promise<Location | undefined> {
  const text = box.input.value.trim();
  return box.station ?? (text === "" ? undefined : await resolveStation(text));
}

function stationMistake(box: StationBox, field: "from" | "to"): Mistake {
  const text = box.input.value.trim();
  return { field, text: text === "" ? t.search.missing[field] : t.search.unknown(text) };
}
