import { randomUUID } from "node:crypto";
import { createEmailClient } from "@railbooker/notification/email/email-client";
import { outcomeOf } from "@railbooker/notification/email/mail-outcome";

export interface Asking {
  /** Mails settled so far. */
  settled(): number;
  /** Answers by status and code, such as `200` or `503 no-replica`; `none` where a connection broke. */
  answers: Map<string, number>;
  /** Recipients of mails whose asking was cut off once: what became of them nobody can know. */
  doubtful: Set<string>;
  /** Recipients of mails that were given up, with the reason. */
  givenUp: Map<string, string>;
  recipients: readonly string[];
  done: Promise<void>;
}

export interface AskingOptions {
  url: string;
  token: string;
  mails: number;
  /** As many as the worker of the notification service runs at once. */
  atOnce: number;
}

const attempts = 200;

/**
 * Asks for mails as the notification service's worker does: by its client, judged by its rules, and again under the same
 * key until an answer is final. Its pauses are shorter, since a test cannot wait as long as a worker.
 */
export function askForMails({ url, token, mails, atOnce }: AskingOptions): Asking {
  const client = createEmailClient({ url, token });
  const answers = new Map<string, number>();
  const doubtful = new Set<string>();
  const givenUp = new Map<string, string>();
  const recipients = Array.from({ length: mails }, (_, index) => `traveller-${index}@example.org`);
  let next = 0;
  let settled = 0;

  async function attempt(id: string, recipient: string) {
    const mail = {
      id,
      eventId: randomUUID(),
      template: "verifyEmail",
      recipient,
      data: { token: "t" },
      locale: "en" as const,
      traceparent: null,
      doubts: 0,
      createdAt: new Date(),
    };
    try {
      const answer = await client.send(mail, AbortSignal.timeout(40_000));
      const { code = "" } = (answer.body ?? {}) as { code?: string };
      count(`${answer.status} ${code}`.trim());
      if (code === "no-replica") doubtful.add(recipient);
      return outcomeOf(answer);
    } catch {
      count("none");
      doubtful.add(recipient);
      return undefined;
    }
  }
  const count = (answer: string) => answers.set(answer, (answers.get(answer) ?? 0) + 1);

  async function work(): Promise<void> {
    for (let index = next++; index < mails; index = next++) {
      const recipient = recipients[index] ?? "";
      const id = randomUUID();
      let outcome = await attempt(id, recipient);
      for (let again = 1; outcome === undefined && again < attempts; again += 1) {
        await new Promise((resolve) => setTimeout(resolve, Math.min(100 * again, 1000)));
        outcome = await attempt(id, recipient);
      }
      if (outcome?.kind !== "sent") givenUp.set(recipient, outcome?.reason ?? "too many attempts");
      settled += 1;
    }
  }
  const done = Promise.all(Array.from({ length: atOnce }, work)).then(() => client.close());
  return { settled: () => settled, answers, doubtful, givenUp, recipients, done };
}
