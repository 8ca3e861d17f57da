import { randomInt } from "node:crypto";

/** No 0 and O, 1 and I, 5 and S, 2 and Z, 8 and B: what is read out is what was meant. */
const letters = "ACDEFGHJKLMNPQRTUWXY34679";

/** Six characters a person can read out; 244 million of them, drawn by a cryptographic generator. */
export function createReference(): string {
  return Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join("");
}
