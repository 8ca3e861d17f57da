import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, Server as NetServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface ListeningServer {
  server: Server;
  port: number;
  /**
   * Refuses new connections, so that a load balancer goes elsewhere, and for `ms` goes on answering on those that are open,
   * each for the last time; it ends sooner where none is left. A balancer must close idle ones sooner: one that is closed
   * here while a request is on its way to it fails that request.
   */
  drain(ms: number): Promise<void>;
  /** Refuses new connections, lets what is under way finish, then closes idle ones. */
  close(limit?: CloseLimit): Promise<void>;
}

/** For how long a close waits for what is under way. */
export interface CloseLimit {
  withinMs: number;
  /** Called when that time is over: what is under way should end at once, and still be answered. */
  giveUp: () => void;
}

/** What is given up still has its outcome recorded and its caller told; longer than that takes nobody needs to wait. */
const lastWordsMs = 3000;
const lookEveryMs = 50;

/**
 * Listens on `port` (0 picks a free one).
 * @throws Error naming the port and the variable when the port is taken.
 */
export async function listen(
  handler: RequestListener,
  port: number,
  host = "0.0.0.0",
  variable = "PORT",
): Promise<ListeningServer> {
  const server = createServer(handler);
  // Longer than the 60 s that load balancers keep idle connections, so that they close first and no request is lost.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 70_000;
  server.requestTimeout = 30_000;
  const underWay = new Set<ServerResponse>();
  let ending = false;
  server.prependListener("request", (_req, res) => {
    res.shouldKeepAlive &&= !ending;
    underWay.add(res);
    res.once("close", () => underWay.delete(res));
  });
  const answerForTheLastTime = () => {
    ending = true;
    for (const res of underWay) res.shouldKeepAlive = false;
  };
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${port} is taken by another program; set ${variable} to a free one.`)
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    drain: async (ms) => {
      if (ms <= 0) return;
      answerForTheLastTime();
      // The close of node:http would also close what is idle, which is what this is to prevent.
      NetServer.prototype.close.call(server);
      const end = Date.now() + ms;
      while (Date.now() < end && (await openConnections(server)) > 0) await sleep(lookEveryMs);
    },
    close: async (limit) => {
      const drained = !server.listening;
      answerForTheLastTime();
      const closed = new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined || drained ? resolve() : reject(error)));
      });
      // A connection that was busy at first is idle once it is answered, and would be kept open for a minute.
      const sweep = setInterval(() => server.closeIdleConnections(), lookEveryMs);
      const timers = limit === undefined ? [] : giveUpLater(server, limit);
      try {
        await closed;
      } finally {
        clearInterval(sweep);
        for (const timer of timers) clearTimeout(timer);
      }
    },
  };
}

const giveUpLater = (server: Server, { withinMs, giveUp }: CloseLimit): NodeJS.Timeout[] => [
  setTimeout(giveUp, withinMs),
  setTimeout(() => server.closeAllConnections(), withinMs + lastWordsMs),
];

const openConnections = (server: Server) =>
  new Promise<number>((resolve) => {
    server.getConnections((error, count) => resolve(error === null ? count : 0));
  });
