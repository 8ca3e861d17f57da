import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "../../../..");
const document = readFileSync(join(root, "docs/errors.md"), "utf8");
const listed = new Set([...document.matchAll(/^\| *`([a-z-]+)` *\|/gm)].map((match) => match[1]));

function codesIn(workspace: string): string[] {
  const files = readdirSync(join(root, workspace, "src"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => [
      ...readFileSync(join(root, workspace, "src", file), "utf8").matchAll(
        /\b(?:code: |refusedLeg\(\s*)"([a-z-]+)"/g,
      ),
    ])
    .map((match) => match[1] ?? "");
}

const workspaces = [
  "shared/runtime",
  "shared/events",
  "services/booking",
  "services/notification",
  "services/email",
];

test.each(workspaces)("docs/errors.md lists every code of %s", (workspace) => {
  expect(codesIn(workspace).filter((code) => !listed.has(code))).toEqual([]);
});

test("the guard sees the codes", () => {
  expect(codesIn("services/booking")).toEqual(expect.arrayContaining(["email-taken", "seat-count"]));
  expect(listed.has("email-taken")).toBe(true);
});
