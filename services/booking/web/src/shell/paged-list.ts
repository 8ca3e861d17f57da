import type { ReactiveController, ReactiveControllerHost } from "lit";
import { get, toApiError } from "../api/http.js";
import { announce } from "./status.js";

export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/**
 * A list that the API gives page by page. Another question replaces it, and a late answer to an earlier one is dropped; what
 * is refused is said, and the list stays as it was.
 */
export class PagedList<T> implements ReactiveController {
  items: T[] | undefined;
  cursor: string | undefined;
  refusal: string | undefined;
  busy = false;
  private asked: AbortController | undefined;
  private question: Record<string, string> = {};

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly path: string,
    /** Asked with every page. */
    private readonly always: Record<string, string> = { limit: "10" },
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.asked?.abort();
  }

  /** From the beginning. Values that are empty are not asked about. */
  ask(question: Record<string, string> = {}): Promise<void> {
    this.question = Object.fromEntries(Object.entries(question).filter(([, value]) => value !== ""));
    return this.load();
  }

  again(): Promise<void> {
    return this.load();
  }

  more(): Promise<void> {
    return this.load(this.cursor);
  }

  private async load(cursor?: string): Promise<void> {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    this.busy = true;
    this.host.requestUpdate();
    try {
      const query = { ...this.question, ...this.always, ...(cursor === undefined ? {} : { cursor }) };
      const page = await get<Page<T>>(this.path, query, asked.signal);
      this.items = cursor === undefined ? page.items : [...(this.items ?? []), ...page.items];
      this.cursor = page.nextCursor;
      this.refusal = undefined;
    } catch (error) {
      if (asked.signal.aborted) return;
      this.refusal = toApiError(error).message;
      announce(this.refusal);
    } finally {
      if (this.asked === asked) this.busy = false;
      this.host.requestUpdate();
    }
  }
}
