import type { StreamMark, StreamWriter } from "@railbooker/events/stream-writer";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { LeaderConnection } from "./leader.js";
import type { OutboxRows } from "./outbox-rows.js";
import type { StreamPosition } from "./stream-position.js";

/** What a leader does besides publishing, each in its own time. */
export interface RelayChores {
  /** Looks now and then whether the stream still has all that was published, also while nothing new comes. */
  findsLoss(mark: StreamMark): Promise<boolean>;
  whenIdle(): Promise<void>;
  afterPublishing(added: number): Promise<void>;
  /** @returns how many entries of the stream were dropped */
  makeRoom(): Promise<number>;
  /** At most once in some milliseconds: a notification in every transaction would make commits wait for each other. */
  callLeader(leader: LeaderConnection): void;
}

const pruneEveryMs = 60_000;
const trimEveryMs = 10_000;
const trimEveryEntries = 5000;
const callEveryMs = 10;

export function createRelayChores(deps: {
  rows: OutboxRows;
  position: StreamPosition;
  writer: StreamWriter;
  log: Logger;
  checkMs: number;
}): RelayChores {
  const { rows, position, writer, log, checkMs } = deps;
  let checkedAt = Date.now();
  let prunedAt = 0;
  let trimmedAt = Date.now();
  let sinceTrim = 0;
  let resting = false;
  let calledMeanwhile = false;

  async function trim(): Promise<number> {
    trimmedAt = Date.now();
    sinceTrim = 0;
    return await writer.trim();
  }

  /** At once where nobody was called just now; else one call for all that came meanwhile. */
  function callLeader(leader: LeaderConnection): void {
    if (resting) {
      calledMeanwhile = true;
      return;
    }
    resting = true;
    leader
      .callLeader()
      .catch((error: unknown) =>
        log.debug({ reason: coerceError(error).message }, "the relay finds the event at its next poll"),
      );
    setTimeout(() => {
      resting = false;
      if (calledMeanwhile) callLeader(leader);
      calledMeanwhile = false;
    }, callEveryMs);
  }

  return {
    findsLoss: async (mark) => {
      if (Date.now() - checkedAt < checkMs) return false;
      checkedAt = Date.now();
      return !(await position.isSound(mark));
    },
    whenIdle: async () => {
      if (Date.now() - prunedAt < pruneEveryMs) return;
      prunedAt = Date.now();
      await rows.prune();
      await trim();
    },
    afterPublishing: async (added) => {
      sinceTrim += added;
      if (sinceTrim > trimEveryEntries || Date.now() - trimmedAt > trimEveryMs) await trim();
    },
    makeRoom: trim,
    callLeader,
  };
}
