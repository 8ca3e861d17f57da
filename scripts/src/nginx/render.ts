import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../servers/paths.js";

/** What differs between places; the same names as in the `.env` files beside the template. */
export interface BalancerValues {
  EMAIL_LISTEN: string;
  EMAIL_RESOLVER: string;
  EMAIL_SERVERS: string;
}

const folder = join(repositoryRoot, "infra/nginx");

/** Puts values into the template, as the nginx image does at its start. @throws Error naming a value that is missing */
export function renderBalancer(values: BalancerValues): string {
  const given = new Map<string, string>(Object.entries(values));
  const template = readFileSync(join(folder, "email.conf.template"), "utf8");
  return template.replaceAll(/\$\{([A-Z_]+)\}/g, (_, name: string) => {
    const value = given.get(name);
    if (value === undefined) throw new Error(`email.conf.template wants ${name}, which has no value`);
    return value;
  });
}

/** The values for a place that the product is shipped for. */
export function valuesFor(place: "compose" | "kubernetes"): BalancerValues {
  const lines = readFileSync(join(folder, `${place}.env`), "utf8").split("\n");
  const pairs = lines
    .filter((line) => /^[A-Z_]+=/.test(line))
    .map((line) => line.split(/=(.*)/s).slice(0, 2));
  return Object.fromEntries(pairs) as unknown as BalancerValues;
}

/** Replicas at known addresses, such as `127.0.0.1:3001`; another list takes a reload. */
export function fixedServers(addresses: readonly string[], listen: string): BalancerValues {
  return {
    EMAIL_LISTEN: listen,
    EMAIL_RESOLVER: "",
    EMAIL_SERVERS: addresses.map((each) => `server ${each} max_fails=1 fail_timeout=2s;`).join("\n    "),
  };
}

/** Replicas by name, looked up every second at the DNS server given. */
export function namedServers(name: string, dns: string, listen: string): BalancerValues {
  return {
    EMAIL_LISTEN: listen,
    EMAIL_RESOLVER: `resolver ${dns} valid=1s ipv6=off;`,
    EMAIL_SERVERS: `server ${name} resolve max_fails=1 fail_timeout=2s;`,
  };
}
