import { type CheckOptions, check, type Verdict } from "./checker.js";
import { sleep } from "./fault-case.js";
import type { History } from "./history.js";

export interface Rest {
  history: History;
  verdict: Verdict;
  /** Mails of which the product still has to say what became of them: a copy may yet be sent. */
  unsettled: number;
}

/** What is still on its way comes within this time, if at all. */
const settleMs = 2500;

/**
 * Waits until nothing is lost or unsettled any more, and nothing comes any more.
 * @returns the record as it is then, or as it is after `withinMs` milliseconds: what is lost then is lost.
 */
export async function comeToRest(
  read: () => Promise<History>,
  withinMs: number,
  options: CheckOptions,
): Promise<Rest> {
  const deadline = Date.now() + withinMs;
  let before = await look(read, options);
  for (;;) {
    await sleep(isWhole(before) ? settleMs : 250);
    const now = await look(read, options);
    const still = isWhole(before) && isWhole(now) && amount(now) === amount(before);
    if (still || Date.now() > deadline) return now;
    before = now;
  }
}

async function look(read: () => Promise<History>, options: CheckOptions): Promise<Rest> {
  const history = await read();
  const unsettled = history.mails.filter(({ status }) => status === "queued").length;
  return { history, verdict: check(history, options), unsettled };
}

const isWhole = ({ verdict, unsettled }: Rest): boolean => verdict.lost === 0 && unsettled === 0;

const amount = ({ history: { events, notifications, deliveries } }: Rest): number =>
  events.length + notifications.length + deliveries.length;
