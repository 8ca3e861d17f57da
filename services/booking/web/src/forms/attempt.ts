import type { ReactiveController, ReactiveControllerHost } from "lit";
import { type ApiError, toApiError } from "../api/http.js";
import { clearProblem, type Mistake, mistakesOf, showProblem } from "./problem.js";

export interface AttemptOptions {
  /** What is wrong before anything is sent, in the order of the page. */
  mistakes?: readonly Mistake[];
  /** Pointer of the API ▶ id of the field. */
  fields?: Record<string, string>;
  /** Own words for a refusal; undefined leaves the API's. */
  refused?: (error: ApiError) => Mistake[] | undefined;
}

/** One thing at a time that a part of the page sends; a refusal stands in the error summary, and what was typed stays. */
export class Attempt implements ReactiveController {
  busy = false;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to open: it works when it is asked to.
  }

  /** @returns whether it was done */
  async run(work: () => Promise<void>, options: AttemptOptions = {}): Promise<boolean> {
    const { mistakes = [], fields = {}, refused } = options;
    if (this.busy) return false;
    clearProblem();
    if (mistakes.length > 0) {
      showProblem(mistakes);
      return false;
    }
    this.turn(true);
    try {
      await work();
      return true;
    } catch (thrown) {
      const error = toApiError(thrown);
      showProblem(refused?.(error) ?? mistakesOf(error, fields, true));
      return false;
    } finally {
      this.turn(false);
    }
  }

  private turn(busy: boolean): void {
    this.busy = busy;
    this.host.requestUpdate();
  }
}
