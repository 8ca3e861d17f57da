import { type Order, orders } from "./order.js";
import { readQuery } from "./search-query.js";

/** How the list is looked at: its order, and the class whose prices it shows. */
export interface View {
  order: Order;
  serviceClass?: string | undefined;
}

export const serviceClasses = ["second", "first"] as const;

/** Who wants to be there by a certain time looks for the last train that does it. */
function firstOrder(search: string): Order {
  return readQuery(search).by;
}

export function readView(search: string): View {
  const values = new URLSearchParams(search);
  const order = orders.find((each) => each === values.get("sort")) ?? firstOrder(search);
  return { order, serviceClass: serviceClasses.find((each) => each === values.get("class")) };
}

/** In the address, so that Back, reload and a shared link show the same. */
export function keepView({ order, serviceClass }: View): void {
  const address = new URL(location.href);
  if (order === firstOrder(address.search)) address.searchParams.delete("sort");
  else address.searchParams.set("sort", order);
  if (serviceClass === undefined) address.searchParams.delete("class");
  else address.searchParams.set("class", serviceClass);
  history.replaceState(history.state, "", address);
}
