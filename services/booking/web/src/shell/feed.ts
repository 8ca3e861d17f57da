import { call, get } from "../api/http.js";
import type { Notice, User } from "../api/types.js";
import { liveSocket, onConnection } from "./live.js";
import { toast } from "./status.js";
import { recall, remember } from "./store.js";

interface FeedPage {
  items: Notice[];
  maxSeq: number;
  unread: number;
}

export interface FeedView {
  items: Notice[];
  unread: number;
  failed: boolean;
}

/**
 * The traveller's notifications: fetched at every connection, pushed in between. `seq` counts without gaps for each
 * user, so a gap means that a push was missed, and the rest is asked for.
 */
export class Feed {
  private items: Notice[] = [];
  private unread = 0;
  private failed = false;
  private fetching: Promise<void> | undefined;
  private again = false;
  private seen: number | undefined;
  private readonly seenKey: string;

  constructor(
    user: User,
    private readonly changed: (view: FeedView) => void,
  ) {
    this.seenKey = `seen:${user.id}`;
  }

  async start(): Promise<void> {
    await this.refresh();
    const socket = await liveSocket();
    if (socket === undefined) return;
    socket.on("notification", (notice: Notice) => this.receive(notice));
    onConnection(socket, () => void this.refresh());
  }

  async markRead(): Promise<void> {
    const upTo = this.newest();
    if (this.unread === 0 || upTo === 0) return;
    await call("POST", "/notifications/read", { body: { upTo } });
    const readAt = new Date().toISOString();
    this.items = this.items.map((item) => (item.readAt ? item : { ...item, readAt }));
    this.unread = 0;
    this.tell();
  }

  private newest(): number {
    return this.items[0]?.seq ?? 0;
  }

  private receive(notice: Notice): void {
    if (notice.seq <= this.newest()) return;
    if (notice.seq > this.newest() + 1) void this.refresh();
    else {
      this.unread += 1;
      this.add([notice]);
    }
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
      const known = this.newest();
      // Without a number the API gives the latest ones, with one all that came after it.
      const page = await get<FeedPage>("/notifications", known === 0 ? {} : { after: String(known) });
      this.failed = false;
      this.unread = page.unread;
      this.add(page.items);
      if (page.items.length > 0 && this.newest() < page.maxSeq) this.again = true;
    } catch {
      this.failed = true;
      this.tell();
    }
  }

  private add(news: Notice[]): void {
    const known = new Set(this.items.map((item) => item.seq));
    const fresh = news.filter((item) => !known.has(item.seq));
    this.items = [...this.items, ...fresh].sort((a, b) => b.seq - a.seq).slice(0, 100);
    this.toastUnseen();
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
    const unseen = this.items.filter((item) => item.seq > seen && !item.readAt).slice(0, 3);
    for (const item of unseen.reverse()) toast(item.title, item.body, noticeLink(item));
    setTimeout(() => remember(this.seenKey, newest), unseen.length === 0 ? 0 : 1_500);
  }

  private tell(): void {
    this.changed({ items: this.items, unread: this.unread, failed: this.failed });
  }
}

export function noticeLink(notice: Notice): string | undefined {
  const reference = notice.data?.reference;
  return reference === undefined ? undefined : `/bookings/${encodeURIComponent(reference)}`;
}
