import { createRenderer } from "@railbooker/email/templates/renderer";
import { createTransport } from "nodemailer";
import MailComposer from "nodemailer/lib/mail-composer";
import { SMTPServer } from "smtp-server";
import { Client } from "undici";
import { confirmation } from "./email-messages.js";

/** Takes mails and forgets them, `delayMs` after each. */
interface SinkOrder {
  role: "sink";
  delayMs: number;
}
/** Hands one message over again and again through a pool: finished, or as parts that the pool's library puts together. */
interface BareOrder {
  role: "bare";
  port: number;
  finished: boolean;
  connections: number;
  milliseconds: number;
}
/** Asks the e-mail service for mails, each under a key of its own. */
interface AskOrder {
  role: "ask";
  url: string;
  token: string;
  body: string;
  connections: number;
  milliseconds: number;
}
export type EmailOrder = SinkOrder | BareOrder | AskOrder;

export interface EmailAnswer {
  port?: number;
  perSecond?: number;
  failures?: number;
}

async function sink({ delayMs }: SinkOrder): Promise<EmailAnswer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    onData: (stream, _session, done) => {
      stream.resume();
      stream.once("end", () => (delayMs === 0 ? done() : setTimeout(done, delayMs)));
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.server.address() as { port: number }).port };
}

async function bare({ port, finished, connections, milliseconds }: BareOrder): Promise<EmailAnswer> {
  const parts = messageOfParts();
  const raw = await new MailComposer(parts).compile().build();
  const pool = createTransport({
    pool: true,
    host: "127.0.0.1",
    port,
    ignoreTLS: true,
    maxConnections: connections,
    maxMessages: 1_000_000,
  });
  const envelope = { from: "tickets@railbooker.example", to: "ada@example.org" };
  const perSecond = await repeat(connections, milliseconds, async () => {
    await pool.sendMail(finished ? { envelope, raw } : parts);
    return true;
  });
  pool.close();
  return perSecond;
}

function messageOfParts() {
  const renderer = createRenderer("https://rail.example", () => new Date());
  const mail = renderer.prepare(confirmation.template, confirmation.data)("bench");
  const attachments = [
    ...mail.images.map(({ cid, filename, png }) => ({
      cid,
      filename,
      content: png,
      contentType: "image/png",
    })),
    ...mail.attachments,
  ];
  return { ...mail, attachments, from: "tickets@railbooker.example", to: "ada@example.org" };
}

let asked = 0;

async function ask({ url, token, body, connections, milliseconds }: AskOrder): Promise<EmailAnswer> {
  const clients = Array.from({ length: connections }, () => new Client(url));
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await repeat(connections, milliseconds, async (worker) => {
    asked += 1;
    const key = `bench-${process.pid}-${asked}`;
    const response = await clients[worker]?.request({
      path: "/send",
      method: "POST",
      headers: { ...headers, "idempotency-key": key },
      body,
    });
    await response?.body.arrayBuffer();
    return response?.statusCode === 200;
  });
  await Promise.all(clients.map((client) => client.close()));
  return answer;
}

/** Keeps so many busy for the time given. */
async function repeat(
  workers: number,
  milliseconds: number,
  work: (worker: number) => Promise<boolean>,
): Promise<EmailAnswer> {
  const began = performance.now();
  let done = 0;
  let failures = 0;
  const one = async (worker: number) => {
    while (performance.now() - began < milliseconds) {
      if (await work(worker)) done += 1;
      else failures += 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => one(worker)));
  return { perSecond: (1000 * done) / (performance.now() - began), failures };
}

const carryOut = (order: EmailOrder): Promise<EmailAnswer> => {
  switch (order.role) {
    case "sink":
      return sink(order);
    case "bare":
      return bare(order);
    case "ask":
      return ask(order);
  }
};

process.on("message", (order: EmailOrder) => {
  carryOut(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.send?.("ready");
