/**
 * The custom resources that infra/k8s uses, by what their projects document. Each is a closed part of the whole: a field that
 * is not here is refused until somebody has looked it up and added it.
 */
type Schema = Record<string, unknown>;

const text = { type: "string", minLength: 1 };
const count = { type: "integer", minimum: 0 };
const flag = { type: "boolean" };
const quantity = { type: "string", pattern: "^[0-9]+(\\.[0-9]+)?(m|Ki|Mi|Gi|Ti)?$" };
const texts = { type: "object", additionalProperties: { type: "string" } };
const list = (items: Schema): Schema => ({ type: "array", items, minItems: 1 });

/** Every property is required unless it stands in `optional`. */
const object = (required: Schema, optional: Schema = {}): Schema => ({
  type: "object",
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

const kubernetes = (name: string): Schema => ({ $ref: `kubernetes#/definitions/${name}` });
const resources = object({ requests: texts, limits: texts });

const triggers: Record<string, Schema> = {
  redis: object({ listName: text, listLength: text }, { activationListLength: text, databaseIndex: text }),
  "redis-streams": object(
    { stream: text, consumerGroup: text, lagCount: text },
    { activationLagCount: text, databaseIndex: text },
  ),
};

const trigger = {
  oneOf: Object.entries(triggers).map(([type, metadata]) =>
    object({ type: { const: type }, metadata, authenticationRef: object({ name: text }) }, { name: text }),
  ),
};

const scaledObject = object(
  { scaleTargetRef: object({ name: text }), triggers: list(trigger) },
  {
    minReplicaCount: count,
    maxReplicaCount: count,
    pollingInterval: count,
    cooldownPeriod: count,
    fallback: object({ failureThreshold: count, replicas: count }),
    advanced: object({
      horizontalPodAutoscalerConfig: object({
        behavior: kubernetes("autoscaling.v2.HorizontalPodAutoscalerBehavior"),
      }),
    }),
  },
);

const triggerAuthentication = object({
  secretTargetRef: list(object({ parameter: text, name: text, key: text })),
});

const duration = { type: "string", pattern: "^([0-9]{1,5}(h|m|s|ms)){1,4}$" };
const httpRoute = object({
  parentRefs: list(object({ name: text }, { namespace: text, sectionName: text })),
  hostnames: list(text),
  rules: list(
    object(
      {
        matches: list(object({ path: object({ type: { enum: ["Exact", "PathPrefix"] }, value: text }) })),
        backendRefs: list(object({ name: text, port: count })),
      },
      { timeouts: object({ request: duration }, { backendRequest: duration }) },
    ),
  ),
});

const rule = object(
  { expr: text },
  {
    alert: text,
    record: text,
    for: duration,
    labels: texts,
    annotations: texts,
  },
);
const prometheusRule = object({ groups: list(object({ name: text, rules: list(rule) })) });

const podMonitor = object({
  jobLabel: text,
  selector: kubernetes("meta.v1.LabelSelector"),
  podMetricsEndpoints: list(object({ port: text, path: text, interval: duration, scrapeTimeout: duration })),
});

const postgresCluster = object({
  instances: { type: "integer", minimum: 1 },
  imageName: text,
  postgresql: object({
    synchronous: object({ method: { enum: ["any", "first"] }, number: count }),
    parameters: texts,
  }),
  bootstrap: object({
    initdb: object({ database: text, owner: text, dataChecksums: flag, secret: object({ name: text }) }),
  }),
  affinity: object({ topologyKey: text, podAntiAffinityType: { enum: ["preferred", "required"] } }),
  resources,
  storage: object({ size: quantity }),
  walStorage: object({ size: quantity }),
});

const pods = {
  clusterSize: { type: "integer", minimum: 3 },
  podSecurityContext: kubernetes("core.v1.PodSecurityContext"),
  securityContext: kubernetes("core.v1.SecurityContext"),
};
const redisImage = { image: text, imagePullPolicy: { enum: ["IfNotPresent", "Always"] }, resources };
const secretKey = object({ name: text, key: text });

const redisReplication = object(
  {
    ...pods,
    kubernetesConfig: object({ ...redisImage, redisSecret: secretKey }),
    storage: object({
      volumeClaimTemplate: object({ spec: kubernetes("core.v1.PersistentVolumeClaimSpec") }),
    }),
  },
  {
    redisConfig: object({ additionalRedisConfig: text }),
    topologySpreadConstraints: list(kubernetes("core.v1.TopologySpreadConstraint")),
  },
);

const redisSentinel = object({
  ...pods,
  kubernetesConfig: object(redisImage),
  redisSentinelConfig: object({
    redisReplicationName: text,
    redisReplicationPassword: object({ secretKeyRef: secretKey }),
  }),
});

/** By `apiVersion/kind`: the schema of `spec`. */
export const customSchemas: Record<string, Schema> = {
  "keda.sh/v1alpha1/ScaledObject": scaledObject,
  "keda.sh/v1alpha1/TriggerAuthentication": triggerAuthentication,
  "gateway.networking.k8s.io/v1/HTTPRoute": httpRoute,
  "monitoring.coreos.com/v1/PodMonitor": podMonitor,
  "monitoring.coreos.com/v1/PrometheusRule": prometheusRule,
  "postgresql.cnpg.io/v1/Cluster": postgresCluster,
  "redis.redis.opstreelabs.in/v1beta2/RedisReplication": redisReplication,
  "redis.redis.opstreelabs.in/v1beta2/RedisSentinel": redisSentinel,
};
