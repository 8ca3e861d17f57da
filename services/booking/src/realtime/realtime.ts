import type { Server as HttpServer, IncomingMessage } from "node:http";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import { createAdapter } from "@socket.io/redis-adapter";
import type { Redis } from "ioredis";
import { Server, type Socket } from "socket.io";
import { originAllowed, tokenOf } from "./handshake.js";
import { quietRedis } from "./quiet-redis.js";
import {
  type ClientEvents,
  runRoom,
  type SeatChanges,
  type ServerEvents,
  type TrainState,
  userOfRoom,
  userRoom,
} from "./socket-events.js";
import { watchRuns } from "./watch-runs.js";

export interface RealtimeOptions {
  server: HttpServer;
  pubClient: Redis;
  /** A connection of the adapter's own: it subscribes. */
  subClient: Redis;
  publicUrl: string;
  /** Whose a handshake is; undefined for nobody. `token` comes from the client's `auth`. */
  identify: (
    req: IncomingMessage,
    token?: string,
  ) => Promise<{ userId: string; expiresAt?: Date } | undefined>;
  log: Logger;
}

type User = { userId: string; expiresAt?: Date };
type UserSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, User>;

export interface Realtime {
  io: Server<ClientEvents, ServerEvents, Record<string, never>, User>;
  /** Tells everybody who watches the run, signed in or not. */
  trainChanged(state: TrainState): void;
  /** The same of its seats. */
  seatsChanged(news: SeatChanges): void;
  /** Open on this process. */
  connections(): number;
  /** Users with a socket on this process. */
  usersHere(): string[];
  /** Tells the user's sockets on this process alone, without Redis. */
  beat(userId: string, maxSeq: number): void;
  /** Ends the user's sockets on every process. */
  disconnectUser(userId: string): void;
  /** Ends this process's sockets; the HTTP server stays open and is its owner's to close. */
  close(): Promise<void>;
}

const largestMessage = 16 * 1024;

/** Open to visitors who are not signed in: how trains run and which seats are free is no secret, and nothing else is told there. */
const publicNamespace = "/trains";

/** The Socket.io server: WebSocket only, so that no load balancer needs sticky sessions; one Redis joins all processes. */
export function createRealtime({ server, publicUrl, identify, log, ...redis }: RealtimeOptions): Realtime {
  const io: Realtime["io"] = new Server(server, {
    transports: ["websocket"],
    serveClient: false,
    maxHttpBufferSize: largestMessage,
    allowRequest: (req, decide) => {
      const allowed = originAllowed(req, publicUrl);
      decide(allowed ? null : "this origin may not connect", allowed);
    },
    adapter: createAdapter(quietRedis(redis.pubClient, log), quietRedis(redis.subClient, log)),
  });

  io.use((socket, next) => {
    identify(socket.request, tokenOf(socket.handshake.auth)).then(
      (user) => {
        if (user === undefined) return next(refusal("not-signed-in"));
        socket.data = user;
        next();
      },
      (error: unknown) => {
        log.warn({ reason: coerceError(error).message }, "a socket could not be identified");
        next(refusal("unavailable"));
      },
    );
  });
  io.on("connection", (socket) => {
    void socket.join(userRoom(socket.data.userId));
    endAtExpiry(socket);
    watchRuns(socket);
  });
  const visitors = io.of(publicNamespace);
  visitors.on("connection", (socket) => watchRuns(socket));
  /** Those who are signed in and those who are not, on every process. */
  const everybody = [io.of("/"), visitors];

  return {
    io,
    trainChanged: (state) => {
      for (const namespace of everybody) namespace.to(runRoom(state.runId)).emit("train", state);
    },
    seatsChanged: (news) => {
      for (const namespace of everybody) namespace.to(runRoom(news.runId)).emit("seats", news);
    },
    connections: () => io.engine.clientsCount,
    usersHere: () => [...io.of("/").adapter.rooms.keys()].flatMap((room) => userOfRoom(room) ?? []),
    beat: (userId, maxSeq) => {
      io.local.to(userRoom(userId)).emit("heartbeat", { maxSeq });
    },
    disconnectUser: (userId) => io.in(userRoom(userId)).disconnectSockets(true),
    close: async () => {
      io.local.disconnectSockets(true);
      visitors.local.disconnectSockets(true);
      await Promise.all([io.of("/").adapter.close(), visitors.adapter.close()]);
      io.engine.close();
    },
  };
}

/** A client finds the code in the `data` of its `connect_error`. */
function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}

const longestTimerMs = 2 ** 31 - 1;

/** A token is looked at when the socket opens; without this, the socket would outlive it. */
function endAtExpiry(socket: UserSocket): void {
  const { expiresAt } = socket.data;
  if (expiresAt === undefined) return;
  const left = Math.max(0, expiresAt.getTime() - Date.now());
  if (left > longestTimerMs) return;
  const timer = setTimeout(() => socket.disconnect(true), left);
  socket.on("disconnect", () => clearTimeout(timer));
}
