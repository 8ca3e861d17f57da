import type { ApiError } from "../api/http.js";
import { t } from "../texts/texts.js";

export interface Mistake {
  text: string;
  /** Id of the field it is about; the summary links there and the field says the same words. */
  field?: string;
}

function plainTitle(): string {
  const { title } = document;
  return title.startsWith(t.shell.errorPrefix) ? title.slice(t.shell.errorPrefix.length) : title;
}

export function clearProblem(): void {
  document.title = plainTitle();
  document.getElementById("problem")?.replaceChildren();
  for (const line of document.querySelectorAll(".field-error")) line.remove();
  for (const field of document.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    describe(field, `${field.id}-error`, false);
  }
}

/** The error summary at the top of main takes the focus; each field it names says the same words. */
export function showProblem(mistakes: readonly Mistake[]): void {
  clearProblem();
  const place = document.getElementById("problem");
  if (place === null || mistakes.length === 0) return;
  const box = document.createElement("div");
  box.className = "problem";
  box.tabIndex = -1;
  box.setAttribute("role", "alert");
  const heading = document.createElement("h2");
  heading.textContent = t.shell.problem;
  const list = document.createElement("ul");
  list.append(...mistakes.map(summaryLine));
  box.append(heading, list);
  place.append(box);
  for (const mistake of mistakes) markField(mistake);
  document.title = t.shell.errorPrefix + plainTitle();
  box.focus();
  box.scrollIntoView({ block: "nearest" });
}

function summaryLine({ text, field }: Mistake): HTMLLIElement {
  const item = document.createElement("li");
  const target = field === undefined ? null : document.getElementById(field);
  if (target === null) {
    item.textContent = text;
    return item;
  }
  const link = document.createElement("a");
  link.href = `#${target.id}`;
  link.textContent = text;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    target.scrollIntoView({ block: "center" });
    target.focus();
  });
  item.append(link);
  return item;
}

/** Says it beside its field alone: for what happened while the traveller was busy elsewhere on the page. */
export function markField({ text, field }: Mistake): void {
  const target = field === undefined ? null : document.getElementById(field);
  if (target === null) return;
  document.getElementById(`${target.id}-error`)?.remove();
  const line = document.createElement("p");
  line.className = "field-error";
  line.id = `${target.id}-error`;
  line.textContent = text;
  const group = target.closest("fieldset.choices");
  if (group !== null) group.querySelector("legend")?.after(line);
  else target.before(line);
  target.setAttribute("aria-invalid", "true");
  describe(target, line.id, true);
}

function describe(field: Element, id: string, add: boolean): void {
  const ids = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (add) ids.add(id);
  else ids.delete(id);
  if (ids.size === 0) field.removeAttribute("aria-describedby");
  else field.setAttribute("aria-describedby", [...ids].join(" "));
}

/**
 * The API's words; its pointers (`/passengers/0/name`) find their fields through `fields`.
 * @param whole takes the sentence of the problem instead of a line for each field, and links it to the first one
 */
export function mistakesOf(error: ApiError, fields: Record<string, string> = {}, whole = false): Mistake[] {
  if (whole || error.errors.length === 0) {
    const field = error.errors.map(({ pointer }) => fields[pointer]).find((id) => id !== undefined);
    return [field === undefined ? { text: error.message } : { text: error.message, field }];
  }
  return error.errors.map(({ pointer, detail }) => {
    const field = fields[pointer];
    return field === undefined
      ? { text: t.problems.field(`${pointer} ${detail}`.trim()) }
      : { text: t.problems.field(detail), field };
  });
}
