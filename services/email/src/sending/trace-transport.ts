import { traced } from "@railbooker/runtime/tracing";
import type { Transport } from "./transport.js";

/** A transport that records each handing over to the mail server, its waiting for a turn included. */
export function traceTransport(transport: Transport, server: { host: string; port: number }): Transport {
  const attributes = { "server.address": server.host, "server.port": server.port };
  return {
    ...transport,
    handOver: (mail, signal) =>
      traced("smtp send", { kind: "client", attributes }, () => transport.handOver(mail, signal)),
  };
}
