import { Gauge, type Registry } from "@railbooker/runtime/metrics";

/** @param connections open on this process now */
export function measureSockets(registry: Registry, connections: () => number): void {
  new Gauge({
    name: "railbooker_websocket_connections",
    help: "open WebSocket connections of this process",
    registers: [registry],
    collect() {
      this.set(connections());
    },
  });
}
