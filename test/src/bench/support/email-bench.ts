import { fork } from "node:child_process";
import { once } from "node:events";
import { serviceToken } from "../../mail/replicas.js";
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

/** Has the child ask a service for one mail again and again; what was put off is not counted. @returns mails a second */
export async function askForMails(
  asker: EmailChild,
  order: Omit<Extract<EmailOrder, { role: "ask" }>, "role" | "token">,
): Promise<number> {
  const { perSecond = 0, failures = 0 } = await asker.run({ ...order, role: "ask", token: serviceToken });
  if (failures > 0) process.stdout.write(`${failures} mails were put off, and are not counted\n`);
  return perSecond;
}
