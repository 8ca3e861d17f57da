import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { grantRole } from "../accounts/grant-role.js";
import { type BookingService, startBookingService } from "../bookings/testing/booking-service.js";
import { beginImport, keepProgress, listImports } from "./import/import-record-store.js";
import { createStaging } from "./import/staging-store.js";
import { smallFeed } from "./testing/small-feed.js";
import { snapshot } from "./testing/snapshot.js";
import { zipOf } from "./testing/zip.js";

let service: BookingService;
let operator: Record<string, string>;
let traveller: Record<string, string>;

beforeAll(async () => {
  service = await startBookingService();
  [operator, traveller] = [await register("operator"), await register()];
});
afterAll(() => service.close());

/** @returns the headers that carry an access token. */
async function register(role?: string): Promise<Record<string, string>> {
  const account = { email: `${role ?? "nobody"}@example.org`, password: "a long and quiet platform" };
  await send("/api/users", JSON.stringify({ ...account, name: "X" }), {});
  if (role !== undefined) await grantRole(service.sql, account.email, role);
  const { body } = await send("/api/users/token", JSON.stringify({ grantType: "password", ...account }), {});
  return { authorization: `Bearer ${body.accessToken}` };
}

async function send(path: string, body: string | Buffer, headers: Record<string, string>) {
  const response = await fetch(service.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", connection: "close", ...headers },
    body,
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  return { status: response.status, body: (await response.json()) as any };
}

const upload = (bytes: Buffer, headers: Record<string, string>, query = "") =>
  send(`/api/operator/timetables${query}`, bytes, { "content-type": "application/zip", ...headers });
const small = () => zipOf(smallFeed(), { deflate: true });
const uploads = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("railbooker-upload-"));

test("an operator uploads a feed and gets the report; nothing is left on disk", async () => {
  const { status, body } = await upload(small(), operator);
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { feed: "small-railway", trains: 1, calls: 3, leftOut: [], soldRuns: [] },
  });
  expect((await fetch(`${service.url}/api/trains/t1.2027-03-05`)).status).toBe(200);
  expect(await uploads()).toEqual([]);
});

async function get(path: string, headers: Record<string, string>) {
  const response = await fetch(service.url + path, { headers: { connection: "close", ...headers } });
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came back
  return (await response.json()) as any;
}

test("every import is listed with its file, what came of it, and who began it; the log has what became live", async () => {
  expect((await upload(small(), operator, "?name=spring.zip")).status).toBe(200);
  await upload(zipOf(smallFeed({ "agency.txt": undefined })), operator, "?name=broken.zip");
  const { items } = await get("/api/operator/timetables", operator);
  expect(items.slice(0, 2)).toMatchObject([
    {
      fileName: "broken.zip",
      state: "refused",
      result: null,
      problem: expect.stringContaining("agency.txt"),
    },
    {
      fileName: "spring.zip",
      operator: "X",
      state: "done",
      share: expect.any(Number),
      result: { feed: "small-railway", trains: 1, leftOut: [], soldRuns: 0 },
      problem: null,
    },
  ]);
  expect((await get("/api/operator/timetables", traveller)).code).toBe("not-allowed");
  const log = await get("/api/operator/actions?action=timetable-imported&q=SMALL-rail", operator);
  expect(log.items[0]).toMatchObject({ operator: "X", detail: { feed: "small-railway", trains: 1 } });
  expect((await get("/api/operator/actions?q=nobody%20of%20that%20name", operator)).items).toEqual([]);
  expect((await get("/api/operator/actions?action=roles-changed", operator)).items).toEqual([]);
});

test("how far an import is stands in its row; one that has been silent for long was interrupted", async () => {
  const [{ id: operatorId } = { id: "" }] = await service.sql.rows<{ id: string }>(
    "SELECT id FROM users LIMIT 1",
  );
  const start = new Date();
  const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
  const id = await beginImport(service.sql, { operatorId, fileName: "slow.zip" }, start);
  await keepProgress(service.sql, id, { step: "checking", share: 1, rows: 120 }, later(20));
  expect((await listImports(service.sql, 1, later(40)))[0]).toMatchObject({
    id,
    state: "running",
    step: "checking",
    share: 1,
    rows: 120,
  });
  expect((await listImports(service.sql, 1, later(60)))[0]?.state).toBe("interrupted");
});

test("what cannot be used is a 422 with the reason, and changes nothing", async () => {
  // That it was tried is kept; nothing else of it.
  const unchanged = async () => {
    const { timetable_imports: _record, ...rest } = await snapshot(service.sql);
    return rest;
  };
  const before = await unchanged();
  const broken = await upload(zipOf(smallFeed({ "agency.txt": undefined })), operator);
  expect(broken).toMatchObject({
    status: 422,
    body: { code: "feed-refused", detail: expect.stringContaining("agency.txt") },
  });
  const noZip = await upload(Buffer.from("nothing"), operator, "?name=notes.zip");
  expect(noZip.body).toMatchObject({ code: "feed-refused", detail: expect.stringContaining("zip file") });
  expect(noZip.body.detail).toMatch(/^notes\.zip /);
  expect(noZip.body.detail).not.toContain(tmpdir());
  const trips = "route_id,service_id,trip_id\nr,s,t1\nr,s,t2\n";
  const strict = await upload(zipOf(smallFeed({ "trips.txt": trips })), operator, "?strict=true");
  expect(strict).toMatchObject({ status: 422, body: { code: "feed-refused" } });
  expect(await unchanged()).toEqual(before);
});

test("only operators may, in the format asked for, and only with parameters that there are", async () => {
  expect((await upload(small(), {})).status).toBe(401);
  expect((await upload(small(), traveller)).status).toBe(403);
  expect(await upload(small(), { ...operator, "content-type": "text/plain" })).toMatchObject({
    status: 400,
    body: { code: "unsupported-media-type" },
  });
  expect(await upload(small(), operator, "?stric=true")).toMatchObject({ status: 400 });
  const elsewhere = await send("/api/holds", small(), { ...operator, "content-type": "application/zip" });
  expect(elsewhere).toMatchObject({ status: 400, body: { code: "unsupported-media-type" } });
});

test("a second import at once is a 409", async () => {
  const inStaging = createStaging(service.config.DATABASE_URL, "booking");
  const second = await inStaging(async ({ sql }) => {
    await sql.rows("SELECT pg_advisory_xact_lock(hashtext('railbooker:timetable-import'))");
    return await upload(small(), operator);
  });
  expect(second).toMatchObject({ status: 409, body: { code: "import-under-way" } });
});
