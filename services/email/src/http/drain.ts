import { Server as HttpServer, type Server } from "node:http";
import { Server as NetServer } from "node:net";

export interface DrainOptions {
  /** How long open connections are still served, so that a load balancer's own end of them comes first. */
  graceMs: number;
  /** From the beginning; then what is under way is given up. */
  deadlineMs: number;
  giveUp: () => void;
}

/** What is given up still has its outcome recorded and its caller told; longer than that takes nobody needs to wait. */
const lastWordsMs = 3000;
const lookEveryMs = 50;

/**
 * Ends a server without losing a request. New connections are refused at once, which a load balancer mends by asking
 * another replica. Open ones are served on, each answer asking for its end; an idle one is closed only after the grace,
 * since a request that meets its close on the way would be lost.
 */
export async function drain(server: Server, { graceMs, deadlineMs, giveUp }: DrainOptions): Promise<void> {
  const began = Date.now();
  // An HTTP server's own close() also closes idle connections; a plain server's only stops to listen.
  NetServer.prototype.close.call(server);
  while (Date.now() - began < graceMs && (await openConnections(server)) > 0) await pause();
  while (Date.now() - began < deadlineMs && (await openConnections(server)) > 0) {
    server.closeIdleConnections();
    await pause();
  }
  giveUp();
  const end = Date.now() + lastWordsMs;
  while (Date.now() < end && (await openConnections(server)) > 0) {
    server.closeIdleConnections();
    await pause();
  }
  server.closeAllConnections();
  // Also ends the timer by which an HTTP server watches for slow requests.
  HttpServer.prototype.close.call(server);
}

const openConnections = (server: Server) =>
  new Promise<number>((resolve) => {
    server.getConnections((error, count) => resolve(error === null ? count : 0));
  });

const pause = () => new Promise((resolve) => setTimeout(resolve, lookEveryMs));
