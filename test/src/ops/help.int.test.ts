import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";

const folder = join(repositoryRoot, "infra/ops");
const scripts = readdirSync(folder).filter((name) =>
  readFileSync(join(folder, name), "utf8").startsWith("#!/usr/bin/env bash"),
);

test("the scripts of operators are found", () => {
  expect(scripts).toEqual(expect.arrayContaining(["install", "roll", "backup", "restore", "upgrade"]));
});

test.each(scripts)("%s --help says what it does, and does nothing", (name) => {
  const env = { PATH: process.env["PATH"], RAILBOOKER_ENV_FILE: join(folder, "no-such-file") };
  const { status, stdout, stderr } = spawnSync(join(folder, name), ["--help"], { env, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(new RegExp(`^${name}\\b.*: `));
  expect(stdout).not.toContain("#");
  expect(existsSync(join(folder, "no-such-file"))).toBe(false);
});

test("install takes no arguments", () => {
  const env = { PATH: process.env["PATH"], RAILBOOKER_ENV_FILE: join(folder, "no-such-folder/env") };
  const { status, stderr } = spawnSync(join(folder, "install"), ["--everything"], { env, encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain('install takes no "--everything"');
});
