import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";

const run = promisify(execFile);

/** Folders with real feeds where there are any, else with the sample network; unpacked below `folder`. */
export async function feedFolders(folder: string): Promise<string[]> {
  const data = process.env["BENCH_FEEDS"] ?? join(repositoryRoot, "../shared/data");
  const zips = existsSync(data) ? (await readdir(data)).filter((name) => name.endsWith(".zip")) : [];
  if (zips.length === 0) {
    const sample = join(folder, "sample-network");
    await run(process.execPath, [join(repositoryRoot, "scripts/dist/sample-network/main.js"), sample]);
    return [sample];
  }
  const folders: string[] = [];
  for (const zip of zips) {
    const target = join(folder, basename(zip, ".zip"));
    await unpack(join(data, zip), target);
    folders.push(target);
  }
  return folders;
}

async function unpack(zip: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await run("unzip", ["-qo", zip, "-d", target]);
}

/** A feed with each trip and stop time of another so often that it has `stopTimes` of them. */
export async function repeated(folder: string, target: string, stopTimes: number): Promise<number> {
  await mkdir(target, { recursive: true });
  const names = (await readdir(folder)).filter((name) => name.endsWith(".txt"));
  const big = ["trips.txt", "stop_times.txt"];
  for (const name of names) if (!big.includes(name)) await copyFile(join(folder, name), join(target, name));
  const [, ...rows] = await linesOf(join(folder, "stop_times.txt"));
  const times = Math.ceil(stopTimes / rows.length);
  for (const name of big) {
    const [header = "", ...lines] = await linesOf(join(folder, name));
    const column = header.replaceAll('"', "").split(",").indexOf("trip_id");
    const copies = Array.from({ length: times }, (_, copy) =>
      lines.map((line) => renamed(line, column, copy)).join("\n"),
    );
    await writeFile(join(target, name), `${header}\n${copies.join("\n")}\n`);
  }
  return rows.length * times;
}

async function linesOf(path: string): Promise<string[]> {
  return (await readFile(path, "utf8")).trimEnd().split(/\r?\n/);
}

/** Only the trip's id is changed; fields before it hold no commas in the feeds at hand. */
function renamed(line: string, column: number, copy: number): string {
  const fields = line.split(",");
  fields[column] = (fields[column] ?? "").replace(/^("?)/, `$1x${copy}-`);
  return fields.join(",");
}
