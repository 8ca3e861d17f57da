import type { Clock } from "@railbooker/runtime/clock";
import { AppError, coerceError } from "@railbooker/runtime/errors";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SmtpServer } from "../smtp-server.js";
import { classifyFailure, failureProblem, type SmtpError } from "./outcome.js";
import { connectionLogin, connectionOptions } from "./smtp-options.js";

export interface Verification {
  ok: true;
  host: string;
  port: number;
  /** Whether the connection was encrypted. */
  tls: boolean;
  latencyMs: number;
  checkedAt: string;
}

const limitMs = 5000;

/** Connects and signs in, sends nothing. @throws AppError 503, within 5 s. */
export async function verifySmtp(server: SmtpServer, clock: Clock): Promise<Verification> {
  const began = performance.now();
  const connection = new SMTPConnection(connectionOptions(server, limitMs));
  const login = connectionLogin(server);
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error("the mail server did not answer in time")), limitMs);
      connection.on("error", reject);
      connection.connect((error) => {
        if (error) return reject(error);
        if (login === undefined) return resolve();
        connection.login(login, (refused) => (refused ? reject(refused) : resolve()));
      });
    });
    const tls = Boolean(connection.secure);
    connection.quit();
    return {
      ok: true,
      host: server.host,
      port: server.port,
      tls,
      latencyMs: Math.round(performance.now() - began),
      checkedAt: clock().toISOString(),
    };
  } catch (thrown) {
    connection.close();
    throw verificationProblem(coerceError(thrown) as Error & SmtpError, server, clock);
  } finally {
    clearTimeout(timer);
  }
}

function verificationProblem(error: Error & SmtpError, server: SmtpServer, clock: Clock): AppError {
  const authentication = classifyFailure(error, false) === "authentication";
  const problem = failureProblem(authentication ? "authentication" : "unreachable", error, error);
  const checked = { ok: false, host: server.host, port: server.port, checkedAt: clock().toISOString() };
  return new AppError({
    kind: problem.kind,
    code: problem.code,
    message: authentication
      ? "The mail server refuses our login; the operator must check SMTP_URL."
      : "The mail server cannot be reached, or does not speak SMTP as it should.",
    retryAfterSeconds: 5,
    extra: { ...problem.extra, ...checked },
    cause: error,
  });
}

/** Callers that come together share one check, and its result holds for `holdsMs`: a probe must not flood the server. */
export function shared<T>(check: () => Promise<T>, clock: Clock, holdsMs: number): () => Promise<T> {
  let held: { result: Promise<T>; until: number } | undefined;
  return () => {
    if (held !== undefined && clock().getTime() < held.until) return held.result;
    const mine = { result: check(), until: Number.POSITIVE_INFINITY };
    held = mine;
    const settled = () => {
      mine.until = clock().getTime() + holdsMs;
    };
    mine.result.then(settled, settled);
    return mine.result;
  };
}
