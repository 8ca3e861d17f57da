import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { Ajv, type ValidateFunction } from "ajv";
import { customSchemas } from "./custom-schemas.js";
import { type Manifest, nameOf } from "./manifest.js";

interface KubernetesSchemas {
  definitions: Record<string, object>;
  /** Definition by `apiVersion/kind`. */
  kinds: Record<string, string>;
}

const schemaFile = join(repositoryRoot, "test/src/k8s/schemas/kubernetes-1.37.json");

/** @returns a function that lists what is wrong with a manifest, by where; an unknown field or kind is wrong. */
export function createValidator(): (manifest: Manifest) => string[] {
  const { definitions, kinds } = JSON.parse(readFileSync(schemaFile, "utf8")) as KubernetesSchemas;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: "kubernetes", definitions });
  const compiled = new Map<string, ValidateFunction>();

  const schemaOf = (kind: string): object | undefined => {
    if (kinds[kind] !== undefined) return { $ref: `kubernetes#/definitions/${kinds[kind]}` };
    const spec = customSchemas[kind];
    if (spec === undefined) return undefined;
    const metadata = { $ref: "kubernetes#/definitions/meta.v1.ObjectMeta" };
    const own = { apiVersion: { type: "string" }, kind: { type: "string" }, metadata, spec };
    return { type: "object", properties: own, required: Object.keys(own), additionalProperties: false };
  };

  return (manifest) => {
    const kind = `${manifest.apiVersion}/${manifest.kind}`;
    const schema = schemaOf(kind);
    if (schema === undefined) return [`${nameOf(manifest)}: there is no schema for ${kind}`];
    const check = compiled.get(kind) ?? ajv.compile(schema);
    compiled.set(kind, check);
    if (check(manifest)) return [];
    return (check.errors ?? []).map(({ instancePath, message, params }) => {
      const field = "additionalProperty" in params ? ` (${String(params["additionalProperty"])})` : "";
      return `${nameOf(manifest)} ${instancePath}: ${message}${field}`;
    });
  };
}
