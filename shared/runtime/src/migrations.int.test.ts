import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDataSource } from "./database.js";
import { migrate, requireSchema } from "./migrations.js";
import { createTestDatabase, type TestDatabase } from "./testing/postgres.js";

class First1 {
  async up() {}
  async down() {}
}
class Second2 extends First1 {}
class ContractThird3 extends First1 {}

const named = (step: typeof First1, timestamp: string) =>
  Object.defineProperty(step, "name", { value: step.name.slice(0, -1) + timestamp });
const first = named(First1, "1790000000001");
const second = named(Second2, "1790000000002");
const third = named(ContractThird3, "1790000000003");
const schema = "guarded";
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase("guarded", "1", async () => undefined);
});

afterAll(() => database.drop());

async function guard(...migrations: (typeof First1)[]): Promise<string> {
  const dataSource = await createDataSource({
    url: database.url,
    schema,
    migrations,
    poolSize: 1,
  }).initialize();
  try {
    await requireSchema(dataSource, schema);
    return "fits";
  } catch (error) {
    return (error as Error).message;
  } finally {
    await dataSource.destroy();
  }
}

test("a program starts on a database that has what it needs, and on no other", async () => {
  expect(await guard(first)).toContain("older than this program: it lacks First1790000000001");
  await migrate({ url: database.url, schema, migrations: [first] });
  expect(await guard(first)).toBe("fits");
  expect(await guard(first, second)).toContain("Second1790000000002");
});

test("a program of the version before runs beside steps that add, not after steps that take away", async () => {
  const migrations = [first, second, third];
  expect(await migrate({ url: database.url, schema, migrations }, "expand")).toEqual(["Second1790000000002"]);
  expect(await guard(first)).toBe("fits");
  expect(await guard(...migrations)).toBe("fits");
  expect(await migrate({ url: database.url, schema, migrations })).toEqual(["ContractThird1790000000003"]);
  expect(await guard(first)).toContain("has dropped what it needs: ContractThird1790000000003");
  expect(await guard(...migrations)).toBe("fits");
});
