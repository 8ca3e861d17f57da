import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type BookingService, startBookingService } from "../bookings/testing/booking-service.js";
import type { Client } from "../bookings/testing/client.js";

let service: BookingService;
let operator: Client;
let traveller: Client;

beforeAll(async () => {
  service = await startBookingService();
  operator = await (await service.newClient()).become("operator");
  traveller = await service.newClient();
}, 60_000);
afterAll(() => service.close());

const give = (by: Client, to: string, roles: string[]) =>
  by.send("PATCH", `/api/operator/users/${to}`, { roles });

test("users are found by a part of address or name, in whatever case, and listed page by page", async () => {
  const part = traveller.email.slice(3, 20).toUpperCase();
  const { body } = await operator.get(`/api/operator/users?search=${part}`);
  expect(body).toEqual({
    items: [
      {
        id: traveller.id,
        email: traveller.email,
        name: "Ada Example",
        emailVerified: false,
        roles: [],
        createdAt: expect.any(String),
      },
    ],
  });
  const seen: string[] = [];
  for (let cursor = ""; ; ) {
    const page = (await operator.get(`/api/operator/users?search=EXAMPLE.ORG&limit=1${cursor}`)).body;
    seen.push(...page.items.map(({ id }: { id: string }) => id));
    if (page.nextCursor === undefined) break;
    cursor = `&cursor=${page.nextCursor}`;
  }
  expect(seen.sort()).toEqual([operator.id, traveller.id].sort());
  const operators = await operator.get("/api/operator/users?role=operator");
  expect(operators.body.items).toMatchObject([{ id: operator.id }]);
});

test("roles are given and taken at once, each change in the log with what was before", async () => {
  const given = await give(operator, traveller.id, ["inspector"]);
  expect([given.status, given.body.roles]).toEqual([200, ["inspector"]]);
  expect((await traveller.post("/api/tickets/inspect", { code: "x" })).status).toBe(200);
  await give(operator, traveller.id, ["inspector"]);
  await give(operator, traveller.id, []);
  expect((await traveller.post("/api/tickets/inspect", { code: "x" })).status).toBe(403);
  const { body } = await operator.get("/api/operator/actions");
  const about = body.items.filter((item: { subject: string }) => item.subject === traveller.id);
  expect(about).toMatchObject([
    { action: "roles-changed", detail: { before: "inspector", after: "" } },
    { action: "roles-changed", detail: { before: "", after: "inspector" } },
  ]);
});

test("others are refused, and what is not there", async () => {
  expect((await give(traveller, traveller.id, ["operator"])).status).toBe(403);
  expect((await traveller.get("/api/operator/users")).status).toBe(403);
  expect((await give(operator, randomUUID(), [])).body.code).toBe("no-such-user");
  expect((await give(operator, traveller.id, ["king"])).status).toBe(400);
  const own = await give(operator, operator.id, ["inspector"]);
  expect([own.status, own.body.code]).toEqual([409, "own-operator-role"]);
});

test("operators who demote each other at once leave one", async () => {
  const others = await Promise.all(
    Array.from({ length: 4 }, async () => (await service.newClient()).become("operator")),
  );
  const circle = [operator, ...others];
  const replies = await Promise.all(
    circle.map((client, index) => give(client, circle[(index + 1) % circle.length]?.id ?? "", [])),
  );
  expect(replies.every(({ status }) => status === 200 || status === 403)).toBe(true);
  const left = await service.sql.rows("SELECT id FROM users WHERE 'operator' = ANY (roles)");
  expect(left.length).toBeGreaterThan(0);
  const refused = replies.filter(({ status }) => status === 403).length;
  expect(left.length).toBe(circle.length - (replies.length - refused));
});
