import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { Redis } from "ioredis";
import pg from "pg";

interface SocketServer {
  emit(name: string, ...data: unknown[]): void;
}

/**
 * The way from a commit to a browser with nothing on it: LISTEN ▶ XADD ▶ consumer group ▶ socket. No stores, no locks, no order
 * kept, nothing found again after a crash.
 */
const [databaseUrl = "", redisUrl = ""] = process.argv.slice(2);
const stream = "bare";
// The very version that the product runs.
const { Server } = createRequire(join(repositoryRoot, "services/booking/package.json"))("socket.io") as {
  Server: new (http: unknown, options: Record<string, unknown>) => SocketServer;
};
const http = createServer();
const sockets = new Server(http, { transports: ["websocket"], serveClient: false });
const [writing, reading] = [new Redis(redisUrl), new Redis(redisUrl)];
const listening = new pg.Client({ connectionString: databaseUrl });
await listening.connect();
await writing.xgroup("CREATE", stream, "bare", "$", "MKSTREAM");
listening.on("notification", ({ payload = "" }) => {
  writing.xadd(stream, "*", "event", payload).catch(fail);
});
await listening.query("LISTEN bare");
read().catch(fail);
await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
process.on("disconnect", () => process.exit(0));
process.send?.({ port: (http.address() as AddressInfo).port });

async function read(): Promise<void> {
  for (;;) {
    const reply = (await reading.xreadgroup(
      ...(["GROUP", "bare", "one", "COUNT", 200, "BLOCK", 1000, "STREAMS", stream, ">"] as const),
    )) as [string, [id: string, fields: string[]][]][] | null;
    for (const [id, fields] of reply?.[0]?.[1] ?? []) {
      sockets.emit("notification", JSON.parse(fields[1] ?? "{}"));
      await writing.xack(stream, "bare", id);
    }
  }
}

function fail(error: unknown): never {
  throw error;
}
