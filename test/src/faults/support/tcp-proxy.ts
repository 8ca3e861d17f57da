import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { waitFor } from "@railbooker/runtime/testing/wait";

/** Stands between a process and a server. */
export interface TcpProxy {
  port: number;
  /**
   * Holds back the next request that contains `word`, and all that follow on its connection; resolves once it has come.
   * @throws Error when none comes in time
   */
  holdBack(word: string): Promise<void>;
  /** Breaks every connection; new ones are made as before. */
  cut(): void;
  stop(): Promise<void>;
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let trap: { word: string; sprung: () => void } | undefined;

  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: targetPort, host: "127.0.0.1", noDelay: true });
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    let held = false;
    client.on("data", (chunk) => {
      if (held) return;
      if (trap !== undefined && chunk.toString("latin1").toLowerCase().includes(trap.word)) {
        held = true;
        trap.sprung();
        trap = undefined;
        return;
      }
      if (!upstream.write(chunk)) client.pause();
    });
    upstream.on("drain", () => client.resume());
    upstream.pipe(client);
    const end = () => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    for (const socket of pair) socket.on("error", end).on("close", end);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const cut = () => {
    for (const sockets of pairs) for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    holdBack: async (word) => {
      let came = false;
      const sprung = () => {
        came = true;
      };
      trap = { word: word.toLowerCase(), sprung };
      await waitFor(`a request with "${word}"`, () => came, 30_000);
    },
    cut,
    stop: async () => {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
