import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createTestDatabase, type TestDatabase } from "@railbooker/runtime/testing/postgres";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { prepareDatabase, productVersion } from "../support/product.js";
import { type ServiceName, startService } from "../support/service.js";
import { type Container, type Manifest, ofKind, workloads } from "./manifest.js";
import { findRenderer, render } from "./render.js";

const renderer = findRenderer();
const when = renderer === undefined ? test.skip : test;
let folder: string;
let database: TestDatabase;
let manifests: Manifest[];

beforeAll(async () => {
  if (renderer === undefined) return;
  folder = await mkdtemp(join(tmpdir(), "railbooker-deployed-"));
  database = await createTestDatabase("product", productVersion(), prepareDatabase);
  manifests = await render(renderer, "overlays/single-node");
}, 180_000);

afterAll(async () => {
  await database?.drop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const mounted = "/run/secrets/railbooker";

/** What the cluster gives to the service's container, its secrets as files; only the stores are those of the test. */
async function environmentOf(service: ServiceName): Promise<Record<string, string>> {
  const [settings] = ofKind(manifests, "ConfigMap") as (Manifest & { data: Record<string, string> })[];
  const pod = workloads(manifests).find(({ metadata }) => metadata.name === service)?.spec.template.spec;
  const [container] = pod?.containers ?? ([] as Container[]);
  const secretName = pod?.volumes?.find(({ secret }) => secret !== undefined)?.secret?.secretName;
  const secret = ofKind(manifests, "Secret").find(({ metadata }) => metadata.name === secretName);
  const { data } = secret as Manifest & { data: Record<string, string> };
  const stores: Record<string, string> = { DATABASE_URL: database.url, REDIS_URL: await testRedisUrl() };
  await mkdir(join(folder, service));
  for (const [name, value] of Object.entries(data))
    await writeFile(join(folder, service, name), stores[name] ?? Buffer.from(value, "base64"));
  const own = (container?.env ?? []).map(({ name, value = "" }) => [
    name,
    value.replace(mounted, join(folder, service)),
  ]);
  return { ...settings?.data, ...Object.fromEntries(own) };
}

when.each(["email", "notification", "booking"] as const)(
  "%s starts with what the manifests give it, as in production, and answers its probes",
  async (name) => {
    const service = await startService(name, await environmentOf(name));
    try {
      for (const probe of ["startupz", "readyz", "livez"]) {
        const ask = () => fetch(`http://127.0.0.1:${service.opsPort}/${probe}`).then(({ status }) => status);
        await waitFor(`${name} to pass /${probe}`, async () => (await ask()) === 200);
      }
      expect((await fetch(`${service.url}/metrics`)).status).not.toBe(200);
    } finally {
      await service.stop();
    }
  },
  150_000,
);
