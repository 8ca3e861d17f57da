import { html, type TemplateResult } from "lit";
import { platformText } from "../format/platform.js";
import { clockTime } from "../format/time.js";
import { trainText } from "../format/train.js";
import { t } from "../texts/texts.js";
import { type Departure, expected } from "./departures.js";

/** Times, destinations, trains, platforms and news in columns; on phones each train is a block of its own. */
export function departuresTable(items: readonly Departure[], { busy }: { busy: boolean }): TemplateResult {
  return html`<table aria-busy=${busy}>
    <thead><tr>
      <th scope="col">${t.board.time}</th><th scope="col">${t.board.to}</th><th scope="col">${t.board.train}</th>
      <th scope="col">${t.board.platform}</th><th scope="col">${t.board.news}</th>
    </tr></thead>
    <tbody>${items.map(row)}</tbody>
  </table>`;
}

function row(item: Departure): TemplateResult {
  const gone = item.status === "cancelled";
  const late = item.delayMinutes > 0;
  const news = gone
    ? t.board.cancelled
    : late
      ? t.board.late(expected(item), item.delayMinutes)
      : t.board.onTime;
  return html`<tr class=${gone ? "gone" : ""}>
    <td class="at"><time datetime=${item.departure}>${clockTime(item.departure)}</time></td>
    <th scope="row">${item.to.name}</th>
    <td>${trainText(item)}</td>
    <td class="platform">${item.platform === undefined ? "–" : platformText(item)}</td>
    <td class=${gone || late ? "late" : "quiet"}>${news}</td>
  </tr>`;
}
