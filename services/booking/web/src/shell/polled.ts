import type { ReactiveController, ReactiveControllerHost } from "lit";
import { poll } from "./polling.js";

/** Asks once when its element comes onto the page, and again and again for as long as it is there and looked at. */
export class Polled implements ReactiveController {
  private end: (() => void) | undefined;

  /** What `ask` throws is its own to show. */
  constructor(
    host: ReactiveControllerHost,
    private readonly ask: (signal?: AbortSignal) => Promise<void>,
    private readonly everyMs: number | (() => number),
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    void this.ask().catch(() => undefined);
    this.end = poll(this.ask, this.everyMs);
  }

  hostDisconnected(): void {
    this.stop();
  }

  stop(): void {
    this.end?.();
    this.end = undefined;
  }
}
