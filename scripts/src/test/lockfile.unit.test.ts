import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { repositoryRoot } from "../servers/paths.js";

interface LockEntry {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
  link?: boolean;
}

const lock = JSON.parse(readFileSync(join(repositoryRoot, "package-lock.json"), "utf8"));
const packages: Record<string, LockEntry> = lock.packages;

test("the lockfile knows the packages of every platform: `node scripts/complete-lockfile.mjs` adds them", () => {
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

test("the lockfile names no registry", () => {
  const named = Object.values(packages).filter(({ resolved, link }) => resolved !== undefined && !link);
  expect(named).toEqual([]);
});
