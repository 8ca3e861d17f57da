import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { type ListeningServer, listen } from "@railbooker/runtime/http-server";
import { createLogger } from "@railbooker/runtime/logger";
import { createRedis } from "@railbooker/runtime/redis";
import { createOwnRedis, type OwnRedis } from "@railbooker/runtime/testing/redis-server";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { Emitter } from "@socket.io/redis-emitter";
import { Redis } from "ioredis";
import { io as connect, type Socket } from "socket.io-client";
import { feedHeartbeat } from "./feed-heartbeat.js";
import { createRealtime, type Realtime } from "./realtime.js";
import { userRoom } from "./socket-events.js";

const log = createLogger({ service: "test", level: "silent" });
const publicUrl = "http://rail.example";
const browser = { origin: publicUrl, cookie: "session=" };

interface Process {
  http: ListeningServer;
  realtime: Realtime;
  redis: Redis[];
  url: string;
}

let server: OwnRedis;
let a: Process;
let b: Process;
const sockets: Socket[] = [];
const rejections: unknown[] = [];
const onRejection = (reason: unknown) => rejections.push(reason);

beforeAll(async () => {
  process.on("unhandledRejection", onRejection);
  server = await createOwnRedis();
  [a, b] = await Promise.all([start(), start()]);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
});
afterAll(async () => {
  await Promise.all([stop(a), stop(b)]);
  await server.remove();
  process.off("unhandledRejection", onRejection);
});

/** Identifies by `session=NAME`, or by a token `NAME` or `NAME:MILLISECONDS` that ends then. */
async function start(): Promise<Process> {
  const http = await listen((_req, res) => res.end(), 0, "127.0.0.1");
  const pubClient = createRedis(server.url, "request", log);
  const subClient = createRedis(server.url, "background", log);
  const realtime = createRealtime({
    server: http.server,
    pubClient,
    subClient,
    publicUrl,
    log,
    identify: async (req, token) => {
      if (token === "broken") throw new Error("the database is away");
      const [name, left] = (token ?? /session=(\w+)/.exec(req.headers.cookie ?? "")?.[1] ?? "").split(":");
      if (name === undefined || name === "") return undefined;
      return left === undefined
        ? { userId: name }
        : { userId: name, expiresAt: new Date(Date.now() + Number(left)) };
    },
  });
  await waitFor("the subscriptions", () => subClient.status === "ready");
  return { http, realtime, redis: [pubClient, subClient], url: `http://127.0.0.1:${http.port}` };
}

async function stop({ realtime, http, redis }: Process): Promise<void> {
  await realtime.close();
  await http.close();
  for (const connection of redis) connection.disconnect();
}

function open(to: Process, headers: Record<string, string>, auth: Record<string, unknown> = {}): Socket {
  const socket = connect(to.url, {
    transports: ["websocket"],
    extraHeaders: headers,
    auth,
    reconnection: false,
    forceNew: true,
  });
  sockets.push(socket);
  return socket;
}
const openAs = async (to: Process, userId: string) => {
  const socket = open(to, { ...browser, cookie: `session=${userId}` });
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject));
  return socket;
};
const refusalOf = (socket: Socket) =>
  new Promise<Error & { data?: unknown }>((resolve, reject) =>
    socket.once("connect_error", resolve).once("connect", () => reject(new Error("it was let in"))),
  );
const heard = (socket: Socket, event: string) => {
  const messages: unknown[] = [];
  socket.on(event, (message: unknown) => messages.push(message));
  return messages;
};
const user = () => randomUUID().replaceAll("-", "");

test("a push reaches every browser of its user on either process, and nobody else", async () => {
  const [me, other] = [user(), user()];
  const mine = await Promise.all([openAs(a, me), openAs(b, me)]);
  const notMine = heard(await openAs(b, other), "notification");
  const got = mine.map((socket) => heard(socket, "notification"));
  const redis = new Redis(server.url);
  new Emitter(redis).to(`user:${me}`).emit("notification", { seq: 1 });
  await waitFor("both", () => got.every((messages) => messages.length === 1));
  redis.disconnect();
  expect(got).toEqual([[{ seq: 1 }], [{ seq: 1 }]]);
  expect(notMine).toEqual([]);
});

test("the heartbeat tells each user on its own process how much there is, also with Redis away", async () => {
  const [me, other] = [user(), user()];
  const mine = heard(await openAs(a, me), "heartbeat");
  const elsewhere = heard(await openAs(b, me), "heartbeat");
  const others = heard(await openAs(a, other), "heartbeat");
  const asked: string[][] = [];
  const latestNumbers = async (users: readonly string[]) => {
    asked.push([...users].sort());
    if (asked.length === 1) throw new Error("the neighbour is away");
    return new Map([[me, 7]]);
  };
  await server.kill();
  const heartbeat = feedHeartbeat({ sockets: a.realtime, latestNumbers, log, everyMs: 50 });
  heartbeat.start();
  try {
    await waitFor("two heartbeats", () => mine.length >= 2);
  } finally {
    await heartbeat.stop();
    await server.start();
  }
  expect(mine[0]).toEqual({ maxSeq: 7 });
  expect(asked[0]).toEqual([me, other].sort());
  expect([elsewhere, others]).toEqual([[], []]);
  await waitFor("the subscriptions", () => [a, b].every(({ redis }) => redis[1]?.status === "ready"));
});

test("a program signs in by token, without an origin", async () => {
  const socket = open(a, {}, { token: user() });
  await once(socket as never, "connect");
  expect(socket.connected).toBe(true);
});

test("another page's socket is refused, whatever cookie the browser sends along", async () => {
  await refusalOf(open(a, { origin: "http://evil.example", cookie: "session=victim" }));
});

test("a socket of nobody is refused, with a code", async () => {
  expect((await refusalOf(open(a, { origin: publicUrl }))).data).toEqual({ code: "not-signed-in" });
});

test("how a train runs is told to everybody who watches it, also to visitors on another process", async () => {
  const visitor = connect(`${b.url}/trains`, {
    transports: ["websocket"],
    extraHeaders: { origin: publicUrl },
    reconnection: false,
    forceNew: true,
  });
  sockets.push(visitor);
  const member = await openAs(a, user());
  const elsewhere = heard(await openAs(a, user()), "train");
  const got = [heard(visitor, "train"), heard(member, "train")];
  const runId = `run-${user()}`;
  await Promise.all([visitor, member].map((socket) => socket.emitWithAck("watch", { runId })));
  const state = { runId, status: "scheduled", delayMinutes: 40 };
  a.realtime.trainChanged(state);
  await waitFor("both", () => got.every((messages) => messages.length > 0));
  expect(got).toEqual([[state], [state]]);
  expect(elsewhere).toEqual([]);
});

test("a visitor's socket hears of trains and their seats, and of nobody's own affairs", async () => {
  const visitor = connect(`${a.url}/trains`, {
    transports: ["websocket"],
    extraHeaders: { origin: publicUrl },
    reconnection: false,
    forceNew: true,
  });
  sockets.push(visitor);
  const [seats, trains] = [heard(visitor, "seats"), heard(visitor, "train")];
  const [holds, notifications] = [heard(visitor, "hold"), heard(visitor, "notification")];
  await visitor.emitWithAck("watch", { runId: "r" });
  const taken = { runId: "r", changed: [{ id: "1-1", state: "taken", from: 0, to: 2 }] };
  const hold = { id: "h", expiresAt: "2026-03-01T09:40:00Z", status: "active" };
  for (const room of ["run:r", userRoom(user())]) b.realtime.io.to(room).emit("hold", hold);
  b.realtime.io.emit("notification", { seq: 1 });
  b.realtime.seatsChanged({ runId: "elsewhere", changed: [] });
  b.realtime.seatsChanged(taken);
  b.realtime.trainChanged({ runId: "r", status: "cancelled", delayMinutes: 0 });
  await waitFor("the train", () => trains.length === 1);
  expect([seats, holds, notifications]).toEqual([[taken], [], []]);
  expect(await visitor.emitWithAck("watch", { runId: "" })).toMatchObject({ code: "invalid-request" });
  for (let i = 0; i < 199; i += 1) await visitor.emitWithAck("watch", { runId: `r${i}` });
  expect(await visitor.emitWithAck("watch", { runId: "one more" })).toMatchObject({ code: "too-many-runs" });
});

test("when it cannot be told whose a socket is, it is refused without the reason", async () => {
  const error = await refusalOf(open(a, {}, { token: "broken" }));
  expect(error.data).toEqual({ code: "unavailable" });
  expect(error.message).not.toContain("database");
});

test("long polling is not offered", async () => {
  const response = await fetch(`${a.url}/socket.io/?EIO=4&transport=polling`);
  expect(response.status).toBe(400);
});

test("a socket ends with its token", async () => {
  const socket = open(a, {}, { token: `${user()}:300` });
  await once(socket as never, "connect");
  await waitFor("the end", () => socket.disconnected, 3000);
});

test("signing out ends the user's sockets on every process", async () => {
  const me = user();
  const mine = await Promise.all([openAs(a, me), openAs(b, me)]);
  const bystander = await openAs(b, user());
  a.realtime.disconnectUser(me);
  await waitFor("both to end", () => mine.every((socket) => socket.disconnected));
  expect(bystander.connected).toBe(true);
});

test("a browser hears of the runs it watches, and no longer after", async () => {
  const socket = await openAs(a, user());
  const got = heard(socket, "seats");
  expect(await socket.emitWithAck("watch", { runId: "r1" })).toEqual({ ok: true });
  b.realtime.io.to("run:r1").emit("seats", { runId: "r1", changed: [] });
  b.realtime.io.to("run:r2").emit("seats", { runId: "r2", changed: [] });
  await waitFor("the news", () => got.length === 1);
  expect(await socket.emitWithAck("unwatch", { runId: "r1" })).toEqual({ ok: true });
  b.realtime.io.to("run:r1").emit("seats", { runId: "r1", changed: [] });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(got).toEqual([{ runId: "r1", changed: [] }]);
});

test("a strange or endless wish to watch is refused", async () => {
  const socket = await openAs(a, user());
  for (const payload of [null, "r1", {}, { runId: 7 }, { runId: "" }, { runId: "r", more: 1 }])
    expect(await socket.emitWithAck("watch", payload)).toMatchObject({ ok: false, code: "invalid-request" });
  socket.emit("watch");
  socket.emit("watch", undefined, "no function");
  for (let i = 0; i < 200; i += 1) await socket.emitWithAck("watch", { runId: `r${i}` });
  expect(await socket.emitWithAck("watch", { runId: "r200" })).toMatchObject({ code: "too-many-runs" });
  expect(await socket.emitWithAck("watch", { runId: "r3" })).toEqual({ ok: true });
});

test("a message of more than 16 kB ends its socket", async () => {
  const socket = await openAs(a, user());
  socket.emit("watch", { runId: "x".repeat(20_000) });
  await waitFor("the end", () => socket.disconnected);
});

test("Redis away: its own browsers still hear, the process lives, and all hear again when it is back", async () => {
  const me = user();
  const [here, there] = await Promise.all([openAs(a, me), openAs(b, me)]);
  const [gotHere, gotThere] = [heard(here, "hold"), heard(there, "hold")];
  const tell = (id: string) =>
    a.realtime.io.to(`user:${me}`).emit("hold", { id, expiresAt: "2026-03-01T09:40:00Z", status: "active" });
  await server.kill();
  tell("during");
  a.realtime.disconnectUser(user());
  await waitFor("the local browser", () => gotHere.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await server.start();
  await waitFor("both to hear again", () => {
    tell("after");
    return gotThere.length > 0;
  });
  expect(rejections).toEqual([]);
});
