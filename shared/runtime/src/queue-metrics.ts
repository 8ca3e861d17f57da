import { Counter, Gauge, Histogram, type Registry } from "./metrics.js";
import type { QueueState } from "./queue.js";

interface Measured {
  name: string;
  state(): Promise<QueueState>;
}

/** Told of every run of a job. */
export interface JobObserver {
  ended(outcome: "done" | "failed", seconds: number): void;
  /** A job's worker was lost; it runs again elsewhere. */
  stalled(): void;
}

/** How long jobs of this process run, and how they end. */
export function createJobMetrics(registry: Registry): (queue: string) => JobObserver {
  const registers = [registry];
  const runs = new Counter({
    name: "railbooker_queue_jobs_processed_total",
    help: "runs of jobs by outcome; one that failed runs again",
    labelNames: ["queue", "outcome"],
    registers,
  });
  const duration = new Histogram({
    name: "railbooker_queue_job_duration_seconds",
    help: "how long a run of a job takes",
    labelNames: ["queue"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const stalls = new Counter({
    name: "railbooker_queue_jobs_stalled_total",
    help: "jobs whose worker was lost",
    labelNames: ["queue"],
    registers,
  });
  return (queue) => {
    // From nothing on: a counter that first appears with its first event shows no increase.
    for (const outcome of ["done", "failed"]) runs.inc({ queue, outcome }, 0);
    stalls.inc({ queue }, 0);
    return {
      ended: (outcome, seconds) => {
        runs.inc({ queue, outcome });
        duration.observe({ queue }, seconds);
      },
      stalled: () => stalls.inc({ queue }),
    };
  };
}

/** Depth and age of the queues, asked at each scrape; one that cannot be asked is left out of it. */
export function measureQueues(registry: Registry, queues: readonly Measured[]): void {
  const age = new Gauge({
    name: "railbooker_queue_oldest_waiting_age_seconds",
    help: "how long the first job in line has waited for a worker",
    labelNames: ["queue"],
    registers: [registry],
  });
  new Gauge({
    name: "railbooker_queue_jobs",
    help: "jobs in the queue, by state",
    labelNames: ["queue", "state"],
    registers: [registry],
    async collect() {
      this.reset();
      age.reset();
      const asked = await Promise.allSettled(queues.map((queue) => queue.state()));
      asked.forEach((answer, index) => {
        const queue = queues[index]?.name;
        if (answer.status === "rejected" || queue === undefined) return;
        const { oldestWaitingMs, ...counts } = answer.value;
        for (const [state, jobs] of Object.entries(counts)) this.set({ queue, state }, jobs);
        age.set({ queue }, oldestWaitingMs / 1000);
      });
    },
  });
}
