import { hash, verify } from "@node-rs/argon2";
import { AppError } from "@railbooker/runtime/errors";

/** OWASP's least parameters for argon2id (2 in the library's count): 19 MiB, two passes, one lane; about 20 ms. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a password nobody has, so that an unknown user costs as much time as a wrong password. */
const nobodys =
  "$argon2id$v=19$m=19456,t=2,p=1$0WobcJrDYDhcXGLLpCL35g$pYzkPVLy5G11FnQrlP25IyP4ICTpHv0D/SwPOEEglcA";

export interface Passwords {
  hash(password: string): Promise<string>;
  /** False where there is no stored hash; takes as long all the same. */
  verify(stored: string | undefined, password: string): Promise<boolean>;
}

/**
 * Hashing is slow on purpose, so few run at once and the rest wait; a queue without an end would only answer too late.
 * @throws AppError `busy` (503) from both methods when `waiting` others wait already.
 */
export function createPasswords({ atOnce = 2, waiting = 100 } = {}): Passwords {
  const queue: (() => void)[] = [];
  let running = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw busy();
      // Whoever finishes hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    hash: (password) => inTurn(() => hash(password.normalize("NFKC"), parameters)),
    verify: (stored, password) =>
      inTurn(async () => {
        const matches = await verify(stored ?? nobodys, password.normalize("NFKC"));
        return matches && stored !== undefined;
      }),
  };
}

const busy = () =>
  new AppError({
    kind: "unavailable",
    code: "busy",
    message: "Too many people are signing in at this moment. Nothing was changed; please try again shortly.",
    retryAfterSeconds: 2,
  });
