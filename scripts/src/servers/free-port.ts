import { createServer, type ListenOptions } from "node:net";

/** @returns a port that nothing listens on at this moment, on the loopback interface */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === "string") throw new Error("The system gave no TCP port.");
  return address.port;
}

const lasting = { first: 20_000, count: 12_000 };
let nextLasting = Math.floor(Math.random() * lasting.count);

/**
 * For a server that will be stopped and started again on its port. Below the ports that systems give to outgoing
 * connections: one that knocks while the server is down might otherwise be given that very port, and keep it.
 * @returns a port that nothing listens on at this moment; never the same twice in a row
 */
export async function lastingPort(): Promise<number> {
  for (let tries = 0; tries < lasting.count; tries++) {
    nextLasting = (nextLasting + 1) % lasting.count;
    const port = lasting.first + nextLasting;
    if ((await portState(port)) === "free") return port;
  }
  throw new Error(`No port between ${lasting.first} and ${lasting.first + lasting.count} is free.`);
}

/** Tells whether a server could listen on the port, on loopback and on every interface. */
export async function portState(port: number): Promise<"free" | "busy" | "forbidden"> {
  for (const options of [{ port, host: "127.0.0.1" }, { port }]) {
    const state = await tryToListen(options);
    if (state !== "free") return state;
  }
  return "free";
}

/** @throws Error when another program listens there: its answers would be taken for the new server's own */
export async function requireFreePort(port: number, what: string): Promise<void> {
  const state = await portState(port);
  if (state === "free") return;
  const reason = state === "busy" ? "another program has it" : "this user may not use it";
  throw new Error(`${what} cannot use port ${port}: ${reason}.`);
}

function tryToListen(options: ListenOptions): Promise<"free" | "busy" | "forbidden"> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve("busy");
      else if (error.code === "EACCES") resolve("forbidden");
      else reject(error);
    });
    server.listen({ ...options, exclusive: true }, () => server.close(() => resolve("free")));
  });
}
