import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before the e-mail service and answers in its place when told to. */
export interface EmailDoor {
  url: string;
  /** From now on every request is answered so, until `letThrough`. */
  answer(status: number): void;
  letThrough(): void;
  /** Requests that were answered here. */
  refused(): number;
  stop(): Promise<void>;
}

export async function startEmailDoor(emailPort: number): Promise<EmailDoor> {
  let status: number | undefined;
  let refused = 0;
  const server = createServer((incoming, outgoing) => {
    if (status === undefined) {
      forward(emailPort, incoming, outgoing);
      return;
    }
    refused += 1;
    incoming.resume();
    outgoing.writeHead(status, { "content-type": "text/plain" }).end("out of order");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (chosen) => {
      status = chosen;
    },
    letThrough: () => {
      status = undefined;
    },
    refused: () => refused,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function forward(port: number, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url: path, headers } = incoming;
  const onward = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.on("error", () => outgoing.destroy());
  });
  // Who asked sees the connection break, as without this door.
  onward.on("error", () => outgoing.destroy());
  outgoing.on("close", () => onward.destroy());
  incoming.pipe(onward);
}
