import { Agent, request } from "node:http";
import { afterEach, expect, test } from "@jest/globals";
import { type ListeningServer, listen } from "./http-server.js";
import { waitFor } from "./testing/wait.js";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let server: ListeningServer;

afterEach(async () => {
  agent.destroy();
  await server.close();
});

const start = async () => {
  server = await listen((_req, res) => void res.end("ok"), 0, "127.0.0.1");
};

/** @returns what the answer says of the connection */
function get(): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: server.port, host: "127.0.0.1", agent }, (res) => {
      res.resume().on("end", () => resolve(res.headers.connection));
    });
    sent.on("error", reject).end();
  });
}

test("while draining, an open connection is answered once more, and a new one is refused", async () => {
  await start();
  expect(await get()).toBe("keep-alive");
  const drained = server.drain(5_000);
  expect(await get()).toBe("close");
  await expect(get()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await drained;
  await server.close();
});

test("what was under way when draining began is finished, and its connection not used again", async () => {
  let answer: (() => void) | undefined;
  server = await listen(
    (_req, res) => {
      answer = () => res.end("ok");
    },
    0,
    "127.0.0.1",
  );
  const underWay = get();
  await waitFor("the request", () => answer !== undefined);
  const drained = server.drain(10);
  answer?.();
  expect(await underWay).toBe("close");
  await drained;
});

test("without time to drain nothing changes before the close", async () => {
  await start();
  await server.drain(0);
  expect(await get()).toBe("keep-alive");
});

test("a close waits so long, then has what is under way given up, and each caller hears of it", async () => {
  let answer: (() => void) | undefined;
  server = await listen(
    (_req, res) => {
      answer = () => res.writeHead(503).end("given up");
    },
    0,
    "127.0.0.1",
  );
  const underWay = get();
  await waitFor("the request", () => answer !== undefined);
  const began = Date.now();
  await server.close({ withinMs: 200, giveUp: () => answer?.() });
  expect(Date.now() - began).toBeGreaterThanOrEqual(190);
  expect(await underWay).toBe("close");
});

test("nobody is waited for where no connection is open", async () => {
  await start();
  const began = Date.now();
  await server.drain(30_000);
  expect(Date.now() - began).toBeLessThan(15_000);
});
