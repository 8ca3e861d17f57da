import type { Socket } from "socket.io-client";
import { noteConnection, noteSignedOut } from "./connection-note.js";

const firstWaitMs = 1_000;
const longestWaitMs = 10_000;

/**
 * Socket.io tries again by itself where the network failed, and never where the server ended the connection: as it does when
 * it stops to be replaced by a newer one, and at sign-out. Only the next try tells which of the two it was.
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
