import { readFileSync, writeFileSync } from "node:fs";
import { freePort, portState } from "../servers/free-port.js";
import { readPort } from "./variables.js";

export interface Ports {
  booking: number;
  email: number;
  notification: number;
  inbox: number;
  inboxSmtp: number;
}

const places = [
  { key: "booking", variable: "BOOKING_PORT", usual: 3000 },
  { key: "email", variable: "EMAIL_PORT", usual: 3001 },
  { key: "notification", variable: "NOTIFICATION_PORT", usual: 3002 },
  { key: "inbox", variable: "INBOX_PORT", usual: 1080 },
  { key: "inboxSmtp", variable: "INBOX_SMTP_PORT", usual: 1025 },
] as const;

/**
 * Decides where everything listens.
 * @throws Error that names every busy port, with the variable that changes it
 */
export async function choosePorts(environment: NodeJS.ProcessEnv, withInbox: boolean): Promise<Ports> {
  const ports = {} as Ports;
  const problems: string[] = [];
  const users = new Map<number, string>();
  for (const { key, variable, usual } of places) {
    const port =
      readPort(environment, variable) ??
      (key === "booking" ? readPort(environment, "PORT") : undefined) ??
      usual;
    ports[key] = port;
    if (!withInbox && key.startsWith("inbox")) continue;
    const state = await portState(port);
    const reason = state === "busy" ? "another program uses it" : "this user may not use it";
    const other = users.get(port);
    if (other !== undefined)
      problems.push(`  ${port}: ${other} wants it too. ${variable}=${port + 10} changes it.`);
    else if (state !== "free")
      problems.push(
        `  ${port}: ${reason}. Set ${variable} to another, as in ${variable}=${port + 10} npm start`,
      );
    users.set(port, variable);
  }
  if (problems.length > 0) throw new Error(["These ports are not free:", ...problems].join("\n"));
  return ports;
}

/** The port of a metrics endpoint: the usual one, or any that is free, since only a scraper asks for it. */
export async function opsPort(usual: number): Promise<number> {
  return (await portState(usual)) === "free" ? usual : await freePort();
}

/**
 * The port of a local server: what the variable says, else the one of last time if it is still free, else any.
 * @param file where the ports of last time are kept
 */
export async function serverPort(
  environment: NodeJS.ProcessEnv,
  variable: string,
  file: string,
): Promise<number> {
  const wanted = readPort(environment, variable);
  if (wanted !== undefined) {
    if ((await portState(wanted)) === "free") return wanted;
    throw new Error(
      `Port ${wanted} is not free. Set ${variable} to another, or unset it to have one chosen.`,
    );
  }
  const remembered = readRemembered(file);
  const last = remembered[variable];
  if (last !== undefined && (await portState(last)) === "free") return last;
  const port = await freePort();
  writeFileSync(file, `${JSON.stringify({ ...remembered, [variable]: port }, null, 2)}\n`);
  return port;
}

function readRemembered(file: string): Record<string, number | undefined> {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // No file yet, or an unreadable one: nothing is lost by choosing anew.
    return {};
  }
}
