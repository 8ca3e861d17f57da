import { expect, test } from "@jest/globals";
import { createSlots } from "./slots.js";

const patient = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("as many as there are places go in, the others in their order", async () => {
  const slots = createSlots(1);
  const order: number[] = [];
  const leaves: (() => void)[] = [];
  for (const index of [0, 1, 2]) {
    void slots.take(patient).then((leave) => {
      order.push(index);
      leaves.push(leave);
    });
  }
  await settle();
  expect([order, slots.waiting()]).toEqual([[0], 2]);
  leaves[0]?.();
  leaves[0]?.();
  await settle();
  expect(order).toEqual([0, 1]);
  slots.resize(2);
  await settle();
  expect([order, slots.waiting()]).toEqual([[0, 1, 2], 0]);
});

test("fewer places take effect as work ends", async () => {
  const slots = createSlots(2);
  const first = await slots.take(patient);
  const second = await slots.take(patient);
  slots.resize(1);
  let third = false;
  void slots.take(patient).then(() => {
    third = true;
  });
  first();
  await settle();
  expect(third).toBe(false);
  second();
  await settle();
  expect(third).toBe(true);
});

test("who gives up leaves the queue", async () => {
  const slots = createSlots(1);
  await slots.take(patient);
  const controller = new AbortController();
  const waiting = slots.take(controller.signal);
  controller.abort(new Error("too late"));
  await expect(waiting).rejects.toThrow("too late");
  expect(slots.waiting()).toBe(0);
});
