import type { Readable } from "node:stream";
import { coerceError } from "@railbooker/runtime/errors";
import { createTransport } from "nodemailer";
import type { Dkim } from "../config.js";
import type { SmtpServer } from "../smtp-server.js";
import { classifyFailure, type FailureKind, failureProblem, type SmtpError } from "./outcome.js";
import { type OutgoingMail, toMessage } from "./outgoing-mail.js";
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
}

export function createSmtpTransport(options: TransportOptions): Transport {
  const { server, from, givingUp } = options;
  const streams = new WeakMap<AbortSignal, Readable>();
  const pool = createTransport({ ...poolOptions(options), pool: true });
  // Remembers each mail's stream: whether it was read tells whether the server had begun to take the content.
  pool.use("stream", (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (streamOptions) => {
      const stream = create(streamOptions);
      if (mail.data.signal) streams.set(mail.data.signal as AbortSignal, stream);
      return stream;
    };
    done();
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  const transporter = pool.transporter as unknown as { pendingCount(): number };
  return {
    handOver: async (mail, outer) => {
      // A signal of this mail's own: it is also the key under which the stream is found.
      const signal = AbortSignal.any([outer, givingUp]);
      try {
        await pool.sendMail({ ...toMessage(mail, from), signal });
      } catch (thrown) {
        const error = coerceError(thrown) as Error & SmtpError;
        const kind = classifyFailure(error, streams.get(signal)?.readableDidRead ?? false);
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

  function poolOptions({ maxConnections, silenceMs, dkim }: TransportOptions) {
    return {
      ...connectionOptions(server, silenceMs),
      ...poolLogin(server),
      ...(dkim === undefined
        ? {}
        : { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey } }),
      maxConnections,
      // Some providers count mails per connection, and a share that shrinks must leave connections behind.
      maxMessages: 50,
      idleTimeout: 30_000,
      // The caller decides what is sent again: a requeue of the library's own would send twice.
      maxRequeues: 0,
      maxRecipients: 1,
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }
}
