import { createServer, type Server } from "node:http";
import type { AddressInfo, Server as NetServer } from "node:net";
import { Chaos, type Trouble } from "./chaos.js";
import { createRequestListener } from "./http.js";
import type { Mail } from "./mail.js";
import { Mailbox } from "./mailbox.js";
import { createSmtpServer } from "./smtp.js";

export interface Inbox {
  httpUrl: string;
  /** As SMTP_URL wants it. */
  smtpUrl: string;
  /** Newest first. */
  messages(to?: string): Mail[];
  /** Forgets all mails. */
  clear(): void;
  /** What befalls those that send from now on; an empty list ends it. */
  setChaos(troubles: readonly Trouble[]): void;
  stop(): Promise<void>;
}

export interface InboxOptions {
  /** The address to listen on; the loopback interface unless set. */
  host?: string;
  /** A free port when 0 or left out. */
  httpPort?: number;
  smtpPort?: number;
  /** How many mails are kept. */
  capacity?: number;
}

/** Starts the development inbox: SMTP in, pages and JSON out. */
export async function startInbox(options: InboxOptions = {}): Promise<Inbox> {
  const host = options.host ?? "127.0.0.1";
  const mailbox = new Mailbox(options.capacity);
  const chaos = new Chaos();
  const smtp = createSmtpServer(mailbox, chaos);
  const smtpPort = await listen(smtp.listen(options.smtpPort ?? 0, host));
  // A connection that breaks is the sender's affair; without a listener it would end the process.
  smtp.on("error", () => undefined);
  const smtpUrl = `smtp://127.0.0.1:${smtpPort}`;
  const http = createServer({ requestTimeout: 10_000 }, createRequestListener({ mailbox, chaos, smtpUrl }));
  try {
    const httpPort = await listen(http.listen(options.httpPort ?? 0, host));
    return {
      httpUrl: `http://127.0.0.1:${httpPort}`,
      smtpUrl,
      messages: (to) => mailbox.list(to),
      clear: () => mailbox.clear(),
      setChaos: (troubles) => chaos.set(troubles),
      async stop() {
        await Promise.all([closeHttp(http), closeSmtp()]);
      },
    };
  } catch (error) {
    await closeSmtp();
    throw error;
  }

  function closeSmtp(): Promise<void> {
    return new Promise((resolve) => smtp.close(resolve));
  }
}

async function listen(server: Server | NetServer): Promise<number> {
  if (!server.listening) {
    await new Promise<void>((resolve, reject) => {
      server.once("listening", resolve);
      server.once("error", reject);
    });
  }
  return (server.address() as AddressInfo).port;
}

async function closeHttp(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
