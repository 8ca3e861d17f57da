import { ApiError } from "../api/http.js";
import { handIn, pruneReadings } from "./hand-in.js";
import { keptLists, type Lists, refreshLists } from "./lists.js";

const everyMs = 15_000;
/** Cancelled tickets are to be known within a minute or two. */
const staleMs = 60_000;

/** Whether the server answers; keeps the lists fresh while it does, and hands readings in when it does again. */
export class Connection {
  lists: Lists | undefined;
  online: boolean;
  /** The server asks to sign in again before it takes readings. */
  refused = false;
  private busy: Promise<void> | undefined;

  constructor(
    private readonly inspectorId: string,
    online: boolean,
    private readonly changed: () => void,
  ) {
    this.online = online;
  }

  async start(): Promise<void> {
    this.lists = await keptLists();
    addEventListener("online", () => void this.connect());
    addEventListener("offline", () => this.lost());
    setInterval(() => {
      if (!this.online || Date.now() - (this.lists?.at ?? 0) > staleMs) void this.connect();
    }, everyMs);
    await this.connect();
  }

  lost(): void {
    this.online = false;
    this.changed();
  }

  /** Asked while it is under way, it is that one. Never throws: no answer is an answer here. */
  connect(): Promise<void> {
    this.busy ??= this.tryOnce().finally(() => {
      this.busy = undefined;
      this.changed();
    });
    return this.busy;
  }

  private async tryOnce(): Promise<void> {
    try {
      this.lists = await refreshLists();
      this.online = true;
      await handIn(this.inspectorId);
      this.refused = false;
      await pruneReadings(Date.now());
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) this.refused = true;
      else this.online = false;
    }
  }
}
