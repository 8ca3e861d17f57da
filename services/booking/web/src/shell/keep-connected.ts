import type { Socket } from "socket.io-client";
import { noteConnection, noteSignedOut } from "./connection-note.js";

const firstWaitMs = 1_000;
const longestWaitMs = 10_000;

/**
 * Socket.io tries again by itself where the network failed, and never where the server ended the connection. It does so when
 * somebody signs out anywhere, and ends the connections of the devices that stay signed in as well: only the next try tells which
 * of the two this one is.
 */
export function keepConnected(socket: Socket): Socket {
  let waitMs = firstWaitMs;
  const again = (): void => {
    setTimeout(() => socket.connect(), waitMs * (0.5 + Math.random()));
    waitMs = Math.min(waitMs * 2, longestWaitMs);
  };
  socket.on("connect", () => {
    waitMs = firstWaitMs;
    noteConnection(socket, true);
  });
  socket.on("disconnect", (reason) => {
    noteConnection(socket, false);
    if (reason === "io server disconnect") again();
  });
  socket.on("connect_error", (error: Error & { data?: { code?: string } }) => {
    if (error.data?.code === "not-signed-in") return noteSignedOut();
    noteConnection(socket, false);
    if (!socket.active) again();
  });
  return socket;
}
