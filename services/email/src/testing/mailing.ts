import { randomUUID } from "node:crypto";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import type { Email } from "postal-mime";
import { type Answer, startTestService, type TestService } from "./email-service.js";
import { type MailServerHabits, startMailServer, type TestMailServer } from "./mail-server.js";

/** The service before a mail server of its own. */
export interface Mailing {
  email: TestService;
  smtp: TestMailServer;
  /** Asks for one mail under a key of its own. */
  send(mail: unknown): Promise<Answer>;
  /** What has come for an address, in order of arrival. */
  arrivedFor(address: string): { mail: Email; source: string; recipients: string[] }[];
  close(): Promise<void>;
}

/** @param env settings of the service, which may depend on where the mail server listens */
export async function startMailing(
  habits: MailServerHabits = {},
  env: (smtp: TestMailServer) => Record<string, string> = () => ({}),
): Promise<Mailing> {
  const smtp = await startMailServer(habits);
  const email = await startTestService({ REDIS_URL: await testRedisUrl(), SMTP_URL: smtp.url, ...env(smtp) });
  return {
    email,
    smtp,
    send: (mail) => email.post("/send", mail, { "idempotency-key": randomUUID() }),
    arrivedFor: (address) =>
      smtp.mails.flatMap((mail, index) => {
        const recipients = smtp.recipients[index] ?? [];
        const source = smtp.sources[index]?.toString("latin1") ?? "";
        return recipients.includes(address) ? [{ mail, source, recipients }] : [];
      }),
    close: async () => {
      await email.service.close();
      await smtp.close();
    },
  };
}
