import { html, type TemplateResult } from "lit";
import { t } from "../texts/texts.js";
import { type Order, orders } from "./order.js";
import { serviceClasses, type View } from "./view.js";

/** Order and class of the list. The fields stay where they are, so they keep the focus; what they did is said. */
export function resultTools(view: View, see: (change: Partial<View>, said: string) => void): TemplateResult {
  const sort = (event: Event): void => {
    const order = (event.target as HTMLSelectElement).value as Order;
    see({ order }, t.results.sorted[order]);
  };
  const choose = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    const name = value === "" ? t.results.anyClass : (t.classes[value] ?? value);
    see({ serviceClass: value === "" ? undefined : value }, t.results.pricesFor(name));
  };
  return html`<div class="tools">
    <div class="field"><label for="sort">${t.results.sort}</label>
      <select id="sort" @change=${sort}>
        ${orders.map((order) => html`<option value=${order} ?selected=${order === view.order}>${t.results.sorts[order]}</option>`)}
      </select></div>
    <div class="field"><label for="class">${t.results.serviceClass}</label>
      <select id="class" @change=${choose}>
        <option value="">${t.results.anyClass}</option>
        ${serviceClasses.map((each) => html`<option value=${each} ?selected=${each === view.serviceClass}>${t.classes[each]}</option>`)}
      </select></div>
  </div>`;
}
