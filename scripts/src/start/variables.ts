import { readFileSync } from "node:fs";

/**
 * Reads a variable as the services do: NAME, or the content of the file that NAME_FILE points to.
 * @returns undefined when neither is set
 */
export function readVariable(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = environment[name];
  if (value !== undefined && value !== "") return value;
  const file = environment[`${name}_FILE`];
  if (file === undefined || file === "") return undefined;
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new Error(`${name}_FILE is ${file}, which cannot be read.`, { cause: error });
  }
}

/** @throws Error when the variable is set to something other than a port */
export function readPort(environment: NodeJS.ProcessEnv, name: string): number | undefined {
  const value = readVariable(environment, name);
  if (value === undefined) return undefined;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`${name} is "${value}", but a port is a whole number from 1 to 65535.`);
  }
  return port;
}
