import { generateKeyPairSync, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const generators = {
  SESSION_SECRET: () => randomBytes(32).toString("base64url"),
  ACCESS_TOKEN_KEY: () => randomBytes(32).toString("base64"),
  TICKET_SIGNING_KEY: ticketSigningKey,
  EMAIL_SERVICE_TOKEN: () => randomBytes(32).toString("base64url"),
  POSTGRES_PASSWORD: () => randomBytes(24).toString("base64url"),
  REDIS_PASSWORD: () => randomBytes(24).toString("base64url"),
};

export type Secrets = Record<keyof typeof generators, string>;

/** Reads this clone's secrets, and makes those that it does not have yet. Only the user can read the file. */
export function loadSecrets(file: string): Secrets {
  const known = readKnown(file);
  const secrets = { ...known } as Secrets;
  for (const [name, generate] of Object.entries(generators)) {
    secrets[name as keyof Secrets] ??= generate();
  }
  if (Object.keys(known).length < Object.keys(secrets).length) write(file, secrets);
  else chmodSync(file, 0o600);
  return secrets;
}

/** An Ed25519 private key as PKCS#8 PEM, in base64 so that it fits on one line. */
function ticketSigningKey(): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" });
  return Buffer.from(pem).toString("base64");
}

function readKnown(file: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Error(
      `${file} cannot be read. It holds the password of the local database: mend it, or delete the folder ` +
        `${dirname(file)} to start with empty data.`,
      { cause: error },
    );
  }
}

/** Written beside and moved into place: an interruption leaves the old file or the new, never half of one. */
function write(file: string, secrets: Secrets): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.new`;
  writeFileSync(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, file);
}
