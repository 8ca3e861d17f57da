import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";

const text = readFileSync(join(repositoryRoot, "docs/ARCHITECTURE.md"), "utf8");
const listed = [...text.matchAll(/^ {4}((?:shared|services|scripts|test)\/[\w./-]+)\/ +\S/gm)].map(
  (match) => match[1] ?? "",
);

/** Folders that hold files of their own, below the sources of every workspace. */
function sourceFolders(folder: string): string[] {
  const entries = readdirSync(join(repositoryRoot, folder), { withFileTypes: true });
  const below = entries.filter(
    (entry) => entry.isDirectory() && !["node_modules", "dist"].includes(entry.name),
  );
  const own = entries.some((entry) => entry.isFile());
  return [...(own ? [folder] : []), ...below.flatMap((entry) => sourceFolders(`${folder}/${entry.name}`))];
}

const roots = [
  "shared/runtime/src",
  "shared/events/src",
  "services/booking/src",
  "services/notification/src",
  "services/email/src",
  "scripts/src",
  "test/src",
];
const web = ["build-steps", "pages", "partials", "public", "src"].map(
  (part) => `services/booking/web/${part}`,
);

test("every folder that docs/ARCHITECTURE.md names exists", () => {
  expect(listed.filter((folder) => !existsSync(join(repositoryRoot, folder)))).toEqual([]);
});

test("every folder of sources has its line in docs/ARCHITECTURE.md", () => {
  const folders = [...roots, ...web].flatMap(sourceFolders);
  expect(folders.length).toBeGreaterThan(40);
  expect(folders.filter((folder) => !listed.includes(folder))).toEqual([]);
});
