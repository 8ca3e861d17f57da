import type { Server } from "node:http";
import { accessTokenKey } from "@railbooker/runtime/access-token";
import type { Logger } from "@railbooker/runtime/logger";
import type { Shutdown } from "@railbooker/runtime/shutdown";
import type { Redis } from "ioredis";
import type { BookingConfig } from "./config.js";
import { latestNumbers } from "./notifications/latest-numbers.js";
import { feedHeartbeat } from "./realtime/feed-heartbeat.js";
import { createRealtime, type Realtime, type RealtimeOptions } from "./realtime/realtime.js";

export interface SocketDeps {
  server: Server;
  pubClient: Redis;
  subClient: Redis;
  identify: RealtimeOptions["identify"];
  log: Logger;
  shutdown: Shutdown;
}

/** The sockets on the HTTP server, and the heartbeat of what they should know. */
export function openSockets(config: BookingConfig, { shutdown, ...deps }: SocketDeps): Realtime {
  const sockets = createRealtime({ ...deps, publicUrl: config.PUBLIC_URL });
  shutdown.add("sockets", () => sockets.close());
  const numbers = latestNumbers({
    serviceUrl: config.NOTIFICATION_SERVICE_URL,
    accessTokenKey: accessTokenKey(config.ACCESS_TOKEN_KEY),
  });
  const everyMs = config.FEED_HEARTBEAT_SECONDS * 1000;
  const heartbeat = feedHeartbeat({ sockets, latestNumbers: numbers, log: deps.log, everyMs });
  heartbeat.start();
  shutdown.add("feed heartbeat", () => heartbeat.stop());
  return sockets;
}
