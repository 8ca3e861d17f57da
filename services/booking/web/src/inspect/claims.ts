/** What a ticket's code says (docs/ticket-codes.md), as far as an inspector reads it. */
export interface Claims {
  issuer: string;
  kid: string;
  ticketId: string;
  sequence: number;
  reference: string;
  runId: string;
  /** Location ids. */
  from: string;
  to: string;
  /** `coach-number`, and `>location>coach-number` where the seat changes on the way. */
  seat: string;
  serviceClass: "first" | "second";
  /** May be cut. */
  passenger: string;
  /** Milliseconds since 1970. */
  validFrom: number;
  validUntil: number;
}

export interface SignedCode {
  claims: Claims;
  /** The very characters that were signed. */
  signed: Uint8Array<ArrayBuffer>;
  signature: Uint8Array<ArrayBuffer>;
}

const firstDay = Date.UTC(2020, 0, 1);
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** @returns undefined for anything but the form of a ticket code; whether it is genuine is another question. */
export function readCode(code: string): SignedCode | undefined {
  const [head, payload, signature, ...rest] = code.split(".");
  if (head !== "RB1" || payload === undefined || signature === undefined || rest.length > 0) return undefined;
  try {
    return {
      claims: unpack(fromBase64Url(payload)),
      signed: new TextEncoder().encode(`${head}.${payload}`),
      signature: fromBase64Url(signature),
    };
  } catch {
    return undefined;
  }
}

/** @throws Error for what is not base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** @throws Error where the bytes end too early, go on too long, or hold no UTF-8. */
function unpack(bytes: Uint8Array): Claims {
  let at = 0;
  const raw = (length: number): Uint8Array => {
    const part = bytes.subarray(at, at + length);
    if (part.length < length) throw new Error("the code ends too early");
    at += length;
    return part;
  };
  const number = (length: number): number => raw(length).reduce((sum, byte) => sum * 256 + byte, 0);
  const text = (): string => new TextDecoder("utf-8", { fatal: true }).decode(raw(number(1)));
  const hex = (length: number): string =>
    [...raw(length)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const [issuer, kid] = [text(), hex(4)];
  const ticketId = hex(16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const [sequence, reference] = [number(1), text()];
  const [train, date] = [text(), number(2)];
  const [from, to, seat] = [text(), text(), text()];
  const serviceClass = ([undefined, "first", "second"] as const)[number(1)];
  const passenger = text();
  const validFrom = firstDay + (date - 1) * dayMs + number(2) * minuteMs;
  const validUntil = validFrom + number(2) * minuteMs;
  if (serviceClass === undefined || at !== bytes.length) throw new Error("not the payload of a ticket code");
  const runId = `${train}.${new Date(firstDay + date * dayMs).toISOString().slice(0, 10)}`;
  const ride = { reference, runId, from, to, seat, serviceClass, passenger };
  return { issuer, kid, ticketId, sequence, ...ride, validFrom, validUntil };
}
