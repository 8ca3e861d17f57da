import { html, nothing, type TemplateResult } from "lit";
import type { Notice } from "../api/types.js";
import { t } from "../texts/texts.js";
import { noticeLink } from "./feed.js";

/** One notification. `fresh` ones are marked, in words too. */
export function noticeRow(
  item: Notice,
  { fresh, time }: { fresh: boolean; time: (instant: string) => string },
): TemplateResult {
  const href = noticeLink(item);
  return html`<li class=${fresh ? "fresh" : ""} data-seq=${item.seq} tabindex="-1">
    <strong>${href === undefined ? item.title : html`<a href=${href}>${item.title}</a>`}</strong>
    ${fresh ? html`<span class="badge">${t.bell.unread}</span>` : nothing}
    <p>${item.body}</p>
    <time datetime=${item.createdAt}>${time(item.createdAt)}</time>
  </li>`;
}
