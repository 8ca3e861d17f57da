import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { becomesClean } from "../rush/audit-now.js";
import { type Product, startProduct } from "../support/product.js";
import { type Answer, Traveller } from "../support/traveller.js";

let product: Product;
let baseUrl: string;

beforeAll(async () => {
  product = await startProduct();
  baseUrl = product.bookings[0]?.url ?? "";
}, 180_000);
afterAll(() => product?.stop(), 60_000);

const mailTo = (address: string, subject: string) =>
  waitFor(
    `the mail "${subject}"`,
    () => product.inbox.messages(address).find((mail) => (mail.subject ?? "").startsWith(subject)),
    30_000,
  );
const titles = async (traveller: Traveller) => {
  const { body } = await traveller.call<{ items: { title: string }[] }>("GET", "/api/notifications?after=0");
  return body.items.map(({ title }) => title);
};

test("a German traveller is written to in German, by mail and in the feed, until another language is chosen", async () => {
  const ada = await new Traveller(baseUrl).register("Ada Beispiel", "de");
  await mailTo(ada.email, "Bestätigen Sie Ihre E-Mail-Adresse");
  const first = await ada.buy("münchen", "berlin");
  const confirmation = await mailTo(ada.email, "Ihre Tickets");
  expect(confirmation.subject).toContain(first.reference);
  await ada.call("POST", `/api/bookings/${first.reference}/cancel`, {});
  await mailTo(ada.email, "Ihre Stornierung");
  await waitFor("the feed", async () => (await titles(ada)).length === 4);
  const [welcome, confirmed, ...ending] = await titles(ada);
  expect([welcome, confirmed]).toEqual(["Willkommen bei RailBooker", "Buchung bestätigt"]);
  // The payment is an aggregate of its own: its refund may be told of before the cancellation.
  expect(ending.sort()).toEqual(["Buchung storniert", "Ihre Erstattung ist ausgezahlt"]);

  expect((await ada.call("PATCH", "/api/users/me", { locale: "en" })).status).toBe(200);
  await ada.call("POST", "/api/users/forgot-password", { email: ada.email });
  await mailTo(ada.email, "Choose a new password");
}, 120_000);

test("a password and an address are changed, and the account is deleted with all that was known of its user", async () => {
  const ada = await new Traveller(baseUrl).register("Ada Beispiel", "de");
  const { password } = ada;
  const after = "quite another phrase";
  const changed = await ada.call("POST", "/api/users/me/password", {
    currentPassword: password,
    password: after,
  });
  expect(changed.status).toBe(204);
  await mailTo(ada.email, "Ihr Passwort wurde geändert");

  const email = `new-${ada.email}`;
  expect((await ada.call("POST", "/api/users/me/email", { email, password: after })).status).toBe(202);
  const { text } = await mailTo(email, "Bestätigen Sie Ihre neue E-Mail-Adresse");
  const token = /verify-email\?token=([\w-]+)/.exec(text ?? "")?.[1];
  expect((await ada.call("POST", "/api/users/verify-email", { token })).status).toBe(204);
  const notice = await mailTo(ada.email, "Ihre E-Mail-Adresse wurde geändert");
  expect(notice.text).not.toContain(email);

  // The link ended the sign-in that asked: it was opened without it.
  expect((await ada.call("GET", "/api/users/me")).status).toBe(401);
  await ada.signIn(email, after);
  const { body: exported }: Answer<Record<string, unknown[]>> = await ada.call("GET", "/api/users/me/export");
  expect(exported["account"]).toMatchObject({ email, locale: "de" });
  expect(exported["notifications"]).toHaveLength(3);
  expect(exported["mails"]?.map((mail) => (mail as { template: string }).template).sort()).toEqual([
    "confirmNewEmail",
    "emailChanged",
    "passwordChanged",
    "verifyEmail",
  ]);

  expect((await ada.call("DELETE", "/api/users/me", { password: after })).status).toBe(204);
  await mailTo(email, "Ihr Konto wurde gelöscht");
  expect((await ada.call("GET", "/api/users/me")).status).toBe(401);
  await becomesClean(product.databaseUrl);
}, 120_000);
