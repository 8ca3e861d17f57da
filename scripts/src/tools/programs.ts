import { main as audit } from "../audit/main.js";
import { readVariable } from "../start/variables.js";
import { plainProgress } from "./plain-progress.js";
import { runService } from "./run-service.js";
import { sampleTimetable } from "./sample-timetable.js";

interface Program {
  usage: string;
  about: string;
  run(args: string[]): Promise<number>;
}

const progress = plainProgress((line) => process.stdout.write(`${line}\n`));

/** Everything an operator runs beside the services. Each takes its database from DATABASE_URL. */
const programs: Record<string, Program> = {
  migrate: {
    usage: "migrate [--expand]",
    about: "brings the database up to date; --expand leaves out the steps that take something away",
    run: async (args) =>
      (await runService("booking", "migrate", args)) || (await runService("notification", "migrate", args)),
  },
  timetable: {
    usage: "timetable",
    about: "loads the sample network where SAMPLE_TIMETABLE is on and no timetable reaches 30 days ahead",
    run: () => sampleTimetable(readVariable(process.env, "SAMPLE_TIMETABLE") ?? "off", progress),
  },
  import: {
    usage: "import FEED [--strict]",
    about: "brings in a GTFS feed, a zip or a folder",
    run: (args) => runService("booking", "import-timetable", args),
  },
  role: {
    usage: "role EMAIL operator|inspector",
    about: "gives a registered user a role",
    run: (args) => runService("booking", "grant-role", args),
  },
  audit: {
    usage: "audit",
    about: "checks what must always hold of the live database",
    run: () => audit({ progress }),
  },
};

/** @returns the exit code */
export async function main([name = "", ...args]: string[]): Promise<number> {
  const program = programs[name];
  if (program !== undefined) return await program.run(args);
  const width = Math.max(...Object.values(programs).map(({ usage }) => usage.length));
  const lines = Object.values(programs).map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`);
  process.stderr.write(
    `${name === "" ? "Say which program" : `There is no program "${name}"`}:\n${lines.join("\n")}\n`,
  );
  return 2;
}
