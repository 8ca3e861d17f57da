import { html, nothing, type TemplateResult } from "lit";
import type { PagedList } from "./paged-list.js";

interface Words {
  none: string;
  noneDetail: string;
  more: string;
}

/** What stands around any list that comes page by page: that it is coming, that it is empty, that it was refused, and more of it. */
export function listed<T>(
  list: PagedList<T>,
  { none, noneDetail, more }: Words,
  show: (items: T[]) => TemplateResult,
): TemplateResult {
  const { items, refusal, cursor, busy } = list;
  const note = refusal === undefined ? nothing : html`<p class="note">${refusal}</p>`;
  if (items === undefined)
    return refusal === undefined ? html`<div class="card skeleton" aria-busy="true"></div>` : html`${note}`;
  if (items.length === 0)
    return html`${note}<div class="card empty"><h3>${none}</h3><p>${noneDetail}</p></div>`;
  return html`${note}${show(items)}
    ${
      cursor === undefined
        ? nothing
        : html`<p><button class="button secondary" type="button" ?disabled=${busy} @click=${() => list.more()}>${more}</button></p>`
    }`;
}

/** Runs once nothing has been typed for a moment. */
export function afterTyping(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, 250);
  };
}
