import { call, get } from "../api/http.js";
import type { Notice, User } from "../api/types.js";
import { t } from "../texts/texts.js";
import { merge, question } from "./feed-list.js";
import { liveSocket, onConnection } from "./live.js";
import { poll } from "./polling.js";
import { toast } from "./status.js";
import { recall, remember } from "./store.js";

export interface FeedPage {
  items: Notice[];
  maxSeq: number;
  unread: number;
}

export interface FeedView {
  items: Notice[];
  unread: number;
  failed: boolean;
}

type Look = (view: FeedView) => void;

/** More at once hide the page; the others are counted, and under the bell. */
const mostToasts = 3;
/** Without a connection of its own the page asks so often; with one it is told. */
const askEveryMs = 30_000;

let opened: Feed | undefined;

/** The page's one feed: the bell and the list of notifications show the same. */
export function feedOf(user: User): Feed {
  opened ??= new Feed(user);
  return opened;
}

/**
 * The traveller's notifications: fetched at every connection, pushed in between. `seq` counts without gaps for each
 * user, so a gap means that a push was missed, and the rest is asked for. The heartbeat names the latest number: it finds
 * a gap after which nothing has come yet, and brings another try where the API could not be asked.
 */
export class Feed {
  private readonly lookers = new Set<Look>();
  private started = false;
  private items: Notice[] = [];
  private unread = 0;
  private failed = false;
  private fetching: Promise<void> | undefined;
  private again = false;
  /** The latest number heard of. */
  private maxSeq = 0;
  /** As far as everything was read, here or elsewhere: an answer that was on its way meanwhile may not know it yet. */
  private readUpTo = 0;
  private seen: number | undefined;
  private readonly seenKey: string;

  constructor(user: User) {
    this.seenKey = `seen:${user.id}`;
  }

  /** @returns what ends it */
  subscribe(look: Look): () => void {
    this.lookers.add(look);
    if (!this.started) void this.start();
    else if (this.fetching === undefined) look(this.view());
    return () => this.lookers.delete(look);
  }

  private async start(): Promise<void> {
    this.started = true;
    await this.refresh();
    // Where the live connection cannot even be loaded, asking now and then has to do.
    const socket = await liveSocket().catch(() => undefined);
    poll(async () => {
      if (socket?.connected !== true) await this.refresh();
    }, askEveryMs);
    if (socket === undefined) return;
    socket.on("notification", (notice: Notice) => this.receive(notice));
    socket.on("heartbeat", ({ maxSeq }: { maxSeq: number }) => this.hearOf(maxSeq));
    socket.on("read", (mark: { upTo: number; maxSeq: number }) => this.hearRead(mark));
    onConnection(socket, () => void this.refresh());
  }

  async markRead(): Promise<void> {
    const upTo = this.newest();
    if (this.unread === 0 || upTo === 0) return;
    await call("POST", "/notifications/read", { body: { upTo } });
    this.markUpTo(upTo);
    this.unread = 0;
    this.tell();
  }

  /** Read in another tab, or on another device: a mark is never taken back, so one that comes late changes nothing. */
  private hearRead({ upTo, maxSeq }: { upTo: number; maxSeq: number }): void {
    this.markUpTo(upTo);
    this.unread = Math.min(this.unread, Math.max(0, maxSeq - upTo));
    this.tell();
    this.hearOf(maxSeq);
  }

  private markUpTo(seq: number): void {
    this.readUpTo = Math.max(this.readUpTo, seq);
    const readAt = new Date().toISOString();
    this.items = this.items.map((item) => (item.readAt || item.seq > seq ? item : { ...item, readAt }));
  }

  private newest(): number {
    return this.items[0]?.seq ?? 0;
  }

  private receive(notice: Notice): void {
    if (notice.seq === this.newest() + 1) {
      this.unread += 1;
      this.add([notice]);
    }
    this.hearOf(notice.seq);
  }

  private hearOf(seq: number): void {
    this.maxSeq = Math.max(this.maxSeq, seq);
    if (this.failed || this.newest() < this.maxSeq) void this.refresh();
  }

  /** One request at a time; a wish that comes meanwhile is granted by one more afterwards. */
  private refresh(): Promise<void> {
    if (this.fetching !== undefined) {
      this.again = true;
      return this.fetching;
    }
    this.fetching = this.fetchNews().finally(() => {
      this.fetching = undefined;
      if (this.again) {
        this.again = false;
        void this.refresh();
      }
    });
    return this.fetching;
  }

  private async fetchNews(): Promise<void> {
    try {
      const asked = question(this.newest(), this.maxSeq);
      const page = await get<FeedPage>("/notifications", asked);
      this.failed = false;
      this.unread = Math.min(page.unread, Math.max(0, page.maxSeq - this.readUpTo));
      this.maxSeq = Math.max(this.maxSeq, page.maxSeq);
      if (asked["after"] === undefined) this.items = [];
      this.add(page.items);
      if (page.items.length > 0 && this.newest() < this.maxSeq) this.again = true;
    } catch {
      this.failed = true;
      this.tell();
    }
  }

  private add(news: Notice[]): void {
    this.items = merge(this.items, news);
    // While pages of what was missed still come, nothing is shown: the first would push the others away.
    if (this.newest() >= this.maxSeq) this.toastUnseen();
    this.tell();
  }

  /**
   * Shows what this tab has not shown yet; old news is not repeated to a tab that has just been opened. It counts as
   * shown after a moment only: news that arrives while the page is being left is shown again on the next one.
   */
  private toastUnseen(): void {
    const newest = this.newest();
    const seen = this.seen ?? recall<number>(this.seenKey);
    this.seen = Math.max(newest, seen ?? 0);
    if (seen === undefined) {
      remember(this.seenKey, newest);
      return;
    }
    const unseen = this.items.filter((item) => item.seq > seen && !item.readAt && !item.silent);
    const shown = unseen.slice(0, mostToasts).reverse();
    if (unseen.length > shown.length) toast(t.bell.more(unseen.length - shown.length));
    for (const item of shown) toast(item.title, item.body, noticeLink(item), urgent.has(item.type));
    setTimeout(() => remember(this.seenKey, newest), unseen.length === 0 ? 0 : 1_500);
  }

  private view(): FeedView {
    return { items: this.items, unread: this.unread, failed: this.failed };
  }

  private tell(): void {
    for (const look of this.lookers) look(this.view());
  }
}

/** What interrupts who listens to a screen reader: the train does not run. All else waits its turn. */
const urgent: ReadonlySet<string> = new Set(["train-cancelled"]);

export function noticeLink(notice: Notice): string | undefined {
  const reference = notice.data?.reference;
  return reference === undefined ? undefined : `/bookings/${encodeURIComponent(reference)}`;
}
