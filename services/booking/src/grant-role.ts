import { loadConfig } from "@railbooker/runtime/config";
import { createDataSource, sqlOf } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import Type from "typebox";
import { roles } from "./accounts/current-user.js";
import { grantRole } from "./accounts/grant-role.js";
import { schema } from "./database/migrations.js";

const usage = `Usage: npm run role -- EMAIL ${roles.join("|")}
Gives a registered user a role; DATABASE_URL says in which database.`;

async function main([email, role, ...rest]: string[]): Promise<string> {
  if (email === undefined || role === undefined || rest.length > 0 || !roles.some((known) => known === role))
    throw new Error(usage);
  const { DATABASE_URL: url } = loadConfig(Type.Object({ DATABASE_URL: Type.String() }), process.env);
  const dataSource = createDataSource({ url, schema, migrations: [], poolSize: 1 });
  await dataSource.initialize();
  try {
    switch (await grantRole(sqlOf(dataSource), email, role)) {
      case "granted":
        return `${email} has the role "${role}" now`;
      case "had-it":
        return `${email} has had the role "${role}" already`;
      case "no-such-user":
        throw new Error(`nobody is registered as ${email}; register first, then grant the role`);
    }
  } finally {
    await dataSource.destroy();
  }
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${coerceError(error).message}\n`);
  process.exitCode = 1;
}
