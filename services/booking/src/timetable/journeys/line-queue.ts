import { NEVER } from "./labels.js";
import type { Window } from "./window.js";

/** Which lines a round must look at, gathered from the locations that the round before made reachable sooner. */
export interface LineQueue {
  mark(location: number): void;
  /** Begins the next round: fills `lines` from what was marked, and gives their number. */
  next(): number;
  /** Forgets what was marked since. */
  reset(): void;
  /** Whether a location was marked in the round before. */
  wasMarked(location: number): boolean;
  lines: Int32Array;
  /** The first and the last position of each queued line where boarding may be worth while. */
  first: Int32Array;
  last: Int32Array;
}

export function createLineQueue(
  { lineCount, boardStart, boardLine, boardPosition }: Window,
  locations: number,
): LineQueue {
  // Two sets by turns: a round reads one while it writes the other. A mark is the number of its round.
  const marks = [new Int32Array(locations), new Int32Array(locations)] as const;
  let round = 1;
  let marked: number[] = [];
  let writing: Int32Array = marks[1];
  let reading: Int32Array = marks[0];
  const lines = new Int32Array(lineCount);
  const first = new Int32Array(lineCount);
  const last = new Int32Array(lineCount);
  const queuedIn = new Int32Array(lineCount).fill(NEVER);

  function turn(): void {
    round += 1;
    marked = [];
    writing = marks[(round & 1) as 0 | 1];
    reading = marks[((round - 1) & 1) as 0 | 1];
  }

  function next(): number {
    let length = 0;
    for (const location of marked) {
      for (let i = boardStart[location] ?? 0; i < (boardStart[location + 1] ?? 0); i += 1) {
        const line = boardLine[i] ?? 0;
        const position = boardPosition[i] ?? 0;
        if (queuedIn[line] !== round) {
          queuedIn[line] = round;
          lines[length] = line;
          length += 1;
          first[line] = position;
          last[line] = position;
        } else if (position < (first[line] ?? 0)) first[line] = position;
        else if (position > (last[line] ?? 0)) last[line] = position;
      }
    }
    turn();
    return length;
  }

  return {
    mark(location) {
      if (writing[location] === round) return;
      writing[location] = round;
      marked.push(location);
    },
    next,
    reset: turn,
    wasMarked: (location) => reading[location] === round - 1,
    ...{ lines, first, last },
  };
}
