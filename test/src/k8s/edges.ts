import { type Manifest, ofKind, workloads } from "./manifest.js";

/** A way through the network that is open: `from ▶ to :port`, with pods by their name. */
export type Edge = string;

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}
interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: { cidr: string };
}
interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: { port: number; protocol?: string }[];
}
interface PolicySpec {
  podSelector: Selector;
  policyTypes: string[];
  ingress?: Rule[];
  egress?: Rule[];
}
interface Pod {
  name: string;
  labels: Record<string, string>;
}

/** Pods that operators make of custom resources, with the labels by which our policies know them. */
const madeByOperators: Record<string, Pod> = {
  Cluster: { name: "postgres", labels: { "cnpg.io/cluster": "postgres" } },
  RedisReplication: { name: "redis", labels: { app: "redis" } },
  RedisSentinel: { name: "sentinel", labels: { app: "redis-sentinel" } },
};

/**
 * What the network policies let through, given that everything else is closed.
 * @throws Error for a way that only one of its two pods has open: it would look open and not be.
 */
export function openEdges(manifests: readonly Manifest[]): Set<Edge> {
  const pods = podsOf(manifests);
  const policies = ofKind(manifests, "NetworkPolicy").map((policy) => policy.spec as PolicySpec);
  const going = new Set(policies.flatMap((policy) => ways(policy, policy.egress, pods, "to")));
  const coming = new Set(policies.flatMap((policy) => ways(policy, policy.ingress, pods, "from")));
  const between = (edge: Edge) => /^[a-z]+ ▶ [a-z]+ :/.test(edge);
  const half = [...going].filter((edge) => between(edge) && !coming.has(edge));
  half.push(...[...coming].filter((edge) => between(edge) && !going.has(edge)));
  if (half.length > 0) throw new Error(`Open on one side only: ${half.join(", ")}`);
  return new Set([...going, ...coming]);
}

/** Whether every pod starts with everything closed, in both directions. */
export function closedByDefault(manifests: readonly Manifest[]): boolean {
  return ofKind(manifests, "NetworkPolicy").some(({ spec }) => {
    const { podSelector, policyTypes, ingress, egress } = spec as PolicySpec;
    const everyPod = Object.keys(podSelector).length === 0;
    return everyPod && policyTypes.length === 2 && ingress === undefined && egress === undefined;
  });
}

function podsOf(manifests: readonly Manifest[]): Pod[] {
  const own = workloads(manifests).map(({ spec }) => {
    const { labels } = spec.template.metadata;
    return { name: labels["app.kubernetes.io/name"] ?? "", labels };
  });
  const others = manifests.flatMap(({ kind }) => madeByOperators[kind] ?? []);
  return [...own, ...others];
}

function ways(policy: PolicySpec, rules: Rule[] = [], pods: Pod[], side: "from" | "to"): Edge[] {
  const selected = pods.filter(({ labels }) => matches(policy.podSelector, labels));
  const everyPod = Object.keys(policy.podSelector).length === 0;
  const owners = everyPod ? ["(every pod)"] : selected.map(({ name }) => name);
  return rules.flatMap((rule) => {
    const peers = rule[side]?.flatMap((peer) => namesOf(peer, pods)) ?? ["(anywhere)"];
    const ports = (rule.ports ?? []).map(({ port, protocol }) =>
      protocol === "UDP" ? `${port}/UDP` : `${port}`,
    );
    if (ports.length === 0) throw new Error(`A rule of ${JSON.stringify(policy)} opens every port.`);
    return owners.flatMap((owner) =>
      peers.flatMap((peer) =>
        ports.map((port) => (side === "to" ? `${owner} ▶ ${peer} :${port}` : `${peer} ▶ ${owner} :${port}`)),
      ),
    );
  });
}

function namesOf(peer: Peer, pods: Pod[]): string[] {
  if (peer.ipBlock !== undefined) return [`(network ${peer.ipBlock.cidr})`];
  if (peer.namespaceSelector !== undefined) {
    const [[key, value] = ["", ""]] = Object.entries(peer.namespaceSelector.matchLabels ?? {});
    return [`(namespace ${key === "kubernetes.io/metadata.name" ? value : key})`];
  }
  const selector = peer.podSelector ?? {};
  return pods.filter(({ labels }) => matches(selector, labels)).map(({ name }) => name);
}

function matches(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Record<string, string>,
): boolean {
  const equal = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (operator !== "In") throw new Error(`The operator ${operator} is not known here.`);
      return values.includes(labels[key] ?? "");
    })
  );
}

/** The table of docs/network.md: the ways that are open with the given components. */
export function documentedEdges(markdown: string, components: readonly string[]): Set<Edge> {
  const rows = [...markdown.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]*)\| ([^|]+) \|$/gm)].slice(
    1,
  );
  const together = (names: string) => names.split(" and ").every((name) => components.includes(name));
  const used = rows.filter(([, , , , component = ""]) => {
    const needed = component.trim();
    return needed === "" || needed.split(" or ").some(together);
  });
  return new Set(
    used.flatMap(([, from = "", to = "", ports = ""]) =>
      ports.split(", ").map((port) => `${from.trim()} ▶ ${to.trim()} :${port.trim()}`),
    ),
  );
}
