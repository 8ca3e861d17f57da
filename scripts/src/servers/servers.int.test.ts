import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import pg from "pg";
import { freePort, portState } from "./free-port.js";
import { isAlive } from "./leftover.js";
import { startPostgres } from "./postgres.js";
import { startRedis } from "./redis.js";
import { redisProblem } from "./redis-ping.js";
import type { Server } from "./server.js";

let folder: string;
const running: Server[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "railbooker servers "));
  // As root, Postgres runs as another user, who must get in.
  await chmod(folder, 0o711);
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function keep(starting: Promise<Server>): Promise<Server> {
  const server = await starting;
  running.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Sends commands as a person would by telnet, and returns the answers without their line ends. */
async function tell(port: number, ...commands: string[]): Promise<string> {
  const socket = connect({ host: "127.0.0.1", port, timeout: 5000 });
  socket.end([...commands, "QUIT", ""].join("\r\n"));
  const answer = await text(socket);
  return answer.replace(/\+OK\r\n$/, "").replaceAll("\r\n", "");
}

test("Postgres keeps its data from one start to the next, and asks for the password", async () => {
  const options = { dataDir: join(folder, "postgres"), password: "a secret", durable: false };
  const first = await keep(startPostgres(options));
  await query(first.url, "CREATE TABLE kept AS SELECT 'ä' AS letter; CREATE EXTENSION btree_gist");
  await expect(query(first.url.replace("a%20secret", "wrong"), "SELECT 1")).rejects.toThrow(/password/);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);

  const second = await keep(startPostgres(options));
  const { rows } = await query(second.url, "SELECT letter, upper(letter) AS upper FROM kept");
  expect(rows).toEqual([{ letter: "ä", upper: "Ä" }]);
  await second.stop();

  const stranger = startPostgres({ ...options, password: "another" });
  await expect(stranger).rejects.toThrow(`Another password protects the data in ${options.dataDir}.`);
}, 60_000);

test("Postgres left running by a killed parent is stopped, a pid file of another process is cleared away", async () => {
  const dataDir = join(folder, "postgres");
  const leftOver = await keep(startPostgres({ dataDir, durable: false }));
  const next = await keep(startPostgres({ dataDir, durable: false }));
  expect(isAlive(leftOver.pid)).toBe(false);

  const pidFile = join(dataDir, "postmaster.pid");
  const lines = readFileSync(pidFile, "utf8").split("\n");
  await next.stop();
  writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join("\n"));
  const third = await keep(startPostgres({ dataDir, durable: false }));
  expect((await query(third.url, "SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await third.stop();
}, 60_000);

test("Redis keeps its data through a hard end, and its leftover is stopped at the next start", async () => {
  const options = { dataDir: join(folder, "redis"), password: "a-secret" };
  const first = await keep(startRedis(options));
  await expect(redisProblem(first.url)).resolves.toBeUndefined();
  await expect(redisProblem(first.url.replace("a-secret", "wrong"))).resolves.toMatch(/WRONGPASS/);
  await expect(redisProblem(`redis://127.0.0.1:${first.port}`)).resolves.toMatch(/NOAUTH/);
  expect(statSync(join(options.dataDir, "redis.conf")).mode & 0o777).toBe(0o600);
  await expect(tell(first.port, "AUTH a-secret", "SET kept yes")).resolves.toBe("+OK+OK");
  await first.kill();
  await expect(redisProblem(first.url)).resolves.toMatch(/ECONNREFUSED/);

  const second = await keep(startRedis(options));
  await expect(tell(second.port, "AUTH a-secret", "GET kept")).resolves.toBe("+OK$3yes");
  const third = await keep(startRedis(options));
  expect(isAlive(second.pid)).toBe(false);
  await third.stop();
  expect(isAlive(third.pid)).toBe(false);
}, 30_000);

test("a server that cannot start says why", async () => {
  const port = await freePort();
  const holder = await keep(startRedis({ dataDir: join(folder, "first"), port, durable: false }));
  expect(await portState(port)).toBe("busy");
  const second = startRedis({ dataDir: join(folder, "second"), port, durable: false });
  await expect(second).rejects.toThrow(`Redis cannot use port ${port}: another program has it.`);
  await holder.stop();
  expect(await portState(port)).toBe("free");

  const dataDir = join(folder, "postgres");
  await (await keep(startPostgres({ dataDir, durable: false }))).stop();
  writeFileSync(join(dataDir, "PG_VERSION"), "9\n");
  const old = startPostgres({ dataDir, durable: false });
  await expect(old).rejects.toThrow(/Postgres ended while starting.*incompatible with server/s);
}, 60_000);
