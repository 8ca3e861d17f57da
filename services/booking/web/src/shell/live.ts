import type { Socket } from "socket.io-client";
import type { Notice } from "../api/types.js";
import { keepConnected } from "./keep-connected.js";
import { currentUser } from "./session.js";

let opened: Promise<Socket | undefined> | undefined;

/** The page's one socket, opened on first use; undefined for a visitor who is not signed in. */
export function liveSocket(): Promise<Socket | undefined> {
  opened ??= open().catch((error: unknown) => {
    // Its script could not be loaded: whoever asks next tries again.
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(): Promise<Socket | undefined> {
  if ((await currentUser()) === undefined) return undefined;
  return connect("/");
}

async function connect(namespace: string): Promise<Socket> {
  const { io } = await import("socket.io-client");
  return keepConnected(io(namespace, { transports: ["websocket"], reconnectionDelayMax: 10_000 }));
}

let trains: Promise<Socket> | undefined;

/** The socket that tells how trains run and which seats are free, open to everybody. It shares its connection with the page's other one. */
export function trainSocket(): Promise<Socket> {
  trains ??= connect("/trains").catch((error: unknown) => {
    trains = undefined;
    throw error;
  });
  return trains;
}

/** Runs now where the socket is connected already, and at every connection from here on. */
export function onConnection(socket: Socket, run: () => void): () => void {
  if (socket.connected) run();
  socket.on("connect", run);
  return () => socket.off("connect", run);
}

/** Listens from now on, so that what is pushed before the answer to a request is not missed. */
export function listenForNews(): { about: (reference: string, patienceMs: number) => Promise<void> } {
  const heard = new Set<string>();
  let tell = (): void => undefined;
  const listener = (notice: Notice): void => {
    if (notice.data?.reference !== undefined) heard.add(notice.data.reference);
    tell();
  };
  // Without it the wait below simply runs out.
  liveSocket()
    .then((socket) => socket?.on("notification", listener))
    .catch(() => undefined);
  return {
    about: async (reference, patienceMs) => {
      const end = Date.now() + patienceMs;
      while (!heard.has(reference) && Date.now() < end) {
        await new Promise<void>((resolve) => {
          tell = resolve;
          setTimeout(resolve, end - Date.now());
        });
      }
    },
  };
}
