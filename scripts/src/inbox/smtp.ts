import { buffer } from "node:stream/consumers";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { Chaos, Stage } from "./chaos.js";
import { readMail } from "./mail.js";
import type { Mailbox } from "./mailbox.js";

const largestMessageBytes = 30 * 1024 * 1024;

/**
 * The SMTP side: takes whatever it is given, with a login or without, unless chaos strikes. Made for the loopback
 * interface only.
 */
export function createSmtpServer(mailbox: Mailbox, chaos: Chaos): SMTPServer {
  const strike = striker(chaos);
  const server = new SMTPServer({
    banner: "RailBooker development inbox",
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    size: largestMessageBytes,
    rejectOversized: true,
    closeTimeout: 200,
    logger: false,
    onConnect: (session, callback) => strike(server, "connect", session, callback),
    onAuth: (_auth, session, callback) =>
      strike(server, "login", session, (refusal) => {
        if (refusal === undefined) callback(null, { user: "anyone" });
        else callback(refusal);
      }),
    onRcptTo: ({ address }, session, callback) => strike(server, "recipient", session, callback, address),
    onData(stream, session, callback) {
      take(stream, session, mailbox, (stage, done) => {
        strike(server, stage, session, done, session.envelope.rcptTo[0]?.address);
      }).then(() => callback(null), callback);
    },
  });
  return server;
}

type Continue = (refusal?: Error) => void;

/** What chaos wants at a stage is done here; `go` is not called for a connection that is broken or left waiting. */
function striker(chaos: Chaos) {
  return (server: SMTPServer, stage: Stage, session: SMTPServerSession, go: Continue, address?: string) => {
    const trouble = chaos.strike(stage, address);
    switch (trouble?.effect) {
      case undefined:
        return go();
      case "refuse":
        return go(Object.assign(new Error("refused by chaos"), { responseCode: trouble.code }));
      case "delay":
        setTimeout(go, trouble.delayMs).unref();
        return;
      case "drop":
        return breakConnection(server, session);
      case "hang":
        return;
    }
  };
}

function breakConnection(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) {
    if (connection.session.id === session.id) connection.close();
  }
}

async function take(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  mailbox: Mailbox,
  strike: (stage: Stage, go: Continue) => void,
): Promise<void> {
  const passing = (stage: Stage) =>
    new Promise<void>((resolve, reject) => {
      strike(stage, (refusal) => (refusal === undefined ? resolve() : reject(refusal)));
    });
  const { mailFrom, rcptTo } = session.envelope;
  const envelope = {
    from: mailFrom === false ? "" : (mailFrom?.address ?? ""),
    to: rcptTo.map(({ address }) => address),
  };
  const raw = await buffer(stream);
  if (stream.sizeExceeded) return;
  await passing("content");
  mailbox.add(await readMail(raw, envelope, new Date()), raw);
  await passing("answer");
}
