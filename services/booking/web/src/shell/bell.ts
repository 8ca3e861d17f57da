import { html, nothing, type TemplateResult } from "lit";
import type { User } from "../api/types.js";
import { hereDateTime } from "../format/time.js";
import { t } from "../texts/texts.js";
import { type Feed, type FeedView, feedOf } from "./feed.js";
import { LightElement } from "./light-element.js";
import { noticeRow } from "./notice-row.js";

/** `<rb-bell>`: the unread count, and the feed in a panel that opens below it. */
class Bell extends LightElement {
  static override properties = {
    user: { attribute: false },
    view: { state: true },
    open: { state: true },
    /** The unread ones at the moment of opening stay marked while the panel is read. */
    marked: { state: true },
  };
  declare user: User;
  declare view: FeedView;
  declare open: boolean;
  declare marked: ReadonlySet<number>;
  private feed: Feed | undefined;
  private leave: (() => void) | undefined;

  constructor() {
    super();
    this.view = { items: [], unread: 0, failed: false };
    this.open = false;
    this.marked = new Set();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("click", this.closeOutside);
    this.feed = feedOf(this.user);
    this.leave = this.feed.subscribe((view) => {
      this.view = view;
    });
  }

  override disconnectedCallback(): void {
    document.removeEventListener("click", this.closeOutside);
    this.leave?.();
    super.disconnectedCallback();
  }

  private closeOutside = (event: Event): void => {
    if (this.open && !event.composedPath().includes(this)) this.open = false;
  };

  private toggle(): void {
    this.open = !this.open;
    if (!this.open) return;
    this.marked = new Set(this.view.items.filter((item) => !item.readAt).map((item) => item.seq));
    // Reading goes on when the mark cannot be stored; the count then simply stays.
    this.feed?.markRead().catch(() => undefined);
  }

  private closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !this.open) return;
    this.open = false;
    this.querySelector("button")?.focus();
  }

  private panel(): TemplateResult {
    const { items, failed } = this.view;
    return html`<section id="feed" class="feed" aria-label=${t.bell.title}>
      <div class="feed-head"><h2>${t.bell.title}</h2><a href="/notifications">${t.bell.all}</a></div>
      ${failed ? html`<p>${t.bell.failed}</p>` : nothing}
      ${items.length === 0 && !failed ? html`<p class="quiet">${t.bell.empty}</p>` : nothing}
      <ul>${items.map((item) => noticeRow(item, { fresh: this.marked.has(item.seq) || !item.readAt, time: hereDateTime }))}</ul>
    </section>`;
  }

  override render(): TemplateResult {
    return html`<div @keydown=${this.closeOnEscape}>
      <button
        class="icon-button"
        type="button"
        aria-expanded=${this.open}
        aria-controls=${this.open ? "feed" : nothing}
        aria-label=${t.bell.label(this.view.unread)}
        @click=${this.toggle}
      >
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
          <path d="M6 17V11a6 6 0 1 1 12 0v6l1.5 2h-15zM10 21.5h4" />
        </svg>
        ${this.view.unread > 0 ? html`<span class="count" aria-hidden="true">${this.view.unread}</span>` : nothing}
      </button>
      ${this.open ? this.panel() : nothing}
    </div>`;
  }
}

customElements.define("rb-bell", Bell);
