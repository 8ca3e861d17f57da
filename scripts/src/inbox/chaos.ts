/**
 * Where a conversation can go wrong, in its order: the greeting, the login, the recipient, the content (the mail is not
 * stored), and the answer to the content (the mail is stored, and the sender does not learn it).
 */
export const stages = ["connect", "login", "recipient", "content", "answer"] as const;
export type Stage = (typeof stages)[number];

/** - `refuse` answers with `code`; - `drop` breaks the connection; - `hang` never answers; - `delay` answers late. */
export const effects = ["refuse", "drop", "hang", "delay"] as const;
export type Effect = (typeof effects)[number];

export interface Trouble {
  stage: Stage;
  effect: Effect;
  /** SMTP reply of a refusal, 400 to 599. */
  code?: number;
  /** Milliseconds that an answer is late by. */
  delayMs?: number;
  /** Only for recipients whose address contains this, whatever its case. Without it, for all. */
  address?: string;
  /** From 0 (never) to 1 (always, as without it). */
  probability?: number;
}

const usualCodes: Record<Stage, number> = {
  connect: 421,
  login: 535,
  recipient: 550,
  content: 451,
  answer: 451,
};
const usualDelayMs = 1000;

/** What the inbox does to those that send to it. Nothing, until it is told. */
export class Chaos {
  private troubles: readonly Trouble[] = [];

  constructor(private readonly random: () => number = Math.random) {}

  set(troubles: readonly Trouble[]): void {
    this.troubles = [...troubles];
  }

  list(): readonly Trouble[] {
    return this.troubles;
  }

  /** The first trouble that befalls this stage now. Before a recipient is named, only those for everybody can. */
  strike(stage: Stage, address?: string): Required<Pick<Trouble, "effect" | "code" | "delayMs">> | undefined {
    const found = this.troubles.find(
      (trouble) =>
        trouble.stage === stage &&
        (trouble.address === undefined || address?.toLowerCase().includes(trouble.address.toLowerCase())) &&
        (trouble.probability === undefined || this.random() < trouble.probability),
    );
    if (found === undefined) return undefined;
    const { effect, code = usualCodes[stage], delayMs = usualDelayMs } = found;
    return { effect, code, delayMs };
  }
}

/** Reads troubles from JSON. @throws TypeError that says which one is wrong and what it may be */
export function parseTroubles(value: unknown): Trouble[] {
  if (!Array.isArray(value)) {
    throw new TypeError(
      'Chaos is a list of troubles, such as [{"stage":"recipient","effect":"refuse","code":550}].',
    );
  }
  return value.map(parseTrouble);
}

const known = new Set(["stage", "effect", "code", "delayMs", "address", "probability"]);

function parseTrouble(value: unknown, index: number): Trouble {
  const wrong = (what: string) => new TypeError(`Trouble ${index}: ${what}`);
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw wrong("it must be an object.");
  const unknown = Object.keys(value).find((name) => !known.has(name));
  if (unknown !== undefined)
    throw wrong(`there is no field ${JSON.stringify(unknown)}; there are ${[...known].join(", ")}.`);
  const { stage, effect, code, delayMs, address, probability } = value as Record<string, unknown>;
  if (!stages.some((each) => each === stage)) throw wrong(`"stage" must be one of ${stages.join(", ")}.`);
  if (!effects.some((each) => each === effect)) throw wrong(`"effect" must be one of ${effects.join(", ")}.`);
  if (code !== undefined && !isBetween(code, 400, 599)) throw wrong('"code" must be from 400 to 599.');
  if (delayMs !== undefined && !isBetween(delayMs, 0, 600_000))
    throw wrong('"delayMs" must be from 0 to 600000.');
  if (probability !== undefined && !isBetween(probability, 0, 1))
    throw wrong('"probability" must be from 0 to 1.');
  if (address !== undefined && typeof address !== "string") throw wrong('"address" must be a text.');
  return value as Trouble;
}

const isBetween = (value: unknown, least: number, most: number) =>
  typeof value === "number" && value >= least && value <= most;
