import { Client } from "undici";

export interface LoadOrder {
  url: string;
  /** Asked in turn, by all connections together. */
  paths: string[];
  connections: number;
  milliseconds: number;
}

export interface LoadResult {
  requests: number;
  /** Answers other than 200. */
  failures: number;
  perSecond: number;
  meanBytes: number;
}

/** Keeps every connection busy for the time given; one request after the other on each. */
async function load({ url, paths, connections, milliseconds }: LoadOrder): Promise<LoadResult> {
  let next = Math.floor(Math.random() * paths.length);
  const totals = { requests: 0, failures: 0, bytes: 0 };
  const started = performance.now();
  const end = started + milliseconds;
  async function work(): Promise<void> {
    const client = new Client(url);
    while (performance.now() < end) {
      const path = paths[next++ % paths.length] ?? "/";
      const { statusCode, body } = await client.request({ path, method: "GET" });
      const { byteLength } = await body.arrayBuffer();
      totals.requests += 1;
      totals.bytes += byteLength;
      if (statusCode !== 200) totals.failures += 1;
    }
    await client.close();
  }
  await Promise.all(Array.from({ length: connections }, work));
  const seconds = (performance.now() - started) / 1000;
  const { requests, failures, bytes } = totals;
  return { requests, failures, perSecond: requests / seconds, meanBytes: bytes / Math.max(1, requests) };
}

process.on("message", (order: LoadOrder) => {
  load(order).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.send?.("ready");
