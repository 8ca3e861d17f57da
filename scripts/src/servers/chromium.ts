import { canInstallDebianPackages, installDebianPackage } from "./debian-package.js";
import { findProgram, isExecutable } from "./program.js";

const onPath = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const onMac = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** @returns the browser of CHROMIUM_PATH, else one that the machine has, else undefined */
export function findChromium(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen !== undefined && chosen !== "") {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH is ${chosen}, which is not a program. Set it to a Chromium or Chrome.`);
  }
  return findProgram(...onPath) ?? onMac.find(isExecutable);
}

/**
 * The browser for the end-to-end tests, installed as Debian's package where it is missing and that is possible.
 * @throws Error that says how to get one
 */
export async function provideChromium(say: (line: string) => void): Promise<string> {
  const found = findChromium();
  if (found !== undefined) return found;
  if (canInstallDebianPackages()) {
    await installDebianPackage("chromium", say);
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Error(
    "The end-to-end tests need Chromium or Chrome, and found none. Install one " +
      "(Debian, Ubuntu: sudo apt-get install chromium), or set CHROMIUM_PATH to its program.",
  );
}
