import type { Socket } from "socket.io-client";
import { t } from "../texts/texts.js";
import { signInPath } from "./session.js";
import { announce } from "./status.js";

/** A short gap is nobody's concern, and neither is one while the page is being left. */
const patienceMs = 2_000;

const away = new Set<Socket>();
let waiting: ReturnType<typeof setTimeout> | undefined;
let bar: HTMLElement | undefined;
let signedOut = false;

/** Says on the page that updates are paused, for as long as one of its connections is away. */
export function noteConnection(socket: Socket, connected: boolean): void {
  if (signedOut) return;
  if (connected) away.delete(socket);
  else away.add(socket);
  if (away.size > 0) {
    waiting ??= setTimeout(() => show(t.live.paused), patienceMs);
    return;
  }
  clearTimeout(waiting);
  waiting = undefined;
  if (bar === undefined) return;
  bar.remove();
  bar = undefined;
  announce(t.live.resumed);
}

/** The session has ended, here or elsewhere: nothing more is told until somebody signs in. */
export function noteSignedOut(): void {
  signedOut = true;
  clearTimeout(waiting);
  const link = document.createElement("a");
  link.href = signInPath(location.pathname + location.search);
  link.textContent = t.account.signIn;
  show(t.live.signedOut, link);
}

function show(text: string, link?: HTMLElement): void {
  bar ??= document.createElement("p");
  bar.className = "connection-note";
  bar.replaceChildren(text, ...(link === undefined ? [] : [" ", link]));
  // Beside the region, not in it: it stays for as long as it is true.
  document.getElementById("main")?.before(bar);
  announce(text);
}
