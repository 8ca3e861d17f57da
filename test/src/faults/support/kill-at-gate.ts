import { type Scene, sleep } from "../fault-case.js";
import { createGate, type Statement } from "./gate.js";

export interface KillAtGate {
  table: string;
  statement: Statement;
  times: number;
  /** With the process dead and what it was about to do not done. @throws Error where the moment was not the one meant */
  afterKill?: (name: string) => Promise<void> | void;
  /** How long the process stays dead, in ms. */
  deadMs?: number;
}

/** Kills, time after time, whichever process comes to the statement, and starts it again. */
export async function killAtGate({ house, note }: Scene, options: KillAtGate): Promise<void> {
  const { table, statement, times, afterKill, deadMs = 0 } = options;
  const gate = await createGate(house.databaseUrl, table, statement);
  for (let time = 0; time < times; time++) {
    await gate.close();
    const name = await gate.caught();
    const caught = house.processNamed(name);
    await caught.kill();
    await afterKill?.(name);
    note(`${name} was killed before its ${statement} of ${table}`);
    await gate.endWaiting();
    await gate.open();
    await sleep(deadMs);
    await caught.start();
  }
  await gate.remove();
}
