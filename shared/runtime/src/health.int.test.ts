import { expect, test } from "@jest/globals";
import { startOpsServer } from "./health.js";
import { createMetrics } from "./metrics.js";

test("started is said once and for all, ready as it is now, alive always", async () => {
  let store = "away";
  let draining = false;
  const checks = {
    store: async () => {
      if (store === "away") throw new Error("nobody answers");
    },
  };
  const registry = createMetrics("test");
  const ops = await startOpsServer({
    port: 0,
    host: "127.0.0.1",
    registry,
    checks,
    draining: () => draining,
  });
  const ask = async () => {
    const answers = ["/startupz", "/readyz", "/livez"].map((path) =>
      fetch(`http://127.0.0.1:${ops.port}${path}`, { headers: { connection: "close" } }),
    );
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  expect(await ask()).toEqual([503, 503, 200]);
  store = "here";
  expect(await ask()).toEqual([200, 200, 200]);
  store = "away";
  expect(await ask()).toEqual([200, 503, 200]);
  store = "here";
  draining = true;
  expect(await ask()).toEqual([200, 503, 200]);
  await ops.close();
});
