import { Worker } from "node:worker_threads";
import { AppError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { LiveRun, Network } from "./network.js";
import type { PlannedJourney, PlanQuery } from "./plan.js";
import type { FromWorker, ToWorker } from "./plan-message.js";

export interface PlannerPool {
  /** @throws AppError 503 `search-overloaded` where too many wait or a query takes too long. */
  plan(query: PlanQuery): Promise<PlannedJourney[]>;
  update(runs: readonly LiveRun[]): void;
  /** Answers what was asked, then ends the threads. */
  close(): Promise<void>;
}

export interface PoolOptions {
  /** Threads. */
  size: number;
  /** How long a query may take, waiting included. */
  deadlineMs: number;
  /** How many queries may wait. */
  longestQueue: number;
  log: Logger;
  /** What the threads run; the planner where none is given. */
  program?: URL;
}

interface Task {
  id: number;
  query: PlanQuery;
  deadline: number;
  resolve: (journeys: PlannedJourney[]) => void;
  reject: (error: Error) => void;
}

interface Thread {
  worker: Worker;
  task: Task | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** A thread looks at the time between departures; one that has not by then is stuck. */
const GRACE_MS = 1000;
const RETRY_SECONDS = 2;
/** A thread that cannot even start must not be started without pause. */
const RESTART_MS = 200;
const planWorker = new URL("./plan-worker.js", import.meta.url);

const overloaded = (cause?: unknown) =>
  new AppError({
    kind: "unavailable",
    code: "search-overloaded",
    message: "The search has too much to do at the moment. Nothing was changed; please try again shortly.",
    retryAfterSeconds: RETRY_SECONDS,
    cause,
  });

/** Threads that plan over one network, each one query at a time; the rest waits here, in order and in bounds. */
export function createPlannerPool(
  network: Network,
  { size, deadlineMs, longestQueue, log, program = planWorker }: PoolOptions,
): PlannerPool {
  const live = new Map<string, LiveRun>();
  const waiting: Task[] = [];
  const threads = new Set<Thread>();
  const idleCalls: (() => void)[] = [];
  const restarts = new Set<NodeJS.Timeout>();
  let nextId = 0;
  let closing = false;

  function start(): void {
    const worker = new Worker(program, {
      workerData: network,
      resourceLimits: { maxOldGenerationSizeMb: 192 },
    });
    const thread: Thread = { worker, task: undefined, timer: undefined };
    threads.add(thread);
    worker.on("message", (message: FromWorker) => settle(thread, message));
    worker.on("error", (error) => replace(thread, error));
    worker.on("exit", () => replace(thread, new Error("a search thread ended")));
    if (live.size > 0) post(thread, { kind: "live", runs: [...live.values()] });
  }

  function restart(): void {
    if (closing) return;
    start();
    dispatch();
  }

  const post = ({ worker }: Thread, message: ToWorker) => worker.postMessage(message);

  function settle(thread: Thread, message: FromWorker): void {
    const { task } = thread;
    clearTimeout(thread.timer);
    thread.task = undefined;
    if (message.kind === "planned") task?.resolve(message.journeys);
    else if (message.kind === "late") task?.reject(overloaded());
    else task?.reject(new Error(`the search failed: ${message.reason}`));
    dispatch();
  }

  /** A thread that broke or hangs takes its own query with it and nothing else. */
  function replace(thread: Thread, error: unknown): void {
    if (!threads.delete(thread)) return;
    clearTimeout(thread.timer);
    thread.task?.reject(overloaded(error));
    if (!closing) {
      log.error({ err: error }, "a search thread is replaced");
      restarts.add(setTimeout(restart, RESTART_MS));
    }
    void thread.worker.terminate();
    dispatch();
  }

  function dispatch(): void {
    for (const thread of threads) {
      if (thread.task !== undefined) continue;
      const task = waiting.shift();
      if (task === undefined) break;
      thread.task = task;
      const left = Math.max(0, task.deadline - Date.now());
      thread.timer = setTimeout(() => replace(thread, new Error("a search thread hangs")), left + GRACE_MS);
      post(thread, { kind: "plan", id: task.id, query: task.query, deadline: task.deadline });
    }
    if ([...threads].every(({ task }) => task === undefined)) for (const call of idleCalls.splice(0)) call();
  }

  for (let i = 0; i < size; i += 1) start();
  return {
    plan: (query) =>
      new Promise((resolve, reject) => {
        if (closing || waiting.length >= longestQueue) {
          reject(overloaded());
          return;
        }
        nextId += 1;
        waiting.push({ id: nextId, query, deadline: Date.now() + deadlineMs, resolve, reject });
        dispatch();
      }),
    update: (runs) => {
      if (runs.length === 0) return;
      for (const run of runs) live.set(`${run.train} ${run.day}`, run);
      for (const thread of threads) post(thread, { kind: "live", runs });
    },
    close: async () => {
      closing = true;
      for (const timer of restarts) clearTimeout(timer);
      if (threads.size === 0) for (const { reject } of waiting.splice(0)) reject(overloaded());
      await new Promise<void>((resolve) => {
        idleCalls.push(resolve);
        dispatch();
      });
      const ending = [...threads].map(({ worker }) => worker.terminate());
      threads.clear();
      await Promise.all(ending);
    },
  };
}
