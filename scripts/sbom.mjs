/**
 * Writes a bill of materials (CycloneDX) for each service into dist/sbom, from the lockfile: what is in its image and under
 * which licence. Usage: node scripts/sbom.mjs [FOLDER]
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = process.argv[2] ?? join(root, "dist/sbom");
mkdirSync(folder, { recursive: true });
for (const service of ["booking", "notification", "email"]) {
  const parameters = ["sbom", "--sbom-format", "cyclonedx", "--omit", "dev", "--package-lock-only"];
  const text = execFileSync("npm", [...parameters, "--workspace", `@railbooker/${service}`], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 50e6,
  });
  const { components } = JSON.parse(text);
  if (components.length < 20)
    throw new Error(
      `Only ${components.length} packages were found for ${service}: the lockfile is not whole.`,
    );
  writeFileSync(join(folder, `${service}.cdx.json`), text);
  console.log(`${join(folder, `${service}.cdx.json`)}: ${components.length} packages`);
}
