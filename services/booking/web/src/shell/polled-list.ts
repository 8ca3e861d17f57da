import type { ReactiveControllerHost } from "lit";
import { get, toApiError } from "../api/http.js";
import type { Page } from "./paged-list.js";
import { Polled } from "./polled.js";
import { announce } from "./status.js";

/** A short list that is asked for again and again; why it cannot be had is said once, and what was there stays. */
export class PolledList<T> {
  items: T[] | undefined;
  refusal: string | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly path: string,
    everyMs: number | (() => number),
  ) {
    new Polled(host, (signal) => this.load(signal), everyMs);
  }

  async load(signal?: AbortSignal): Promise<void> {
    const before = JSON.stringify([this.items, this.refusal]);
    try {
      this.items = (await get<Page<T>>(this.path, {}, signal)).items;
      this.refusal = undefined;
    } catch (error) {
      if (signal?.aborted === true) return;
      const { message } = toApiError(error);
      if (this.refusal !== message) announce(message);
      this.refusal = message;
    }
    // Where nothing has changed, nothing is drawn again.
    if (JSON.stringify([this.items, this.refusal]) !== before) this.host.requestUpdate();
  }
}
