import { Gauge, type Registry } from "./metrics.js";
import type { QueueState } from "./queue.js";

interface Measured {
  name: string;
  state(): Promise<QueueState>;
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
