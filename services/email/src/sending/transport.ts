import { Readable } from "node:stream";
import type { Clock } from "@railbooker/runtime/clock";
import { coerceError } from "@railbooker/runtime/errors";
import { createTransport } from "nodemailer";
import DKIM from "nodemailer/lib/dkim";
import type { Dkim } from "../config.js";
import type { SmtpServer } from "../smtp-server.js";
import { createMessageWriter } from "./mime-message.js";
import { classifyFailure, type FailureKind, failureProblem, type SmtpError } from "./outcome.js";
import type { OutgoingMail } from "./outgoing-mail.js";
import { connectionOptions, poolLogin } from "./smtp-options.js";

/** The mail was not handed over for certain; `kind` says what that means and `problem` is what the caller sees. */
export class HandOverError extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly problem: ReturnType<typeof failureProblem>,
    /** The mail server was not asked. */
    readonly untried = false,
  ) {
    super(problem.message, { cause: problem.cause });
    this.name = "HandOverError";
  }
}

export interface Transport {
  /** Resolves once the mail server has taken the mail. @throws HandOverError */
  handOver(mail: OutgoingMail, signal: AbortSignal): Promise<void>;
  /** Mails waiting or under way. */
  pending(): number;
  /** Waits for what is under way, at most `deadlineMs`, then hangs up. */
  close(deadlineMs: number): Promise<void>;
}

export interface TransportOptions {
  server: SmtpServer;
  from: string;
  maxConnections: number;
  silenceMs: number;
  dkim?: Dkim | undefined;
  /** Aborts when the process can wait no longer: what is under way then fails, as unknown where the server had begun. */
  givingUp: AbortSignal;
  clock: Clock;
}

/** What the pool asks of a message. Its type names the composer's, of which it uses these. */
interface FinishedMessage {
  getEnvelope(): { from: string; to: string[] };
  messageId(): string;
  getHeader(name: string): string;
  /** Called for each attempt. */
  createReadStream(): Readable;
}

interface PoolOfConnections {
  send(
    mail: { data: { signal: AbortSignal }; message: FinishedMessage },
    done: (error: Error | null) => void,
  ): void;
  pendingCount(): number;
}

export function createSmtpTransport(options: TransportOptions): Transport {
  const { server, from, dkim, givingUp, clock } = options;
  const write = createMessageWriter(from);
  const signature =
    dkim === undefined
      ? undefined
      : new DKIM({ domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey });
  const pool = createTransport({ ...poolOptions(options), pool: true });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  const transporter = pool.transporter as unknown as PoolOfConnections;
  return {
    handOver: async (mail, outer) => {
      const signal = AbortSignal.any([outer, givingUp]);
      const message = write(mail, clock());
      let stream: Readable | undefined;
      try {
        // Past the library's composer, which takes a finished message apart again.
        await new Promise<void>((resolve, reject) => {
          const finished = {
            getEnvelope: () => message.envelope,
            messageId: () => `<${mail.messageId}>`,
            getHeader: () => `<${mail.messageId}>`,
            createReadStream: () => {
              stream = streamOf(message.source);
              if (signature !== undefined) stream = signature.sign(stream);
              return stream;
            },
          };
          transporter.send({ data: { signal }, message: finished }, (error) =>
            error ? reject(error) : resolve(),
          );
        });
      } catch (thrown) {
        const error = coerceError(thrown) as Error & SmtpError;
        // Whether the content was read tells whether the server had begun to take it.
        const kind = classifyFailure(error, stream?.readableDidRead ?? false);
        throw new HandOverError(kind, failureProblem(kind, error, error));
      }
    },
    pending: () => transporter.pendingCount(),
    close: async (deadlineMs) => {
      const deadline = Date.now() + deadlineMs;
      while (transporter.pendingCount() > 0 && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      pool.close({ force: transporter.pendingCount() > 0 });
    },
  };

  function poolOptions({ maxConnections, silenceMs }: TransportOptions) {
    return {
      ...connectionOptions(server, silenceMs),
      ...poolLogin(server),
      maxConnections,
      // Some providers count mails per connection, and a share that shrinks must leave connections behind.
      maxMessages: 50,
      idleTimeout: 30_000,
      // The caller decides what is sent again: a requeue of the library's own would send twice.
      maxRequeues: 0,
    };
  }
}

function streamOf(source: Buffer): Readable {
  return new Readable({
    read() {
      this.push(source);
      this.push(null);
    },
  });
}
