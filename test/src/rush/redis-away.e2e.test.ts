import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createOwnRedis, type OwnRedis } from "@railbooker/runtime/testing/redis-server";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { requireLoopback, runRush } from "@railbooker/scripts/rush/run-rush";
import { failures } from "@railbooker/scripts/rush/tally";
import pg from "pg";
import { type Product, startProduct } from "../support/product.js";
import { auditAfter, becomesClean } from "./audit-now.js";

let redis: OwnRedis;
let product: Product;

beforeAll(async () => {
  redis = await createOwnRedis();
  product = await startProduct({
    redisUrl: redis.url,
    env: { HOLD_MINUTES: "0.25", PURCHASE_LIMIT: "off", LOG_LEVEL: "warn" },
  });
}, 180_000);

afterAll(async () => {
  await product?.stop();
  await redis?.remove();
}, 60_000);

async function count(sql: string): Promise<number> {
  const client = new pg.Client({ connectionString: product.databaseUrl, options: "-c search_path=booking" });
  await client.connect();
  try {
    return Number((await client.query<{ count: string }>(`SELECT count(*) FROM ${sql}`)).rows[0]?.count);
  } finally {
    await client.end();
  }
}

test("with Redis stopped throughout a rush bookings go on, holds expire, and the audit is clean afterwards", async () => {
  const { tally } = await runRush({
    baseUrl: product.bookings[0]?.url ?? "",
    users: 150,
    speed: 60,
    from: "Amsterdam",
    to: "Köln",
    accounts: 8,
    onOpening: () => redis.kill(),
  });
  expect(tally.ended.bought).toBeGreaterThan(80);
  expect(tally.ended.abandoned).toBeGreaterThan(0);
  expect(failures(tally)).toEqual([]);
  expect([...tally.unanswered]).toEqual([]);
  await waitFor("holds to end", async () => (await count("holds WHERE status = 'active'")) === 0, 60_000);
  expect(await count("seat_claims WHERE ticket_id IS NULL")).toBe(0);
  expect(await count("bookings")).toBe(tally.ended.bought);
  expect(
    await count(
      "outbox WHERE published_at IS NOT NULL AND created_at > (SELECT min(created_at) FROM bookings)",
    ),
  ).toBe(0);
  expect([...(await auditAfter(product.databaseUrl, "")).keys()]).toEqual([]);

  await redis.start();
  await becomesClean(product.databaseUrl, 120_000);
}, 300_000);

test("a rush is refused on any other machine", () => {
  for (const url of [
    "http://railbooker.example",
    "https://10.0.0.1:3000",
    "http://127.0.0.1.example.org",
    "http://localhost@example.org",
  ])
    expect(() => requireLoopback(url)).toThrow("on this machine only");
  expect(requireLoopback("http://127.0.0.1:3000/x")).toBe("http://127.0.0.1:3000");
});
