import { expect, test } from "@jest/globals";
import { createLanes } from "./lanes.js";

const tick = () => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when told to. */
function controlled() {
  const begun: string[] = [];
  const enders = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => {
      enders.set(name, resolve);
    });
  };
  const end = async (name: string) => {
    enders.get(name)?.();
    await tick();
  };
  return { begun, work, end };
}

test("one key's work goes in order, and other keys pass it by", async () => {
  const { begun, work, end } = controlled();
  const lanes = createLanes({ atOnce: 2, most: 10 });
  lanes.add("a", work("a1"));
  lanes.add("a", work("a2"));
  lanes.add("b", work("b1"));
  lanes.add("c", work("c1"));
  expect(begun).toEqual(["a1", "b1"]);
  await end("b1");
  expect(begun).toEqual(["a1", "b1", "c1"]);
  await end("a1");
  expect(begun).toEqual(["a1", "b1", "c1", "a2"]);
});

test("there is room once less than the most is held, and all is settled at the end", async () => {
  const { work, end } = controlled();
  const lanes = createLanes({ atOnce: 1, most: 2 });
  await lanes.room();
  lanes.add("a", work("a"));
  lanes.add("b", work("b"));
  const seen: string[] = [];
  const room = lanes.room().then(() => seen.push("room"));
  const settled = lanes.settled().then(() => seen.push("settled"));
  await tick();
  expect(seen).toEqual([]);
  await end("a");
  await room;
  expect(seen).toEqual(["room"]);
  await end("b");
  await settled;
});

test("work that fails stops no other", async () => {
  const lanes = createLanes({ atOnce: 1, most: 2 });
  let after = false;
  lanes.add("a", () => Promise.reject(new Error("broken")));
  lanes.add("a", async () => {
    after = true;
  });
  await lanes.settled();
  expect(after).toBe(true);
});
