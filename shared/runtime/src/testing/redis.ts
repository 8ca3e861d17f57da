import { Redis } from "ioredis";
import { required } from "./postgres.js";

/** The URL of a Redis database that no other test file uses, empty. (Publish and subscribe cross databases: use ids of your own.) */
export async function testRedisUrl(): Promise<string> {
  const base = required("TEST_REDIS_URL");
  const counter = new Redis(`${base}/0`);
  const taken = await counter.incr("railbooker:test-databases");
  counter.disconnect();
  const url = `${base}/${1 + (taken % 500)}`;
  const own = new Redis(url);
  await own.flushdb();
  own.disconnect();
  return url;
}
