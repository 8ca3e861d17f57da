import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { repositoryRoot } from "../servers/paths.js";
import type { Progress } from "../start/progress.js";
import { eventDocuments } from "./documents.js";

/** `npm run docs:events`: writes the documents about events anew. @returns the exit code */
export async function main({ progress }: { progress: Progress }): Promise<number> {
  for (const [path, text] of eventDocuments()) {
    writeFileSync(path, text);
    progress.note(`Wrote ${relative(repositoryRoot, path)}`);
  }
  return 0;
}
