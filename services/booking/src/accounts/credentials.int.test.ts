import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type StartedApp, startApp } from "../http/testing/start-app.js";
import { somebody, Visitor } from "../http/testing/visitor.js";

const fresh = "quite another phrase";

let app: StartedApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function registered(extra: Record<string, string> = {}) {
  const visitor = new Visitor(app.url);
  const person = somebody();
  const { body } = await visitor.post("/api/users", { ...person, ...extra });
  return { visitor, person, id: body.id as string };
}

const signIn = (email: string, password: string, visitor = new Visitor(app.url)) =>
  visitor.post("/api/users/login", { email, password });

async function eventsOf(id: string) {
  const rows = await app.sql.rows<{
    envelope: { type: string; aggregateversion: number; data: Record<string, string> };
  }>("SELECT envelope FROM outbox WHERE subject = $1 ORDER BY version", [`users/${id}`]);
  return rows.map(({ envelope }) => ({
    name: envelope.type.split(".")[2],
    version: envelope.aggregateversion,
    data: envelope.data,
  }));
}
const lastEvent = async (id: string) => (await eventsOf(id)).at(-1);

test("a new password ends every other sign-in and every link, and its owner is told", async () => {
  const { visitor, person, id } = await registered({ locale: "de" });
  const other = new Visitor(app.url);
  await signIn(person.email, person.password, other);
  await new Visitor(app.url).post("/api/users/forgot-password", { email: person.email });
  const reset = (await lastEvent(id))?.data["resetToken"];

  const body = { currentPassword: person.password, password: fresh };
  expect((await visitor.post("/api/users/me/password", body)).status).toBe(204);
  expect((await visitor.get("/api/users/me")).status).toBe(200);
  expect((await other.get("/api/users/me")).status).toBe(401);
  expect((await signIn(person.email, person.password)).status).toBe(401);
  expect((await signIn(person.email, fresh)).status).toBe(200);
  const late = await new Visitor(app.url).post("/api/users/reset-password", {
    token: reset,
    password: "a third phrase",
  });
  expect(late.body.code).toBe("link-expired");
  expect(await lastEvent(id)).toEqual({
    name: "PasswordChanged",
    version: 3,
    data: { userId: id, email: person.email, locale: "de" },
  });
  expect(app.endedSockets).toContain(id);
});

test("the link that confirms the address outlives a new password, and a reset confirms it, too", async () => {
  const { visitor, person, id } = await registered();
  const token = (await lastEvent(id))?.data["verificationToken"];
  await visitor.post("/api/users/me/password", { currentPassword: person.password, password: fresh });
  expect((await visitor.post("/api/users/verify-email", { token })).status).toBe(204);
  expect((await visitor.get("/api/users/me")).body.emailVerified).toBe(true);

  const other = await registered();
  await new Visitor(app.url).post("/api/users/forgot-password", { email: other.person.email });
  const reset = (await lastEvent(other.id))?.data["resetToken"];
  await new Visitor(app.url).post("/api/users/reset-password", { token: reset, password: fresh });
  expect((await signIn(other.person.email, fresh)).body.emailVerified).toBe(true);
});

test("a client with tokens that changes the password keeps its own and ends the browsers", async () => {
  const { visitor, person } = await registered();
  const { email, password } = person;
  const client = new Visitor(app.url);
  const { body } = await client.post("/api/users/token", { grantType: "password", email, password });
  const bearer = { authorization: `Bearer ${body.accessToken}` };
  const change = { currentPassword: password, password: fresh };
  expect((await client.post("/api/users/me/password", change, bearer)).status).toBe(204);
  expect((await client.get("/api/users/me", bearer)).status).toBe(200);
  expect((await visitor.get("/api/users/me")).status).toBe(401);
});

test("the present password is asked for, and of two changes at once one counts", async () => {
  const { visitor, person, id } = await registered();
  const wrong = await visitor.post("/api/users/me/password", {
    currentPassword: "not this one",
    password: fresh,
  });
  expect([wrong.status, wrong.body.code, wrong.body.errors[0].pointer]).toEqual([
    422,
    "wrong-password",
    "/currentPassword",
  ]);
  const common = { currentPassword: person.password, password: "password1" };
  expect((await visitor.post("/api/users/me/password", common)).body.code).toBe("password-too-common");
  const both = await Promise.all(
    ["one new phrase", "two new phrases"].map((password) =>
      visitor.post("/api/users/me/password", { currentPassword: person.password, password }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([204, 422]);
  expect((await eventsOf(id)).map(({ name, version }) => [name, version])).toEqual([
    ["UserRegistered", 1],
    ["PasswordChanged", 2],
  ]);
});

test("a reset is told like any other new password", async () => {
  const { person, id } = await registered();
  await new Visitor(app.url).post("/api/users/forgot-password", { email: person.email });
  const token = (await lastEvent(id))?.data["resetToken"];
  expect(
    (await new Visitor(app.url).post("/api/users/reset-password", { token, password: fresh })).status,
  ).toBe(204);
  expect(await lastEvent(id)).toMatchObject({ name: "PasswordChanged", version: 3 });
});

test("a new address counts once its link is used: bookings move, others are signed out, the old one is told", async () => {
  const { visitor, person, id } = await registered();
  const other = new Visitor(app.url);
  await signIn(person.email, person.password, other);
  const email = `new-${person.email}`;
  expect((await visitor.post("/api/users/me/email", { email, password: person.password })).status).toBe(202);
  expect((await visitor.get("/api/users/me")).body.email).toBe(person.email);
  const asked = await lastEvent(id);
  expect(asked).toMatchObject({ name: "EmailChangeRequested", version: 2, data: { newEmail: email } });

  expect((await visitor.post("/api/users/verify-email", { token: asked?.data["token"] })).status).toBe(204);
  expect((await visitor.get("/api/users/me")).body).toMatchObject({ email, emailVerified: true });
  expect((await other.get("/api/users/me")).status).toBe(401);
  expect((await signIn(person.email, person.password)).status).toBe(401);
  expect((await signIn(email, person.password)).status).toBe(200);
  expect(app.movedContacts).toContainEqual({ userId: id, from: person.email, to: email });
  expect(await lastEvent(id)).toEqual({
    name: "EmailChanged",
    version: 3,
    data: { userId: id, oldEmail: person.email, newEmail: email, locale: "en" },
  });
  const again = await visitor.post("/api/users/verify-email", { token: asked?.data["token"] });
  expect(again.body.code).toBe("link-expired");
});

test("a link opened where its user is not signed in changes the address and signs out everywhere", async () => {
  const { visitor, person, id } = await registered();
  await visitor.post("/api/users/me/email", { email: `x-${person.email}`, password: person.password });
  const stranger = (await registered()).visitor;
  const token = (await lastEvent(id))?.data["token"];
  expect((await stranger.post("/api/users/verify-email", { token })).status).toBe(204);
  expect((await visitor.get("/api/users/me")).status).toBe(401);
  expect((await stranger.get("/api/users/me")).status).toBe(200);
});

test("an address that is taken, now or by the time of the click, is refused; so is the own one", async () => {
  const { visitor, person, id } = await registered();
  const { password } = person;
  const taken = (await registered()).person.email;
  const ask = (email: string) => visitor.post("/api/users/me/email", { email, password });
  expect((await ask(taken)).body.code).toBe("email-taken");
  expect((await ask(person.email)).body.code).toBe("same-email");
  const wrong = await visitor.post("/api/users/me/email", {
    email: "n@example.org",
    password: "not this one",
  });
  expect([wrong.body.code, wrong.body.errors[0].pointer]).toEqual(["wrong-password", "/password"]);

  const late = somebody();
  expect((await ask(late.email)).status).toBe(202);
  const token = (await lastEvent(id))?.data["token"];
  expect((await new Visitor(app.url).post("/api/users", late)).status).toBe(201);
  const click = await visitor.post("/api/users/verify-email", { token });
  expect([click.status, click.body.code]).toEqual([409, "email-taken"]);
  expect((await visitor.get("/api/users/me")).body.email).toBe(person.email);
});

test("tries at the password of a signed-in user are counted for the user, whatever they are for", async () => {
  const many = { points: 100, seconds: 60 };
  const strict = await startApp({
    limits: { everything: many, guesses: { points: 3, seconds: 60 }, exports: many, sensitive: {} },
  });
  try {
    const visitor = new Visitor(strict.url);
    await visitor.post("/api/users", somebody());
    const codes = [];
    for (let i = 0; i < 2; i += 1) {
      const password = { currentPassword: "not this one", password: fresh };
      codes.push((await visitor.post("/api/users/me/password", password)).status);
      const email = { email: "n@example.org", password: "not this one" };
      codes.push((await visitor.post("/api/users/me/email", email)).status);
    }
    expect(codes).toEqual([422, 422, 422, 429]);
  } finally {
    await strict.close();
  }
});

test("a sign-in with the old password, under way while it is changed, comes to nothing", async () => {
  const { person, id } = await registered();
  const { email, password } = person;
  const asked: Promise<{ status: number }>[] = [];
  await app.inTransaction(async (sql) => {
    await sql.rows("UPDATE users SET password_hash = 'another' WHERE id = $1", [id]);
    asked.push(signIn(email, password));
    const grant = { grantType: "password", email, password };
    asked.push(new Visitor(app.url).post("/api/users/token", grant));
    // Both have found the old hash right and wait for this transaction.
    await waitFor("both sign-ins to wait", async () => {
      const rows = await app.sql.rows(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rows.length === 2;
    });
    await sql.rows("DELETE FROM sessions WHERE user_id = $1", [id]);
  });
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([401, 401]);
  expect(await app.sql.rows("SELECT 1 FROM sessions WHERE user_id = $1", [id])).toEqual([]);
});
