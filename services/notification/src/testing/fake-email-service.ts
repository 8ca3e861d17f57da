import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedMail {
  headers: IncomingHttpHeaders;
  body: { to: string; template: string; locale: string; data: Record<string, unknown> };
  status: number;
}

export interface FakeEmailService {
  url: string;
  received: ReceivedMail[];
  /** Statuses of the next answers; 200 when it is empty. */
  answers: number[];
  close(): Promise<void>;
}

/** Speaks the e-mail service's HTTP, and fails when told to. */
export async function startFakeEmailService(): Promise<FakeEmailService> {
  const received: ReceivedMail[] = [];
  const answers: number[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const status = answers.shift() ?? 200;
      const body = JSON.parse(Buffer.concat(chunks).toString()) as ReceivedMail["body"];
      received.push({ headers: req.headers, body, status });
      res.writeHead(status, { "content-type": "application/json" });
      res.end(JSON.stringify(status === 200 ? { id: "1", status: "sent" } : { retryable: status >= 500 }));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answers,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
