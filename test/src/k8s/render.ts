import { execFile, execFileSync } from "node:child_process";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "./manifest.js";

const run = promisify(execFile);
const timeout = 60_000;

/** What renders an overlay, as a command to which its folder is appended; undefined where none is on this machine. */
export function findRenderer(): string[] | undefined {
  const candidates = [
    ["kubectl", "kustomize"],
    ["kustomize", "build"],
  ];
  return candidates.find(([program = "", command = ""]) => {
    try {
      execFileSync(program, [command, "--help"], { stdio: "ignore", timeout });
      return true;
    } catch {
      return false;
    }
  });
}

/** The folders with something to apply: what is shipped, and the combinations that only tests render. */
export async function overlays(): Promise<string[]> {
  const names = async (folder: string) =>
    (await readdir(join(repositoryRoot, "infra/k8s", folder))).map((name) => `${folder}/${name}`);
  return [...(await names("overlays")), ...(await names("tests"))].sort();
}

/** Stores and a mail server that nobody asks. */
const given = {
  DATABASE_URL: "postgres://railbooker:not-a-secret@10.9.0.1:5432/railbooker",
  REDIS_URL: "redis://railbooker:not-a-secret@10.9.0.2:6379",
  SMTP_URL: "smtp://railbooker:not-a-secret@mail.example.org:587",
};

/** Renders as an operator does, secrets included, in a copy: the tree stays as it is. */
export async function render(renderer: readonly string[], overlay: string): Promise<Manifest[]> {
  const copy = await mkdtemp(join(tmpdir(), "railbooker-k8s-"));
  try {
    await cp(join(repositoryRoot, "infra/k8s"), copy, {
      recursive: true,
      filter: (path) => !path.endsWith("/secrets"),
    });
    const folder = join(copy, overlay);
    await run(join(copy, "make-secrets"), [folder], {
      env: { PATH: process.env["PATH"], ...given },
      timeout,
    });
    const [program = "", ...args] = renderer;
    const { stdout } = await run(program, [...args, folder], { timeout, maxBuffer: 16 * 1024 * 1024 });
    return parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
