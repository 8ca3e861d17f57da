import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asyncApiDocument } from "@railbooker/events/asyncapi";
import { withCatalogue } from "@railbooker/events/catalogue-section";
import { repositoryRoot } from "../servers/paths.js";

/** The documents about events, by their paths, as the catalogue has them now. */
export function eventDocuments(): Map<string, string> {
  const page = join(repositoryRoot, "docs/events.md");
  return new Map([
    [page, withCatalogue(readFileSync(page, "utf8"))],
    [join(repositoryRoot, "docs/asyncapi.json"), `${JSON.stringify(asyncApiDocument(), null, 2)}\n`],
  ]);
}
