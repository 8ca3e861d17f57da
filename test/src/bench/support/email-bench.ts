import { fork } from "node:child_process";
import { once } from "node:events";
import type { EmailAnswer, EmailOrder } from "./email-child.js";

export interface EmailChild {
  /** @throws Error when the order cannot be carried out */
  run(order: EmailOrder): Promise<EmailAnswer>;
  stop(): void;
}

/** A process that carries out orders: measured and measuring must not share one. */
export async function startEmailChild(): Promise<EmailChild> {
  const child = fork(new URL("email-child.js", import.meta.url));
  await once(child, "message");
  return {
    run: async (order) => {
      child.send(order);
      const [answer] = (await once(child, "message")) as [EmailAnswer & { error?: string }];
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer;
    },
    stop: () => {
      child.kill("SIGKILL");
    },
  };
}
