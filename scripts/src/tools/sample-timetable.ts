import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadTimetable } from "../start/data.js";
import type { Progress } from "../start/progress.js";

/**
 * A product that has just been set up has something to sell, until its operators bring a timetable of their own.
 * @param wanted "on" or "off"
 */
export async function sampleTimetable(wanted: string, progress: Progress): Promise<number> {
  if (wanted !== "on" && wanted !== "off")
    throw new Error(`SAMPLE_TIMETABLE is "${wanted}", but it is either on or off.`);
  if (wanted === "on") {
    const folder = join(await mkdtemp(join(tmpdir(), "railbooker-")), "sample-network");
    await loadTimetable(process.env, progress, folder);
  }
  progress.note(wanted === "on" ? "There is a timetable." : "The sample timetable is not wanted.");
  return 0;
}
