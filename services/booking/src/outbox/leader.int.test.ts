import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createTestDatabase, type TestDatabase } from "@railbooker/runtime/testing/postgres";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { within } from "@railbooker/runtime/within";
import { createLeaderConnection } from "./leader.js";

let database: TestDatabase;
let line: Server;
let url: string;
const ends: { near: Socket; far: Socket }[] = [];

/** Between the leader and Postgres, so that it can fall silent without anybody hanging up. */
beforeAll(async () => {
  database = await createTestDatabase("leader", "1", async () => undefined);
  const target = new URL(database.url);
  line = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) socket.on("error", () => undefined);
    near.pipe(far).pipe(near);
    ends.push({ near, far });
  });
  line.listen(0, "127.0.0.1");
  await once(line, "listening");
  url = Object.assign(new URL(database.url), {
    hostname: "127.0.0.1",
    port: String((line.address() as AddressInfo).port),
  }).toString();
});
afterAll(async () => {
  for (const { near, far } of ends) {
    near.destroy();
    far.destroy();
  }
  line.close();
  await database.drop();
});

test("closing waits no longer than a moment for a server that does not answer, and another leads once the line is cut", async () => {
  const options = { schema: "public", name: "test:leader", onCall: () => undefined };
  const leader = createLeaderConnection({ ...options, databaseUrl: url });
  expect(await leader.lead()).toBe("fresh");
  for (const { near, far } of ends) {
    near.unpipe(far);
    far.unpipe(near);
  }
  await within(5000, leader.close(), "it still waits for a good-bye");
  for (const { far } of ends) far.destroy();
  const next = createLeaderConnection({ ...options, databaseUrl: database.url });
  await waitFor("the lead to fall", async () => (await next.lead()) === "fresh");
  await next.close();
});
