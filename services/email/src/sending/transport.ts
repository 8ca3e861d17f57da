import type { Readable } from "node:stream";
import { coerceError } from "@railbooker/runtime/errors";
import { createTransport } from "nodemailer";
import type { SmtpServer } from "../config.js";
import { classifyFailure, type FailureKind, failureProblem, type SmtpError } from "./outcome.js";
import type { Recipient } from "./recipient.js";

export interface InlineImage {
  cid: string;
  filename: string;
  png: Buffer;
}

export interface OutgoingMail {
  /** Without angle brackets. */
  messageId: string;
  to: Recipient;
  subject: string;
  html: string;
  text: string;
  images: InlineImage[];
}

/** The mail was not handed over for certain; `kind` says what that means and `problem` is what the caller sees. */
export class HandOverError extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly problem: ReturnType<typeof failureProblem>,
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

export function createSmtpTransport(server: SmtpServer, from: string, maxConnections: number): Transport {
  const streams = new WeakMap<AbortSignal, Readable>();
  const pool = createTransport({ ...connectionOptions(server), ...poolOptions(maxConnections), pool: true });
  // Remembers each mail's stream: whether it was read tells whether the server had begun to take the content.
  pool.use("stream", (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) => {
      const stream = create(options);
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
      const signal = AbortSignal.any([outer]);
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
}

/** Every stage has its limit, so that a silent server costs seconds and never a stuck connection. */
export function connectionOptions(server: SmtpServer) {
  return {
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls,
    ignoreTLS: server.plain,
    dnsTimeout: 5000,
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 15_000,
    ...(server.login === undefined ? {} : { auth: { user: server.login.user, pass: server.login.password } }),
  };
}

function poolOptions(maxConnections: number) {
  return {
    maxConnections,
    maxMessages: 50,
    // The caller decides what is sent again: a requeue of the library's own would send twice.
    maxRequeues: 0,
    maxRecipients: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function toMessage(mail: OutgoingMail, from: string) {
  return {
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.messageId}>`,
    headers: { "Auto-Submitted": "auto-generated", "X-Entity-Ref-ID": mail.messageId },
    attachments: mail.images.map(({ cid, filename, png }) => ({
      cid,
      filename,
      content: png,
      contentType: "image/png",
      contentDisposition: "inline" as const,
    })),
  };
}
