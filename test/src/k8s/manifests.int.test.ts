import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { closedByDefault, documentedEdges, openEdges } from "./edges.js";
import { type Manifest, nameOf, ofKind, workloads } from "./manifest.js";
import { broken } from "./policies.js";
import { findRenderer, overlays, render } from "./render.js";
import { createValidator } from "./validate.js";

const renderer = findRenderer();
if (renderer === undefined)
  process.stderr.write("Neither kubectl nor kustomize is here: the Kubernetes manifests are not tested.\n");
const names = await overlays();
const when = renderer === undefined ? test.skip.each(names) : test.each(names);
const read = (path: string) => readFileSync(join(repositoryRoot, path), "utf8");
const { version } = JSON.parse(read("package.json")) as { version: string };
const validate = createValidator();

const rendered = new Map<string, Promise<Manifest[]>>();
function manifestsOf(overlay: string): Promise<Manifest[]> {
  const promise = rendered.get(overlay) ?? render(renderer ?? [], overlay);
  rendered.set(overlay, promise);
  return promise;
}
const componentsOf = (overlay: string) =>
  [...read(`infra/k8s/${overlay}/kustomization.yaml`).matchAll(/components\/(\S+)$/gm)].map(
    ([, name = ""]) => name,
  );

when("%s is what Kubernetes and its operators accept, without an unknown field", async (overlay) => {
  const manifests = await manifestsOf(overlay);
  expect(manifests.length).toBeGreaterThan(25);
  expect(manifests.flatMap(validate)).toEqual([]);
});

when("%s keeps the house rules", async (overlay) => {
  expect(broken(await manifestsOf(overlay), version)).toEqual([]);
});

when("%s opens exactly the ways that docs/network.md names", async (overlay) => {
  const manifests = await manifestsOf(overlay);
  expect(closedByDefault(manifests)).toBe(true);
  const documented = documentedEdges(read("docs/network.md"), componentsOf(overlay));
  expect([...openEdges(manifests)].sort()).toEqual([...documented].sort());
});

when("%s mounts exactly the secrets that a service is told to read", async (overlay) => {
  const manifests = await manifestsOf(overlay);
  const secrets = new Map(
    ofKind(manifests, "Secret").map((secret) => [
      secret.metadata.name,
      Object.keys((secret as unknown as { data: object }).data),
    ]),
  );
  for (const workload of workloads(manifests).filter(({ kind }) => kind !== "StatefulSet")) {
    const { volumes = [], containers } = workload.spec.template.spec;
    const mounted = volumes.flatMap(({ secret }) => secrets.get(secret?.secretName ?? "") ?? []);
    const named = containers.flatMap(({ env = [] }) =>
      env.filter(({ name }) => name.endsWith("_FILE")).map(({ name }) => name.slice(0, -"_FILE".length)),
    );
    expect([nameOf(workload), mounted.sort()]).toEqual([nameOf(workload), named.sort()]);
  }
});

(renderer === undefined ? test.skip : test)("what is wrong is found", async () => {
  const manifests = structuredClone(await manifestsOf("overlays/single-node"));
  const booking = workloads(manifests).find((each) => nameOf(each) === "Deployment/booking");
  if (booking === undefined) throw new Error("booking is not there");
  const [container] = booking.spec.template.spec.containers;
  Object.assign(container ?? {}, {
    portz: [],
    livenessProbe: container?.readinessProbe,
    image: "railbooker/booking",
  });
  delete container?.resources?.limits;
  const scaler = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "booking" },
  };
  manifests.push({
    ...scaler,
    spec: { scaleTargetRef: { kind: "Deployment", name: "booking" }, maxReplicas: 30 },
  });
  expect(manifests.flatMap(validate)).toEqual([
    expect.stringContaining("must NOT have additional properties (portz)"),
  ]);
  const found = broken(manifests, version).join("\n");
  for (const part of ["memory", "/livez", "replicas", "image", "connections"]) expect(found).toContain(part);
});
