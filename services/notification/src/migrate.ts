import { loadConfig } from "@railbooker/runtime/config";
import { coerceError } from "@railbooker/runtime/errors";
import { migrate } from "@railbooker/runtime/migrations";
import Type from "typebox";
import { migrations, schema } from "./database/migrations.js";

try {
  const { DATABASE_URL: url } = loadConfig(Type.Object({ DATABASE_URL: Type.String() }), process.env);
  const phase = process.argv.includes("--expand") ? "expand" : "all";
  const done = await migrate({ url, schema, migrations }, phase);
  const what = done.length === 0 ? "the database is up to date" : `${done.length} migrations applied`;
  process.stdout.write(`notification: ${what}\n`);
} catch (error) {
  process.stderr.write(`notification: the database could not be migrated: ${coerceError(error).message}\n`);
  process.exit(1);
}
