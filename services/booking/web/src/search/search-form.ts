import { toApiError } from "../api/http.js";
import type { Location } from "../api/types.js";
import { clockIn, networkZone, stationInstant } from "../format/zone.js";
import { clearProblem, type Mistake, showProblem } from "../forms/problem.js";
import { whenIdle } from "../shell/idle.js";
import { t } from "../texts/texts.js";
import { PartyFields } from "./party-fields.js";
import { instantOf, readQuery, searchPath, type When, whenAt } from "./search-query.js";
import { StationBox } from "./station-box.js";
import { resolveStation } from "./stations.js";

interface Fields {
  from: StationBox;
  to: StationBox;
  by: HTMLSelectElement;
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
    by: document.getElementById("by") as HTMLSelectElement,
    date: document.getElementById("date") as HTMLInputElement,
    time: document.getElementById("time") as HTMLInputElement,
    party: new PartyFields(document.getElementById("party") as HTMLDetailsElement),
  };
  fillWhen(fields);
  const swap = document.getElementById("swap") as HTMLButtonElement;
  swap.hidden = false;
  swap.addEventListener("click", () => {
    swapStations(fields);
    startNow(fields);
  });
  form.addEventListener("combobox-commit", () => startNow(fields));
  fields.by.addEventListener("change", () => startNow(fields));
  for (const field of [fields.date, fields.time])
    field.addEventListener("input", () => {
      field.dataset["chosen"] = "";
    });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(fields).catch((error: unknown) => showProblem([{ text: toApiError(error).message }]));
  });
  return fields;
}

function fillWhen(fields: Fields): void {
  const query = readQuery(location.search);
  const instant = Object.values(instantOf(query) ?? {})[0];
  fields.by.value = query.by;
  for (const [field, said] of [
    [fields.date, query.date ?? instant?.slice(0, 10)],
    [fields.time, query.time ?? instant?.slice(11, 16)],
  ] as const) {
    if (said === undefined) continue;
    field.value = said;
    field.dataset["chosen"] = "";
  }
  const said = [fields.date, fields.time].every((field) => field.dataset["chosen"] !== undefined);
  // What a zone's clock shows takes a slow phone long to find out, and here only the earliest day depends on it.
  if (said) whenIdle(() => startNow(fields));
  else startNow(fields);
  fields.party.party = query.party;
}

/** The station whose clock the time is read from; the network's, until it is known. */
function zoneOf({ by, from, to }: Fields): string {
  return (by.value === "arrival" ? to : from).station?.timeZone ?? networkZone();
}

/** What nobody has chosen begins at the present: the station's, wherever this device is. */
function startNow(fields: Fields): void {
  const now = clockIn(zoneOf(fields));
  fields.date.min = now.date;
  for (const name of ["date", "time"] as const)
    if (fields[name].dataset["chosen"] === undefined) fields[name].value = now[name];
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
  // A name typed in full is a station too, with a clock of its own; and the page may have been open for hours.
  if (from !== undefined) fields.from.station = from;
  if (to !== undefined) fields.to.station = to;
  startNow(fields);
  const mistakes: Mistake[] = [];
  if (from === undefined) mistakes.push(stationMistake(fields.from, "from"));
  if (to === undefined) mistakes.push(stationMistake(fields.to, "to"));
  if (from !== undefined && from.id === to?.id) mistakes.push({ text: t.search.same, field: "to" });
  if (fields.date.value === "") mistakes.push({ text: t.search.dateMissing, field: "date" });
  else if (fields.date.value < clockIn(zoneOf(fields)).date)
    mistakes.push({ text: t.search.datePast, field: "date" });
  const { party, mistake } = fields.party;
  if (mistake !== undefined) {
    fields.party.open();
    mistakes.push({ text: mistake, field: "adults" });
  }
  if (mistakes.length > 0 || from === undefined || to === undefined) return showProblem(mistakes);
  const { exchange } = readQuery(location.search);
  location.assign(searchPath(from.id, to.id, chosenTime(fields, { from, to }), { party, exchange }));
}

function chosenTime({ by, date, time }: Fields, { from, to }: Record<"from" | "to", Location>): When {
  const arriving = by.value === "arrival";
  const clock = time.value || (arriving ? "23:59" : "00:00");
  const { timeZone } = arriving ? to : from;
  return whenAt(arriving ? "arrival" : "departure", stationInstant(date.value, clock, timeZone));
}

async function stationIn(box: StationBox): Promise<Location | undefined> {
  const text = box.input.value.trim();
  return box.station ?? (text === "" ? undefined : await resolveStation(text));
}

function stationMistake(box: StationBox, field: "from" | "to"): Mistake {
  const text = box.input.value.trim();
  return { field, text: text === "" ? t.search.missing[field] : t.search.unknown(text) };
}
