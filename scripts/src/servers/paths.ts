import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The clone's top folder; this file runs from scripts/dist/servers/. */
export const repositoryRoot = resolve(fileURLToPath(new URL("../../..", import.meta.url)));

/** Where `npm start` keeps its data, logs and secrets: `.railbooker/`, ignored by git. */
export const stateFolder = join(repositoryRoot, ".railbooker");

/** Makes a folder inside `.railbooker/` and returns its path. */
export function stateSubfolder(name: string): string {
  const folder = join(stateFolder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
