import { loadConfig } from "@railbooker/runtime/config";
import { coerceError } from "@railbooker/runtime/errors";
import { migrate } from "@railbooker/runtime/migrations";
import Type from "typebox";
import { migrations, schema } from "./database/migrations.js";

try {
  const { DATABASE_URL: url } = loadConfig(Type.Object({ DATABASE_URL: Type.String() }), process.env);
  const phase = process.argv.includes("--expand") ? "expand" : "all";
  const done = await migrate({ url, schema, migrations }, phase);
  process.stdout.write(
    done.length === 0
      ? "booking: the database is up to date\n"
      : `booking: ${done.length} migrations applied\n`,
  );
} catch (error) {
  process.stderr.write(`booking: the database could not be migrated: ${coerceError(error).message}\n`);
  process.exit(1);
}
