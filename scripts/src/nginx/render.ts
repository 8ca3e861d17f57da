import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../servers/paths.js";

/** What differs between places of the e-mail service's balancer; the same names as in the `.env` files beside the template. */
export interface BalancerValues {
  EMAIL_LISTEN: string;
  EMAIL_RESOLVER: string;
  EMAIL_SERVERS: string;
}

const folder = join(repositoryRoot, "infra/nginx");

/** Puts values into a template, as the nginx image does at its start. @throws Error naming a value that is missing */
export function renderTemplate(name: "booking" | "email", values: Readonly<Record<string, string>>): string {
  const given = new Map(Object.entries(values));
  const file = `${name}.conf.template`;
  return readFileSync(join(folder, file), "utf8").replaceAll(/\$\{([A-Z_]+)\}/g, (_, wanted: string) => {
    const value = given.get(wanted);
    if (value === undefined) throw new Error(`${file} wants ${wanted}, which has no value`);
    return value;
  });
}

export const renderBalancer = (values: BalancerValues): string => renderTemplate("email", { ...values });

/** The values for a place that the product is shipped for. */
export function valuesFor(place: "compose" | "kubernetes"): Record<string, string> {
  const lines = readFileSync(join(folder, `${place}.env`), "utf8").split("\n");
  const pairs = lines
    .filter((line) => /^[A-Z_]+=/.test(line))
    .map((line) => line.split(/=(.*)/s).slice(0, 2));
  return Object.fromEntries(pairs);
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
