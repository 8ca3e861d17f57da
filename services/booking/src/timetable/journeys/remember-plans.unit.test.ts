import { expect, test } from "@jest/globals";
import type { PlanQuery } from "./plan.js";
import { rememberPlans } from "./remember-plans.js";

const query: PlanQuery = {
  ...{ from: 1, to: 2, at: 0, limit: 8, maxChanges: 5 },
  axis: "departure",
  order: "after",
};

function countingPool(refuse = false) {
  const asked: PlanQuery[] = [];
  const pool = rememberPlans({
    plan: async (each) => {
      asked.push(each);
      if (refuse) throw new Error("refused");
      return [];
    },
    update: () => undefined,
    close: async () => undefined,
  });
  return { asked, pool };
}

test("what is asked twice is planned once, until something about a run changes", async () => {
  const { asked, pool } = countingPool();
  await Promise.all([pool.plan(query), pool.plan({ ...query })]);
  await pool.plan(query);
  expect(asked).toHaveLength(1);
  await pool.plan({ ...query, maxChanges: 0 });
  await pool.plan({ ...query, axis: "arrival" });
  expect(asked).toHaveLength(3);
  pool.update([]);
  await pool.plan(query);
  expect(asked).toHaveLength(4);
});

test("a refusal is not remembered", async () => {
  const { asked, pool } = countingPool(true);
  await expect(pool.plan(query)).rejects.toThrow("refused");
  await expect(pool.plan(query)).rejects.toThrow("refused");
  expect(asked).toHaveLength(2);
});
