import {
  allContainers,
  type Container,
  type Manifest,
  nameOf,
  ofKind,
  type PodSpec,
  type Workload,
  workloads,
} from "./manifest.js";

/** The rules of the house for what is applied to a cluster. @returns what breaks them, by name; empty where all is well. */
export function broken(manifests: readonly Manifest[], version: string): string[] {
  return [
    ...workloads(manifests).flatMap((workload) =>
      [
        ...podRules(workload.spec.template.spec),
        ...allContainers(workload.spec.template.spec).flatMap((each) => containerRules(each, version)),
        ...(workload.kind === "Job" ? jobRules(workload, version) : servingRules(workload)),
      ].map((problem) => `${nameOf(workload)}: ${problem}`),
    ),
    ...ofKind(manifests, "Deployment").flatMap((deployment) =>
      deploymentRules(deployment as Workload, manifests),
    ),
    ...namespaceRules(manifests),
    ...connectionBudget(manifests),
  ];
}

const unless = (met: boolean | undefined, problem: string): string[] => (met === true ? [] : [problem]);

function podRules(pod: PodSpec): string[] {
  const { securityContext: context = {}, volumes = [] } = pod;
  return [
    ...unless(pod.automountServiceAccountToken === false, "a pod has no use for a token of the cluster"),
    ...unless(pod.enableServiceLinks === false, "variables of other services are not settings"),
    ...unless(
      context.runAsNonRoot && (context.runAsUser ?? 0) > 0,
      "runs as a numeric user that is not root",
    ),
    ...unless(context.seccompProfile?.type === "RuntimeDefault", "seccomp filters system calls"),
    ...volumes
      .filter(({ emptyDir }) => emptyDir !== undefined)
      .flatMap(({ name, emptyDir }) =>
        unless(emptyDir?.sizeLimit !== undefined, `the folder ${name} has a limit`),
      ),
    ...volumes
      .filter(({ secret }) => secret !== undefined)
      .flatMap(({ name, secret }) =>
        unless(secret?.defaultMode === 0o440, `the secrets in ${name} are not for everybody`),
      ),
  ];
}

function containerRules(
  { name, image, resources = {}, securityContext = {} }: Container,
  version: string,
): string[] {
  const { requests = {}, limits = {} } = resources;
  const own = image.startsWith("railbooker/");
  return [
    ...unless(securityContext.allowPrivilegeEscalation === false, `${name} gains no privileges`),
    ...unless(securityContext.readOnlyRootFilesystem, `${name} writes nothing into its image`),
    ...unless(securityContext.capabilities?.drop?.includes("ALL"), `${name} drops all capabilities`),
    ...unless(requests["cpu"] !== undefined, `${name} asks for a share of the processor`),
    // Without a limit of the processor: it would slow down a process on an idle machine.
    ...unless(limits["cpu"] === undefined, `${name} may use an idle processor`),
    ...unless(
      requests["memory"] !== undefined && requests["memory"] === limits["memory"],
      `${name} has the memory that it asks for`,
    ),
    ...unless(/^[a-z/]+:[\w.]+$/.test(image), `the image ${image} has a tag, and no digest before a release`),
    ...unless(!own || image.endsWith(`:${version}`), `the image ${image} is of version ${version}`),
  ];
}

function jobRules({ metadata }: Workload, version: string): string[] {
  const suffix = `-v${version.replaceAll(".", "-")}`;
  return unless(
    metadata.name.endsWith(suffix),
    `its name ends in ${suffix}: a job of an earlier version cannot be changed`,
  );
}

function servingRules({ spec }: Workload): string[] {
  return spec.template.spec.containers.flatMap(({ name, startupProbe, readinessProbe, livenessProbe }) => [
    ...unless(startupProbe !== undefined, `${name} says when it has started`),
    ...unless(readinessProbe !== undefined, `${name} says when it is ready`),
    ...unless(livenessProbe !== undefined, `${name} says that it is alive`),
    // Giving up on a process takes longer than taking requests from it, or a slow minute becomes a restart.
    ...unless(
      patience(livenessProbe) > patience(readinessProbe),
      `${name} is taken out before it is restarted`,
    ),
  ]);
}

const patience = (probe: Container["livenessProbe"]) =>
  (probe?.periodSeconds ?? 10) * (probe?.failureThreshold ?? 3);

interface Scaler {
  scaleTargetRef: { name: string };
  maxReplicas?: number;
  maxReplicaCount?: number;
}

const scalersOf = (manifests: readonly Manifest[], deployment: string): Scaler[] =>
  ["HorizontalPodAutoscaler", "ScaledObject"]
    .flatMap((kind) => ofKind(manifests, kind))
    .map(({ spec }) => spec as Scaler)
    .filter(({ scaleTargetRef }) => scaleTargetRef.name === deployment);

/** What holds of the three services alone. */
function deploymentRules(deployment: Workload, manifests: readonly Manifest[]): string[] {
  const { metadata, spec } = deployment;
  const pod = spec.template.spec;
  const scalers = scalersOf(manifests, metadata.name);
  const budgets = ofKind(manifests, "PodDisruptionBudget").filter(
    (each) => each.metadata.name === metadata.name,
  );
  const drains = pod.containers.every(({ lifecycle }) => {
    const pause = lifecycle?.preStop?.sleep?.seconds ?? 0;
    return pause >= 5 && (pod.terminationGracePeriodSeconds ?? 30) >= pause + 30;
  });
  const probes = pod.containers.flatMap(({ startupProbe, readinessProbe, livenessProbe }) =>
    [startupProbe, readinessProbe, livenessProbe].map(
      (probe) => `${probe?.httpGet?.path} ${probe?.httpGet?.port}`,
    ),
  );
  return [
    ...unless(scalers.length <= 1, "one autoscaler at most"),
    ...unless(
      scalers.length === 0 || spec.replicas === undefined,
      "no replicas beside an autoscaler: each apply would reset them",
    ),
    ...unless(budgets.length === 1, "a disruption budget of its own"),
    ...unless(pod.serviceAccountName === metadata.name, "an account of its own"),
    ...unless(drains, "time to drain: a pause until requests stay away, and 30 s for those under way"),
    ...unless(
      probes.join() === "/startupz ops,/readyz ops,/livez ops",
      "probes /startupz, /readyz and /livez on the operators' port",
    ),
    ...unless(pod.topologySpreadConstraints?.length === 2, "spread over zones and nodes"),
  ].map((problem) => `${nameOf(deployment)}: ${problem}`);
}

function namespaceRules(manifests: readonly Manifest[]): string[] {
  const [namespace] = ofKind(manifests, "Namespace");
  const level = namespace?.metadata.labels?.["pod-security.kubernetes.io/enforce"];
  const strays = manifests.filter(
    ({ kind, metadata }) => kind !== "Namespace" && metadata.namespace !== "railbooker",
  );
  return [
    ...unless(level === "restricted", "Namespace: pods are held to the restricted standard"),
    ...strays.map((stray) => `${nameOf(stray)}: not in the namespace railbooker`),
  ];
}

/**
 * Of each process, as docs/scale.md counts them: booking has a pool of ten, one of six for sales, one to lead the relay and one for
 * imports; notification a pool of ten. A store that refuses the last process of a rush fails when it matters.
 */
const connectionsOf: Record<string, number> = { booking: 18, notification: 10 };
const forPeople = 20;

function connectionBudget(manifests: readonly Manifest[]): string[] {
  const most = Object.entries(connectionsOf).map(([name, each]) => {
    const [scaler] = scalersOf(manifests, name);
    const deployment = ofKind(manifests, "Deployment").find(({ metadata }) => metadata.name === name) as
      | Workload
      | undefined;
    const processes = scaler?.maxReplicas ?? scaler?.maxReplicaCount ?? deployment?.spec.replicas ?? 1;
    // One more of each while a new version is rolled out.
    return (processes + 1) * each;
  });
  const needed = most.reduce((sum, count) => sum + count, forPeople);
  const offered = /max_connections(?:=|":\s*")(\d+)/.exec(JSON.stringify(manifests))?.[1];
  if (offered === undefined) return [];
  return unless(
    needed <= Number(offered),
    `Postgres offers ${offered} connections, and ${needed} may be needed`,
  );
}
