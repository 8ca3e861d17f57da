import type { Socket } from "socket.io-client";
import { currentUser } from "./session.js";

let opened: Promise<Socket | undefined> | undefined;

/** The page's one socket, opened on first use; undefined for a visitor who is not signed in. */
export function liveSocket(): Promise<Socket | undefined> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Socket | undefined> {
  if ((await currentUser()) === undefined) return undefined;
  const { io } = await import("socket.io-client");
  return io({ transports: ["websocket"], reconnectionDelayMax: 10_000 });
}

/** Runs now where the socket is connected already, and at every connection from here on. */
export function onConnection(socket: Socket, run: () => void): () => void {
  if (socket.connected) run();
  socket.on("connect", run);
  return () => socket.off("connect", run);
}
