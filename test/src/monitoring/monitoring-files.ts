import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { parse } from "yaml";

export const monitoring = join(repositoryRoot, "infra/monitoring");

export interface Rule {
  alert?: string;
  record?: string;
  expr: string;
  labels?: { severity?: string };
  annotations?: { summary?: string; runbook?: string };
}

interface RuleTests {
  tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
}

interface Dashboard {
  title: string;
  uid: string;
  panels: { title: string; targets: { expr: string }[] }[];
}

const filesIn = (folder: string, ending: string) =>
  readdirSync(join(monitoring, folder)).filter((name) => name.endsWith(ending));
const read = (path: string) => readFileSync(join(monitoring, path), "utf8");

export const ruleFiles = (): string[] =>
  filesIn("rules", ".yml").map((name) => join(monitoring, "rules", name));
export const ruleTestFiles = (): string[] =>
  filesIn("rules/tests", ".yml").map((name) => join(monitoring, "rules/tests", name));

/** The same rules as the Prometheus operator takes them. */
export function operatorRules(): Rule[] {
  const path = join(repositoryRoot, "infra/k8s/components/pod-monitor/prometheus-rule.yaml");
  const { spec } = parse(readFileSync(path, "utf8")) as { spec: { groups: { rules: Rule[] }[] } };
  return spec.groups.flatMap((group) => group.rules);
}

export function rules(): Rule[] {
  const groups = filesIn("rules", ".yml").flatMap(
    (name) => (parse(read(`rules/${name}`)) as { groups: { rules: Rule[] }[] }).groups,
  );
  return groups.flatMap((group) => group.rules);
}

export const ruleTests = (): RuleTests["tests"] =>
  filesIn("rules/tests", ".yml").flatMap((name) => (parse(read(`rules/tests/${name}`)) as RuleTests).tests);

export const dashboards = (): Dashboard[] =>
  filesIn("grafana/dashboards", ".json").map(
    (name) => JSON.parse(read(`grafana/dashboards/${name}`)) as Dashboard,
  );

/** Words of PromQL that are no metrics. */
const language = new Set(
  (
    "sum max min count avg by without on and or unless rate increase deriv changes absent min_over_time " +
    "histogram_quantile offset bool ignoring group_left group_right"
  ).split(" "),
);

/** The metrics that an expression names: what is left without labels, groupings, ranges, numbers and the language. */
export function metricsIn(expr: string): string[] {
  const bare = expr
    .replace(/\{[^{}]*("[^"]*"[^{}]*)*\}/g, " ")
    .replace(/\b(by|without)\s*\([^)]*\)/g, " ")
    .replace(/\[[^\]]*\]/g, " ");
  const names = bare.match(/[a-zA-Z_:][\w:]*/g) ?? [];
  return [...new Set(names.filter((name) => !language.has(name)))];
}
