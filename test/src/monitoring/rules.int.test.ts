import { execFile, execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { parse } from "yaml";
import {
  metricsIn,
  monitoring,
  operatorRules,
  ruleFiles,
  rules,
  ruleTestFiles,
  ruleTests,
} from "./monitoring-files.js";

const run = promisify(execFile);
const alerts = rules().filter(({ alert }) => alert !== undefined);
const names = alerts.map(({ alert = "" }) => alert).sort();

const withPromtool = hasPromtool() ? test : test.skip;
if (withPromtool === test.skip)
  process.stderr.write("promtool is not here (Debian's package prometheus): the alerts are not tried out.\n");

function hasPromtool(): boolean {
  try {
    execFileSync("promtool", ["--version"], { stdio: "ignore", timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

withPromtool("Prometheus accepts its settings and rules", async () => {
  const { stdout } = await run("promtool", ["check", "rules", "--lint-fatal", ...ruleFiles()]);
  expect(stdout).toContain("SUCCESS");
  await run("promtool", ["check", "config", "--syntax-only", join(monitoring, "prometheus.yml")]);
});

withPromtool(
  "every alert fires when it should, and only then",
  async () => {
    const { stdout, stderr } = await run("promtool", ["test", "rules", ...ruleTestFiles()]).catch(
      (failed: { stdout: string; stderr: string }) => failed,
    );
    expect(`${stdout}${stderr}`).not.toContain("FAILED");
    expect(stdout.match(/SUCCESS/g)).toHaveLength(ruleTestFiles().length);
  },
  60_000,
);

test("every alert is tried out: quiet, firing, and quiet again", () => {
  const checks = ruleTests().flatMap((each) => each.alert_rule_test);
  for (const name of names) {
    const seen = checks
      .filter(({ alertname }) => alertname === name)
      .map(({ exp_alerts }) => exp_alerts.length);
    expect([name, seen]).toEqual([name, [0, 1, 0]]);
  }
});

test("every alert has a runbook, and every runbook an alert", () => {
  const runbooks = readdirSync(join(repositoryRoot, "docs/runbooks")).filter((name) => name !== "README.md");
  expect(runbooks.sort()).toEqual(names.map((name) => `${name}.md`));
  for (const { alert = "", annotations = {}, labels = {} } of alerts) {
    expect(annotations.runbook).toBe(`docs/runbooks/${alert}.md`);
    expect([alert, annotations.summary?.length ?? 0]).toEqual([alert, expect.any(Number)]);
    expect(["page", "ticket", "security"]).toContain(labels.severity);
    const text = readFileSync(join(repositoryRoot, "docs/runbooks", `${alert}.md`), "utf8");
    for (const part of [`# ${alert}`, "**What it means.**", "**Who is harmed.**", "**Look**", "**Do**"])
      expect(text).toContain(part);
  }
});

test("the Prometheus operator is given the same rules", () => {
  expect(operatorRules()).toEqual(rules());
});

test("the metrics of an expression are found", () => {
  const expr =
    'sum by (le, a_b) (rate(http_x_bucket{route=~"/api/(a|b){2}",le="0.5"}[5m])) / max(up == 1) > 0.8';
  expect(metricsIn(expr)).toEqual(["http_x_bucket", "up"]);
});

interface Compose {
  services: Record<string, { networks?: string[]; volumes?: string[]; secrets?: string[]; image?: string }>;
  networks: object;
  volumes: object;
  secrets?: object;
}

test("the compose file beside the product fits it", () => {
  const load = (name: string) =>
    parse(readFileSync(join(repositoryRoot, "infra", name), "utf8"), { merge: true }) as Compose;
  const [product, beside] = [load("docker-compose.yml"), load("compose.observability.yml")];
  const known = {
    networks: Object.keys({ ...product.networks, ...beside.networks }),
    volumes: Object.keys({ ...product.volumes, ...beside.volumes }),
    secrets: Object.keys({ ...product.secrets, ...beside.secrets }),
  };
  for (const [name, service] of Object.entries(beside.services)) {
    if (service.image === undefined) expect(Object.keys(product.services)).toContain(name);
    else expect(service.image).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+(-\w+)?$/);
    expect(known.networks).toEqual(expect.arrayContaining(service.networks ?? []));
    expect(known.secrets).toEqual(expect.arrayContaining(service.secrets ?? []));
    for (const volume of service.volumes ?? []) {
      const [source = ""] = volume.split(":");
      const there = source.startsWith("./")
        ? existsSync(join(repositoryRoot, "infra", source))
        : known.volumes.includes(source);
      expect([name, source, there]).toEqual([name, source, true]);
    }
  }
});
