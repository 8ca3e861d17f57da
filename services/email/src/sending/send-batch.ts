import { type Problem, toProblem } from "@railbooker/runtime/problem";
import { currentContext } from "@railbooker/runtime/work-context";
import { withOutcome } from "./outcome-of-error.js";
import type { SendResult } from "./send-mail.js";

export interface BatchItem {
  index: number;
  status: "sent" | "failed";
  id?: string;
  messageId?: string;
  /** Present when the mail had been sent before under the same key. */
  replayed?: true;
  /** The same problem document that /send would have answered with. */
  error?: Problem;
}

export interface BatchAnswer {
  summary: { total: number; sent: number; failed: number };
  results: BatchItem[];
}

/** More than the pool has connections, so that none waits for us, and few enough to keep memory flat. */
const atOnce = 10;

/** Runs `send` for each message; what fails fails alone. Results keep the order of the messages. */
export async function sendBatch(
  messages: readonly unknown[],
  send: (message: unknown, index: number) => Promise<SendResult>,
): Promise<BatchAnswer> {
  const results = new Array<BatchItem>(messages.length);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < messages.length; index = next++) {
      results[index] = await sendOne(index, () => send(messages[index], index));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, messages.length) }, worker));
  const sent = results.filter((result) => result.status === "sent").length;
  return { summary: { total: results.length, sent, failed: results.length - sent }, results };
}

async function sendOne(index: number, send: () => Promise<SendResult>): Promise<BatchItem> {
  try {
    const { response, replayed } = await send();
    const { id, messageId } = response;
    return { index, status: "sent", id, messageId, ...(replayed ? { replayed } : {}) };
  } catch (thrown) {
    const error = toProblem(withOutcome(thrown), currentContext()?.requestId ?? "");
    return { index, status: "failed", error };
  }
}
