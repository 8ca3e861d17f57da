import { compileSchema } from "@railbooker/runtime/schema";
import type { Socket } from "socket.io";
import { type Answer, type ClientEvents, runRoom, type ServerEvents, Watch } from "./socket-events.js";

/** More than a page shows; a client that asks for ever more must not fill the memory. */
const mostRuns = 200;

const check = compileSchema(Watch);

/** Lets a browser follow runs: their seats and their delays. */
export function watchRuns(socket: Socket<ClientEvents, ServerEvents>): void {
  const watched = new Set<string>();

  socket.on("watch", (payload, answer) => {
    const runId = runIdOf(payload, answer);
    if (runId === undefined) return;
    if (!watched.has(runId) && watched.size >= mostRuns) {
      reply(answer, {
        ok: false,
        code: "too-many-runs",
        detail: `A socket watches ${mostRuns} runs at most; unwatch one first.`,
      });
      return;
    }
    watched.add(runId);
    void socket.join(runRoom(runId));
    reply(answer, { ok: true });
  });

  socket.on("unwatch", (payload, answer) => {
    const runId = runIdOf(payload, answer);
    if (runId === undefined) return;
    watched.delete(runId);
    void socket.leave(runRoom(runId));
    reply(answer, { ok: true });
  });
}

function runIdOf(payload: unknown, answer: unknown): string | undefined {
  const result = check(payload);
  if (result.ok) return result.value.runId;
  reply(answer, {
    ok: false,
    code: "invalid-request",
    detail: result.errors.map((error) => error.detail).join(" "),
  });
  return undefined;
}

function reply(answer: unknown, content: Parameters<Answer>[0]): void {
  if (typeof answer === "function") (answer as Answer)(content);
}
