import { startInbox } from "./inbox.js";

const inbox = await startInbox({
  host: process.env.INBOX_HOST ?? "127.0.0.1",
  httpPort: Number(process.env.INBOX_PORT ?? 1080),
  smtpPort: Number(process.env.INBOX_SMTP_PORT ?? 1025),
});
console.log(`The development inbox is on ${inbox.httpUrl}, and takes mail on ${inbox.smtpUrl}`);

const stop = async () => {
  await inbox.stop();
  process.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
