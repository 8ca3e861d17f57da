import { type Order, orders } from "./order.js";

/** How the list is looked at: its order, and the class whose prices it shows. */
export interface View {
  order: Order;
  serviceClass?: string | undefined;
}

export const serviceClasses = ["second", "first"] as const;

export function readView(search: string): View {
  const values = new URLSearchParams(search);
  const order = orders.find((each) => each === values.get("sort")) ?? "departure";
  return { order, serviceClass: serviceClasses.find((each) => each === values.get("class")) };
}

/** In the address, so that Back, reload and a shared link show the same. */
export function keepView({ order, serviceClass }: View): void {
  const address = new URL(location.href);
  if (order === "departure") address.searchParams.delete("sort");
  else address.searchParams.set("sort", order);
  if (serviceClass === undefined) address.searchParams.delete("class");
  else address.searchParams.set("class", serviceClass);
  history.replaceState(history.state, "", address);
}
