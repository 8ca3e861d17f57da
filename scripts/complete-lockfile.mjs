/**
 * Adds to package-lock.json the packages for other platforms that the registry at hand did not offer.
 * `npm ci` refuses a lockfile without them, on every platform. Run it after `npm install` when the test
 * scripts/src/test/lockfile.unit.test.ts asks for it. It changes no entry that is there.
 */
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const packages = lock.packages;
let added = 0;
for (const [path, entry] of Object.entries({ ...packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (packages[place] || packages[`${path}/${place}`] || !/^\d/.test(version)) continue;
    packages[place] = { version, ...platformOf(name), ...(entry.dev && { dev: true }), optional: true };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en")));
if (added > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages for other platforms added.`);

/** Such packages carry their platform in their name, as in `core-linux-arm64-musl`; without it npm would fetch them. */
function platformOf(name) {
  const [, os, cpu, rest = ""] =
    /(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32|wasm32)-(\w+)-?(.*)$/.exec(
      name,
    ) ?? [];
  if (os === undefined) throw new Error(`The platform of ${name} cannot be told from its name.`);
  if (os === "wasm32") return { cpu: ["wasm32"] };
  const libc =
    os !== "linux"
      ? undefined
      : rest.startsWith("musl")
        ? "musl"
        : rest.startsWith("gnu")
          ? "glibc"
          : undefined;
  return { os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) };
}
