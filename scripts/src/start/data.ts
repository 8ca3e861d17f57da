import { rmSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "../servers/paths.js";
import { allDone } from "./all-done.js";
import type { Progress } from "./progress.js";
import { runScript } from "./service.js";

const minute = 60_000;
const importer = "services/booking/dist/import-timetable.js";
const notNeeded = 3;

/** Brings the database's schema up to date, for each service that has tables: each has a schema of its own. */
export async function migrate(environment: NodeJS.ProcessEnv): Promise<void> {
  await allDone(
    ["booking", "notification"].map((service) =>
      runScript(`Migrating the database of ${service}`, [`services/${service}/dist/migrate.js`], {
        environment,
        deadlineMs: 2 * minute,
      }),
    ),
  );
}

/** Loads the sample network where there is no timetable, or one that soon ends. */
export async function loadTimetable(
  environment: NodeJS.ProcessEnv,
  progress: Progress,
  folder = join(stateFolder, "sample-network"),
): Promise<void> {
  const asked = { environment, deadlineMs: minute, alsoFine: [notNeeded] };
  if ((await runScript("Looking at the timetable", [importer, "--needed"], asked)) === notNeeded) return;
  await progress.step("Sample network", async () => {
    const limits = { environment, deadlineMs: 5 * minute };
    await runScript("Making the sample network", ["scripts/dist/sample-network/main.js", folder], limits);
    await runScript("Importing the sample network", [importer, folder], limits);
    rmSync(folder, { recursive: true, force: true });
    return "a timetable for the next 90 days";
  });
}
