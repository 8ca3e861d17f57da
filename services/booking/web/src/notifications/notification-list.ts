import { html, nothing, type TemplateResult } from "lit";
import { get, toApiError } from "../api/http.js";
import type { Notice } from "../api/types.js";
import { daysAgo, hereDayText, hereTime } from "../format/time.js";
import { clearProblem, showProblem } from "../forms/problem.js";
import { type Feed, type FeedPage, type FeedView, feedOf } from "../shell/feed.js";
import { merge, withLatest } from "../shell/feed-list.js";
import { LightElement } from "../shell/light-element.js";
import { loadingCards } from "../shell/loading.js";
import { noticeRow } from "../shell/notice-row.js";
import { currentUser } from "../shell/session.js";
import { announce } from "../shell/status.js";
import { signInCard } from "../shell/visitor.js";
import { t } from "../texts/texts.js";

const atOnce = 20;

/** `<rb-notifications>`: all that was told, by day, the latest first; older ones on demand. */
class Notifications extends LightElement {
  static override properties = {
    items: { state: true },
    shown: { state: true },
    visitor: { state: true },
    failed: { state: true },
    busy: { state: true },
  };
  /** As far back as they have been asked for. */
  declare items: Notice[] | undefined;
  declare shown: number;
  declare visitor: boolean;
  declare failed: boolean;
  declare busy: boolean;
  private feed: Feed | undefined;
  private leave: (() => void) | undefined;
  private atEnd = false;
  /** Those that were unread when they came onto the page stay marked while it is read. */
  private readonly fresh = new Set<number>();
  private readonly onVisible = (): void => this.markRead();

  constructor() {
    super();
    this.shown = atOnce;
    this.visitor = false;
    this.failed = false;
    this.busy = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.onVisible);
    this.open().catch((error: unknown) => showProblem([{ text: toApiError(error).message }]));
  }

  override disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.onVisible);
    this.leave?.();
    super.disconnectedCallback();
  }

  private async open(): Promise<void> {
    const user = await currentUser();
    if (user === undefined) {
      this.visitor = true;
      return;
    }
    this.feed = feedOf(user);
    this.leave = this.feed.subscribe((view) => this.take(view));
  }

  private take({ items, failed }: FeedView): void {
    this.failed = failed;
    if (failed && items.length === 0) return;
    for (const { seq, readAt } of items) if (!readAt) this.fresh.add(seq);
    const known = withLatest(this.items ?? [], items);
    // What the feed says of a notification is newer than what this list remembers.
    this.items = merge(items, known, Number.POSITIVE_INFINITY);
    this.markRead();
  }

  /** What lies in a tab that nobody looks at has not been read. */
  private markRead(): void {
    // Reading goes on when the mark cannot be stored; the count then simply stays.
    if (!document.hidden) this.feed?.markRead().catch(() => undefined);
  }

  private get more(): boolean {
    const { items = [] } = this;
    return items.length > this.shown || (!this.atEnd && (items.at(-1)?.seq ?? 1) > 1);
  }

  private async older(): Promise<void> {
    const { items = [] } = this;
    this.busy = true;
    clearProblem();
    try {
      if (items.length < this.shown + atOnce && !this.atEnd) {
        const before = String(items.at(-1)?.seq ?? 0);
        const page = await get<FeedPage>("/notifications", { before, limit: String(atOnce) });
        this.atEnd = page.items.length < atOnce;
        this.items = merge(this.items ?? [], page.items, Number.POSITIVE_INFINITY);
      }
      const first = this.items?.[this.shown];
      this.shown = Math.min(this.shown + atOnce, this.items?.length ?? 0);
      announce(t.notifications.shown(this.shown));
      await this.updateComplete;
      // The button may be gone; who went by keyboard goes on where the older ones begin.
      if (first !== undefined) this.querySelector<HTMLElement>(`[data-seq="${first.seq}"]`)?.focus();
    } catch (error) {
      showProblem([{ text: toApiError(error).message }]);
    } finally {
      this.busy = false;
    }
  }

  private day(items: readonly Notice[], ago: number): TemplateResult {
    const { notifications } = t;
    const name =
      [notifications.today, notifications.yesterday][ago] ?? hereDayText(items[0]?.createdAt ?? "");
    return html`<section class="card notices"><h2>${name}</h2>
      <ul class="plain">${items.map((item) => noticeRow(item, { fresh: this.fresh.has(item.seq), time: hereTime }))}</ul>
    </section>`;
  }

  override render(): TemplateResult {
    const { items, failed } = this;
    if (this.visitor) return signInCard(t.notifications.signIn);
    const note = failed ? html`<p class="note">${t.bell.failed}</p>` : nothing;
    if (items === undefined) return failed ? html`${note}` : loadingCards();
    if (items.length === 0)
      return html`${note}<section class="card empty"><h2>${t.notifications.empty}</h2><p>${t.bell.empty}</p>
        <p><a class="button" href="/">${t.shell.toSearch}</a></p></section>`;
    return html`${note}${byDay(items.slice(0, this.shown)).map(([ago, ofDay]) => this.day(ofDay, ago))}
      ${
        this.more
          ? html`<button class="button secondary more" type="button" ?disabled=${this.busy} @click=${this.older}>${t.notifications.older}</button>`
          : html`<p class="quiet">${t.notifications.end}</p>`
      }`;
  }
}

/** By how many days ago they came, in their order. */
function byDay(items: readonly Notice[]): [number, Notice[]][] {
  const now = Date.now();
  const days = new Map<number, Notice[]>();
  for (const item of items) {
    const ago = daysAgo(item.createdAt, now);
    days.set(ago, [...(days.get(ago) ?? []), item]);
  }
  return [...days];
}

customElements.define("rb-notifications", Notifications);
