import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";

export interface TakenMail {
  /** Without angle brackets. */
  messageId: string;
  to: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** A mail server that notes what it takes, fast, and keeps senders waiting when told to. */
export interface MailSink {
  smtpUrl: string;
  taken(): readonly TakenMail[];
  /** From now on mails are taken, but their senders do not hear of it until `answer`. */
  fallSilent(): void;
  answer(): void;
  /** How many senders wait for an answer. */
  waiting(): number;
  stop(): Promise<void>;
}

export async function startMailSink(): Promise<MailSink> {
  const mails: TakenMail[] = [];
  let silent = false;
  const unanswered: (() => void)[] = [];
  const take = async (stream: SMTPServerDataStream, to: string): Promise<void> => {
    const raw = (await buffer(stream)).toString("latin1");
    const [, messageId = ""] = /^message-id:\s*<([^>]+)>/im.exec(raw) ?? [];
    mails.push({ messageId, to, at: Date.now() });
    if (silent) await new Promise<void>((resolve) => unanswered.push(resolve));
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    closeTimeout: 200,
    logger: false,
    onData: (stream, session, done) => {
      take(stream, session.envelope.rcptTo[0]?.address ?? "").then(() => done(), done);
    },
  });
  // A sender that is killed breaks its connection; without a listener that would end this process.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  const answer = () => {
    silent = false;
    for (const resolve of unanswered.splice(0)) resolve();
  };
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    taken: () => mails,
    fallSilent: () => {
      silent = true;
    },
    answer,
    waiting: () => unanswered.length,
    stop: async () => {
      answer();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
