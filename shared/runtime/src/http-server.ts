import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, Server as NetServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface ListeningServer {
  server: Server;
  port: number;
  /**
   * Refuses new connections, so that a load balancer goes elsewhere, and for `ms` goes on answering on those that are open,
   * each for the last time. A balancer must close idle ones sooner: one that is closed here while a request is on its way
   * to it fails that request.
   */
  drain(ms: number): Promise<void>;
  /** Refuses new connections, lets what is under way finish, then closes idle ones. */
  close(): Promise<void>;
}

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
  let draining = false;
  server.prependListener("request", (_req, res) => {
    res.shouldKeepAlive &&= !draining;
    underWay.add(res);
    res.once("close", () => underWay.delete(res));
  });
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
      draining = true;
      for (const res of underWay) res.shouldKeepAlive = false;
      // The close of node:http would also close what is idle, which is what this is to prevent.
      NetServer.prototype.close.call(server);
      await sleep(ms);
    },
    close: () =>
      new Promise<void>((resolve, reject) => {
        // A connection that was busy at first is idle once it is answered, and would be kept open for a minute.
        const sweep = setInterval(() => server.closeIdleConnections(), 100);
        server.close((error) => {
          clearInterval(sweep);
          if (error === undefined || draining) resolve();
          else reject(error);
        });
        server.closeIdleConnections();
      }),
  };
}
