import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { version } from "./version.js";

test("the programs say the version that the packages have", () => {
  const manifest = new URL("../../../package.json", import.meta.url);
  expect(JSON.parse(readFileSync(manifest, "utf8"))).toMatchObject({ version });
});
