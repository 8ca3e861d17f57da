import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import type { Product } from "./product.js";
import { Traveller } from "./traveller.js";

/** Registers somebody and gives them the role, with the program that an operator of the product uses. */
export async function newOperator(product: Product, role = "operator"): Promise<Traveller> {
  const operator = await new Traveller(product.bookings[0]?.url ?? "").register("Olga Operator");
  const program = join(repositoryRoot, "services/booking/dist/grant-role.js");
  await promisify(execFile)(process.execPath, [program, operator.email, role], {
    env: { ...process.env, DATABASE_URL: product.databaseUrl },
  });
  return operator;
}
