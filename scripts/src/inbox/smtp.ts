import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { readMail } from "./mail.js";
import type { Mailbox } from "./mailbox.js";

const largestMessageBytes = 30 * 1024 * 1024;

/** The SMTP side: takes whatever it is given, with a login or without. Made for the loopback interface only. */
export function createSmtpServer(mailbox: Mailbox): SMTPServer {
  return new SMTPServer({
    banner: "RailBooker development inbox",
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    size: largestMessageBytes,
    rejectOversized: true,
    closeTimeout: 200,
    logger: false,
    onAuth: (_auth, _session, callback) => callback(null, { user: "anyone" }),
    onData(stream, session, callback) {
      take(stream, session, mailbox).then(
        () => callback(null),
        (error: Error) => callback(error),
      );
    },
  });
}

async function take(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  mailbox: Mailbox,
): Promise<void> {
  const { mailFrom, rcptTo } = session.envelope;
  const envelope = {
    from: mailFrom === false ? "" : (mailFrom?.address ?? ""),
    to: rcptTo.map(({ address }) => address),
  };
  const raw = await buffer(stream);
  if (stream.sizeExceeded) return;
  mailbox.add(await readMail(raw, envelope, new Date()), raw);
}
