import { createHash } from "node:crypto";
import { domainToASCII } from "node:url";
import { AppError } from "@railbooker/runtime/errors";

export interface Recipient {
  address: string;
  name: string;
}

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Asked of what arrived: turning a name into ASCII silently drops line breaks and decodes percent signs. */
const domainAsWritten = /^[\p{L}\p{N}\p{M}.-]+$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Takes `"ada@example.org"` or `{email, name?}` and nothing else: a mail library reads `a@x, b@y` as two people.
 * @throws AppError `invalid-recipient` (400).
 */
export function parseRecipient(to: unknown): Recipient {
  const { email, name } = readParts(to);
  const at = email.lastIndexOf("@");
  const local = email.slice(0, at);
  const written = email.slice(at + 1);
  const domain = domainAsWritten.test(written) ? domainToASCII(written) : "";
  if (
    at < 1 ||
    email.length > 254 ||
    local.length > 64 ||
    !localPart.test(local) ||
    !domainName.test(domain)
  ) {
    throw invalid("/to", "must be exactly one e-mail address, such as ada@example.org");
  }
  if (name.length > 200 || control.test(name)) {
    throw invalid("/to/name", "must be one line of at most 200 characters");
  }
  return { address: `${local}@${domain}`, name };
}

function readParts(to: unknown): { email: string; name: string } {
  if (typeof to === "string") return { email: to, name: "" };
  if (to === null || typeof to !== "object" || Array.isArray(to)) {
    throw invalid("/to", "must be one e-mail address as text, or {email, name}");
  }
  const unknown = Object.keys(to).find((key) => key !== "email" && key !== "name");
  if (unknown !== undefined) throw invalid("/to", `has the unknown field "${unknown.slice(0, 60)}"`);
  const { email, name = "" } = to as { email?: unknown; name?: unknown };
  if (typeof email !== "string") throw invalid("/to/email", "must be one e-mail address as text");
  if (typeof name !== "string") throw invalid("/to/name", "must be a text");
  return { email, name };
}

function invalid(pointer: string, problem: string): AppError {
  const detail = `"${pointer.slice(1)}" ${problem}.`;
  return new AppError({
    kind: "bad-request",
    code: "invalid-recipient",
    message: `The recipient cannot be used: ${detail}`,
    errors: [{ pointer, detail }],
    extra: { retryable: false, outcome: "not_sent" },
  });
}

/** Tells recipients apart in logs without naming them. */
export function hashRecipient(address: string): string {
  return createHash("sha256").update(address.toLowerCase()).digest("hex").slice(0, 16);
}
