import { toApiError } from "../api/http.js";
import type { Location } from "../api/types.js";
import { stationInstant } from "../format/zone.js";
import { clearProblem, type Mistake, showProblem } from "../forms/problem.js";
import { t } from "../texts/texts.js";
import { PartyFields } from "./party-fields.js";
import { nowFields, readQuery, searchPath } from "./search-query.js";
import { StationBox } from "./station-box.js";
import { resolveStation } from "./stations.js";

interface Fields {
  from: StationBox;
  to: StationBox;
  date: HTMLInputElement;
  time: HTMLInputElement;
  party: PartyFields;
}

function stationBox(id: string): StationBox {
  return new StationBox(
    document.getElementById(id) as HTMLInputElement,
    document.getElementById(`${id}-list`) as HTMLElement,
  );
}

/** Suggestions, swap and checks for the plain form of partials/search-form.html, filled from the page's address. */
export function enhanceSearchForm(): Fields {
  const form = document.getElementById("search-form") as HTMLFormElement;
  const fields: Fields = {
    from: stationBox("from"),
    to: stationBox("to"),
    date: document.getElementById("date") as HTMLInputElement,
    time: document.getElementById("time") as HTMLInputElement,
    party: new PartyFields(document.getElementById("party") as HTMLDetailsElement),
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

function fillWhen({ date, time, party }: Fields): void {
  const query = readQuery(location.search);
  const now = nowFields();
  const instant = query.departAfter ?? query.arriveBefore;
  date.min = now.date;
  date.value = query.date ?? instant?.slice(0, 10) ?? now.date;
  time.value = query.time ?? instant?.slice(11, 16) ?? now.time;
  party.party = query.party;
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
  const { party, mistake } = fields.party;
  if (mistake !== undefined) {
    fields.party.open();
    mistakes.push({ text: mistake, field: "adults" });
  }
  if (mistakes.length > 0 || from === undefined || to === undefined) return showProblem(mistakes);
  const departAfter = stationInstant(fields.date.value, fields.time.value || "00:00", from.timeZone);
  const { exchange } = readQuery(location.search);
  location.assign(searchPath(from.id, to.id, departAfter, { party, exchange }));
}

async function stationIn(box: StationBox): Promise<Location | undefined> {
  const text = box.input.value.trim();
  return box.station ?? (text === "" ? undefined : await resolveStation(text));
}

function stationMistake(box: StationBox, field: "from" | "to"): Mistake {
  const text = box.input.value.trim();
  return { field, text: text === "" ? t.search.missing[field] : t.search.unknown(text) };
}
