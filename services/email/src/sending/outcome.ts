import { AppError } from "@railbooker/runtime/errors";

/** What a failed hand-over means for the mail. `unknown`: the server may or may not have taken it. */
export type FailureKind = "rejected" | "deferred" | "authentication" | "unreachable" | "unknown";

/** The fields of a Nodemailer error that decide. */
export interface SmtpError {
  code?: string;
  responseCode?: number;
  /** Set by Nodemailer when the server gave a reply: true for 5yz except 503. */
  permanent?: boolean;
  response?: string;
  /** What the server was answering, such as "RCPT TO". */
  command?: string;
}

const authenticationCodes = new Set(["EAUTH", "ENOAUTH", "EOAUTH2"]);
/** Refused by our own mail library before anything went out: the same mail would be refused again. */
const unsendableCodes = new Set([
  "EENVELOPE",
  "EMAXRECIPIENTS",
  "EFILEACCESS",
  "EURLACCESS",
  "ECONFIG",
  "EMESSAGE",
]);

/**
 * @param dataBegan whether the server had asked for the content and began to receive it. A connection that is lost after
 *   that looks exactly like one lost before, to the library and to us: the server may have stored the mail.
 */
export function classifyFailure(error: SmtpError, dataBegan: boolean): FailureKind {
  if (error.permanent === false) return "deferred";
  // A login refused says nothing about the mail, although its 535 counts as permanent.
  if (authenticationCodes.has(error.code ?? "")) return "authentication";
  if (error.permanent) return kindOfRefusal(error);
  if (dataBegan) return "unknown";
  return unsendableCodes.has(error.code ?? "") ? "rejected" : "unreachable";
}

const tooLarge = 552;

/**
 * What is refused before the recipient is named (our address, the lack of TLS, our sender) would be refused of every
 * mail: for an operator to mend, and no reason to give mails up.
 */
function kindOfRefusal({ code, command, responseCode }: SmtpError): FailureKind {
  if (code !== "EENVELOPE" && code !== "EMESSAGE") return "unreachable";
  return command === "MAIL FROM" && responseCode !== tooLarge ? "deferred" : "rejected";
}

/** The enhanced status code of RFC 3463 in a server's reply, such as "5.1.1". */
export function enhancedCode(response: string | undefined): string | undefined {
  return /^[245]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? "")?.[1];
}

/** The problem that the caller sees. It never repeats the server's text, which often names the recipient. */
export function failureProblem(
  kind: FailureKind,
  error: SmtpError,
  cause?: unknown,
  retryAfterSeconds = 30,
): AppError {
  const reply = error.responseCode === undefined ? {} : { smtpCode: error.responseCode };
  const enhanced = enhancedCode(error.response);
  const detail = enhanced === undefined ? reply : { ...reply, smtpEnhancedCode: enhanced };
  const notSent = { outcome: "not_sent", ...detail };
  switch (kind) {
    case "rejected":
      return new AppError({
        kind: "refused",
        code: "smtp-rejected",
        message:
          "The mail server refused this mail for good. Sending it again will not help; check the recipient.",
        extra: { retryable: false, ...notSent },
        cause,
      });
    case "deferred":
      return new AppError({
        kind: "unavailable",
        code: "smtp-deferred",
        message: "The mail server does not take this mail at the moment. It was not sent; try again later.",
        retryAfterSeconds: 10,
        extra: { retryable: true, ...notSent },
        cause,
      });
    case "authentication":
      return new AppError({
        kind: "unavailable",
        code: "smtp-auth",
        message: "The mail server refuses our login. Nothing was sent; the operator must check SMTP_URL.",
        retryAfterSeconds,
        extra: { retryable: true, ...notSent },
        cause,
      });
    case "unreachable":
      return new AppError({
        kind: "unavailable",
        code: "smtp-unreachable",
        message: "The mail server cannot be reached. The mail was not sent; try again shortly.",
        retryAfterSeconds: 5,
        extra: { retryable: true, ...notSent },
        cause,
      });
    case "unknown":
      return unknownOutcome(cause);
  }
}

export function unknownOutcome(cause?: unknown): AppError {
  return new AppError({
    kind: "timed-out",
    code: "outcome-unknown",
    message:
      "The connection was lost while the mail server was taking this mail: it may have been delivered. It is not sent " +
      "again under this Idempotency-Key; use a new key to accept a second copy.",
    extra: { retryable: false, outcome: "unknown" },
    cause,
  });
}
