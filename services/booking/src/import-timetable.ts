import { parseArgs } from "node:util";
import { systemClock } from "@railbooker/runtime/clock";
import { loadConfig } from "@railbooker/runtime/config";
import { createDataSource, sqlOf } from "@railbooker/runtime/database";
import Type from "typebox";
import { keepSales } from "./bookings/keep-sales.js";
import { schema } from "./database/migrations.js";
import { createOutbox } from "./outbox/outbox.js";
import { describeReport } from "./timetable/import/describe-report.js";
import { openFeed } from "./timetable/import/feed-source.js";
import { importFeed } from "./timetable/import/import-feed.js";
import { progressBar } from "./timetable/import/progress-bar.js";
import { createStaging } from "./timetable/import/staging-store.js";
import { timetableNeeded } from "./timetable/timetable-store.js";

const usage = `Usage: import-timetable FOLDER|ZIP [--strict] [--needed]
  --strict   refuses a feed of which anything would be left out.
  --needed   only where there is no timetable or it ends within 30 days; ends with 3 where there is enough.
             Without FOLDER or ZIP it imports nothing and tells by 0 or 3 whether an import is needed.
DATABASE_URL says which database.`;

const NEEDED_DAYS = 30;
const EXIT_ENOUGH = 3;

const say = (line: string) => process.stdout.write(`${line}\n`);

const flag = { type: "boolean", default: false } as const;

function given() {
  try {
    return parseArgs({ allowPositionals: true, options: { needed: flag, strict: flag, help: flag } });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${usage}`);
  }
}

async function main(): Promise<number> {
  const { values, positionals } = given();
  const [path, ...rest] = positionals;
  if (values.help) {
    say(usage);
    return 0;
  }
  if (rest.length > 0 || (path === undefined && !values.needed)) throw new Error(usage);
  const { DATABASE_URL } = loadConfig(Type.Object({ DATABASE_URL: Type.String() }), process.env);
  const dataSource = createDataSource({ url: DATABASE_URL, schema, migrations: [], poolSize: 2 });
  await dataSource.initialize();
  try {
    if (values.needed && !(await timetableNeeded(sqlOf(dataSource), systemClock(), NEEDED_DAYS)))
      return EXIT_ENOUGH;
    if (path === undefined) return 0;
    const source = await openFeed(path);
    const progress = progressBar(source, process.stdout, () => performance.now());
    try {
      // The relay of the running service polls, so there is nobody here to wake.
      const outbox = createOutbox(systemClock, () => undefined);
      const deps = {
        inStaging: createStaging(DATABASE_URL, schema),
        sql: sqlOf(dataSource),
        sales: keepSales(outbox),
        outbox,
        clock: systemClock,
      };
      const report = await importFeed(source, deps, { strict: values.strict, progress });
      progress.end();
      describeReport(report).forEach(say);
    } finally {
      progress.end();
      source.close();
    }
    return 0;
  } finally {
    await dataSource.destroy();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const { code, message } = error as Error & { code?: string };
  const hint = code === "42P01" ? ". Bring the database up to date first; npm start does." : "";
  process.stderr.write(`The timetable was not imported: ${message}${hint}\n`);
  process.exitCode = 1;
}
