import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import type { Certificate } from "./certificate.js";

export interface TestMailServer {
  url: string;
  port: number;
  /** Mails taken, parsed, in order of arrival. */
  mails: Email[];
  /** Their sources. */
  sources: Buffer[];
  /** Whether each came over an encrypted connection. */
  encrypted: boolean[];
  /** Envelope recipients of each mail taken. */
  recipients: string[][];
  /** Connections accepted so far. */
  connections: () => number;
  /** Logins tried so far. */
  logins: () => number;
  close(): Promise<void>;
}

export interface MailServerHabits {
  /** Refuses a recipient whose address begins with a key by that SMTP code. */
  refuse?: Record<string, number>;
  /** Stores the mail, then breaks the connection instead of answering, for recipients that begin so. */
  dropAfterData?: string;
  /** Breaks the connection when asked to take a recipient that begins so. */
  dropBeforeData?: string;
  /** Milliseconds before each answer to DATA. */
  delayMs?: number;
  login?: { user: string; password: string };
  /** Takes this access token by XOAUTH2, and nothing else. */
  accessToken?: () => string;
  /** Offers STARTTLS, or with `fromTheStart` speaks TLS alone. */
  tls?: Certificate & { fromTheStart?: boolean };
}

/** A real SMTP server that keeps what it gets. */
export async function startMailServer(habits: MailServerHabits = {}): Promise<TestMailServer> {
  const mails: Email[] = [];
  const sources: Buffer[] = [];
  const encrypted: boolean[] = [];
  const recipients: string[][] = [];
  let connections = 0;
  let logins = 0;
  const { tls, accessToken } = habits;
  const open = habits.login === undefined && accessToken === undefined;
  const options: SMTPServerOptions = {
    authOptional: open,
    disabledCommands: [...(tls === undefined ? ["STARTTLS"] : []), ...(open ? ["AUTH"] : [])],
    ...(accessToken === undefined ? {} : { authMethods: ["XOAUTH2"] }),
    ...(tls === undefined ? {} : { key: tls.key, cert: tls.cert, secure: tls.fromTheStart ?? false }),
    allowInsecureAuth: true,
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onAuth: (auth, _session, done) => {
      logins += 1;
      const right =
        accessToken === undefined
          ? auth.username === habits.login?.user && auth.password === habits.login?.password
          : auth.accessToken === accessToken();
      if (right) return done(null, { user: auth.username ?? "" });
      done(Object.assign(new Error("wrong login"), { responseCode: 535 }));
    },
    onRcptTo: ({ address }, _session, done) => {
      if (habits.dropBeforeData !== undefined && address.startsWith(habits.dropBeforeData)) {
        for (const connection of server.connections) connection.close();
        return;
      }
      const found = Object.entries(habits.refuse ?? {}).find(([start]) => address.startsWith(start));
      if (found === undefined) return done();
      done(Object.assign(new Error("5.1.1 refused by habit"), { responseCode: found[1] }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const source = Buffer.concat(chunks);
        void PostalMime.parse(source).then((mail) => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          mails.push({ ...mail, ...withLineFeeds(mail) });
          sources.push(source);
          encrypted.push(Boolean(session.secure));
          recipients.push(to);
          if (habits.dropAfterData !== undefined && to[0]?.startsWith(habits.dropAfterData)) {
            for (const connection of server.connections) connection.close();
            return;
          }
          setTimeout(() => done(), habits.delayMs ?? 0);
        });
      });
    },
  };
  const server = new SMTPServer(options);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.on("error", () => undefined);
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    sources,
    encrypted,
    recipients,
    connections: () => connections,
    logins: () => logins,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The parser gives encoded texts as they were sent: with the line ends of mail. */
function withLineFeeds({ text, html }: Email): Pick<Email, "text" | "html"> {
  return {
    ...(text === undefined ? {} : { text: text.replaceAll("\r\n", "\n") }),
    ...(html === undefined ? {} : { html: html.replaceAll("\r\n", "\n") }),
  };
}
