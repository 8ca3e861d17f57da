import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type Product, startProduct } from "../support/product.js";
import type { Service } from "../support/service.js";
import { Traveller } from "../support/traveller.js";
import { dashboards, metricsIn, rules } from "./monitoring-files.js";

let product: Product;
const texts = new Map<string, string>();
const mailsDone = 'railbooker_queue_jobs_processed_total{queue="email",outcome="done"';

beforeAll(async () => {
  product = await startProduct();
  const ada = await new Traveller(product.bookings[0]?.url ?? "").register();
  await ada.buy("münchen", "berlin");
  await waitFor("the confirmation mail", () => product.inbox.messages(ada.email).length > 1, 30_000);
  await ada.call("POST", "/api/users/login", { email: ada.email, password: "wrong" });
  const services = { booking: product.bookings[0], notification: product.notification, email: product.email };
  const look = async () => {
    for (const [name, service] of Object.entries(services)) texts.set(name, await metricsOf(service));
  };
  // A mail is in the inbox before those who sent it have counted it.
  await waitFor("both mails to be counted", async () => {
    await look();
    return sample("notification", mailsDone) === 2;
  });
}, 180_000);

afterAll(async () => {
  await product?.stop();
}, 60_000);

async function metricsOf(service: Service | undefined): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${service?.opsPort}/metrics`);
  expect(response.status).toBe(200);
  return response.text();
}

const sample = (service: string, start: string): number => {
  const line = texts
    .get(service)
    ?.split("\n")
    .find((each) => each.startsWith(start));
  return Number(line?.split(" ").at(-1) ?? Number.NaN);
};

/** What exporters bring, and Prometheus itself. */
const fromElsewhere = /^(up|pg_\w+|redis_\w+)$/;

test("every metric that a rule or a panel names is there", () => {
  const all = [...texts.values()].join("\n");
  const types = new Map(
    [...all.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = "", type = ""]) => [name, type]),
  );
  const known = new Set(
    [...types].flatMap(([name, type]) => {
      const parts =
        type === "histogram" ? ["bucket", "sum", "count"] : type === "summary" ? ["sum", "count"] : [];
      return parts.length === 0 ? [name] : parts.map((part) => `${name}_${part}`);
    }),
  );
  for (const { record } of rules()) if (record !== undefined) known.add(record);

  const panels = dashboards().flatMap(({ title, panels: all }) =>
    all.flatMap((panel) => panel.targets.map(({ expr }) => ({ where: `${title}: ${panel.title}`, expr }))),
  );
  const named = [...rules().map(({ alert, record, expr }) => ({ where: alert ?? record, expr })), ...panels];
  expect(named.length).toBeGreaterThan(80);
  const missing = named.flatMap(({ where, expr }) =>
    metricsIn(expr)
      .filter((metric) => !known.has(metric) && !fromElsewhere.test(metric))
      .map((metric) => `${where}: ${metric}`),
  );
  expect(missing).toEqual([]);
});

test("a booking shows in the numbers", () => {
  expect(sample("booking", 'railbooker_bookings_total{outcome="confirmed"')).toBe(1);
  expect(sample("booking", 'railbooker_auth_attempts_total{method="session",result="failure"')).toBe(1);
  expect(sample("booking", 'railbooker_auth_attempts_total{method="token",result="success"')).toBe(1);
  expect(sample("booking", 'railbooker_build_info{version="')).toBe(1);
  expect(sample("booking", 'railbooker_schema_version{schema="booking"')).toBeGreaterThan(5);
  expect(sample("booking", 'railbooker_db_pool_connections{state="waiting"')).toBe(0);
  expect(sample("booking", "railbooker_seat_holds{")).toBe(0);
  expect(sample("booking", "railbooker_draining{")).toBe(0);
  const sent =
    'railbooker_email_end_to_end_seconds_count{service="notification",template="bookingConfirmation"';
  expect(sample("notification", sent)).toBe(1);
  expect(sample("notification", mailsDone)).toBe(2);
  expect(sample("email", 'railbooker_emails_total{template="bookingConfirmation",outcome="sent"')).toBe(1);
});

test("no label holds what would never stop growing, or says who somebody is", () => {
  for (const text of texts.values()) {
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/);
    expect(text).not.toMatch(/@example/);
  }
});
