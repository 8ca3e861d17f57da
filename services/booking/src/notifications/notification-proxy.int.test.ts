import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { accessTokenKey, verifyAccessToken } from "@railbooker/runtime/access-token";
import { type ListeningServer, listen } from "@railbooker/runtime/http-server";
import { createLogger } from "@railbooker/runtime/logger";
import { problemHandler } from "@railbooker/runtime/problem";
import { requestContext } from "@railbooker/runtime/request-context";
import { mountRoutes } from "@railbooker/runtime/routes";
import express from "express";
import { notificationProxyRoutes } from "./notification-proxy.js";
import { Preferences } from "./notification-schemas.js";

const log = createLogger({ service: "test", level: "silent" });
const key = accessTokenKey(randomBytes(32).toString("base64"));
let neighbour: ReturnType<typeof createServer>;
let answer: (req: IncomingMessage, res: ServerResponse, body: string) => void;
let edge: ListeningServer;
let lonely: ListeningServer;

beforeAll(async () => {
  neighbour = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    req.on("end", () => answer(req, res, body));
  });
  await new Promise<void>((resolve) => neighbour.listen(0, "127.0.0.1", resolve));
  edge = await startEdge(`http://127.0.0.1:${(neighbour.address() as AddressInfo).port}`);
  lonely = await startEdge("http://127.0.0.1:1");
});
afterAll(async () => {
  await edge.close();
  await lonely.close();
  neighbour.closeAllConnections();
  await new Promise((resolve) => neighbour.close(resolve));
});

function startEdge(serviceUrl: string): Promise<ListeningServer> {
  const app = express();
  const api = express.Router();
  const routes = notificationProxyRoutes({ serviceUrl, accessTokenKey: key, userIdOf: () => "user-1" });
  mountRoutes(api, routes, { user: (_req, _res, next) => next() });
  app.use(requestContext, express.json(), express.Router().use("/api", api), problemHandler(log));
  return listen(app, 0, "127.0.0.1");
}

const json = (res: ServerResponse, status: number, body: unknown, type = "application/json") =>
  res.writeHead(status, { "content-type": type }).end(JSON.stringify(body));

async function ask(server: ListeningServer, path: string, init: RequestInit = {}) {
  const response = await fetch(`http://127.0.0.1:${server.port}/api${path}`, {
    ...init,
    headers: { "content-type": "application/json", "x-request-id": "request-12345" },
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

test("the question goes on as the user's, with a token for that service alone", async () => {
  let seen: IncomingMessage | undefined;
  answer = (req, res) => {
    seen = req;
    json(res, 200, { items: [], maxSeq: 3, unread: 1 });
  };
  const { status, body } = await ask(edge, "/notifications?after=2");
  expect([status, body]).toEqual([200, { items: [], maxSeq: 3, unread: 1 }]);
  expect(seen?.url).toBe("/notifications?after=2");
  expect(seen?.headers["x-request-id"]).toBe("request-12345");
  const token = seen?.headers.authorization?.slice("Bearer ".length) ?? "";
  expect(verifyAccessToken([key], token, "railbooker-notification").userId).toBe("user-1");
  expect(() => verifyAccessToken([key], token, "railbooker-api")).toThrow();
});

test("bodies go on, and what is refused there is told as it is", async () => {
  answer = (_req, res, body) => json(res, 200, { maxSeq: 9, unread: 9 - JSON.parse(body).upTo });
  const read = await ask(edge, "/notifications/read", { method: "POST", body: '{"upTo":4}' });
  expect(read.body).toEqual({ maxSeq: 9, unread: 5 });

  answer = (_req, res) => json(res, 422, { code: "mail-always-sent" }, "application/problem+json");
  const channels = { email: true, push: true };
  const { quietHours: _nights, ...kinds } = Preferences.properties;
  const choices = {
    ...Object.fromEntries(Object.keys(kinds).map((kind) => [kind, channels])),
    quietHours: { from: "22:00", to: "07:00", timeZone: "Europe/Berlin" },
  };
  const put = await ask(edge, "/notifications/preferences", { method: "PUT", body: JSON.stringify(choices) });
  expect([put.status, put.body.code]).toEqual([422, "mail-always-sent"]);
  expect(put.headers.get("content-type")).toContain("application/problem+json");
});

test("unknown fields are refused before anyone is asked", async () => {
  answer = () => {
    throw new Error("it was asked");
  };
  expect((await ask(edge, "/notifications?aftr=2")).status).toBe(400);
  expect((await ask(edge, "/notifications/read", { method: "POST", body: '{"upTo":-1}' })).status).toBe(400);
});

test("a neighbour that is away, at fault, or refuses our token is a 503 that says nothing of it", async () => {
  expect(await ask(lonely, "/notifications")).toMatchObject({ status: 503, body: { code: "unavailable" } });
  for (const status of [500, 401, 404]) {
    answer = (_req, res) => json(res, status, { secret: "inner workings" });
    const failed = await ask(edge, "/notifications");
    expect([failed.status, failed.body.code, failed.headers.get("retry-after")]).toEqual([
      503,
      "unavailable",
      "2",
    ]);
    expect(JSON.stringify(failed.body)).not.toContain("inner");
  }
});
