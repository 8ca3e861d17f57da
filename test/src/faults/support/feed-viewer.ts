import { io } from "socket.io-client";
import type { Traveller } from "../../support/traveller.js";

interface Notification {
  seq: number;
}

/** A browser's part in the feed, by the contract: pushes are hints, a gap is asked for, each number is shown once. */
export interface FeedViewer {
  /** Numbers of what the traveller has seen, in the order shown. */
  shown: readonly number[];
  isOnline(): boolean;
  goOffline(): void;
  comeBack(): void;
}

export function openFeed(url: string, traveller: Traveller): FeedViewer {
  const shown: number[] = [];
  const latest = () => shown.at(-1) ?? 0;
  const options = {
    transports: ["websocket"],
    auth: { token: traveller.accessToken },
    reconnectionDelayMax: 500,
  };
  const socket = io(url, options);
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    for (;;) {
      const page = await traveller.call<{ items: Notification[] }>(
        "GET",
        `/api/notifications?after=${latest()}`,
      );
      const news = page.status === 200 ? page.body.items.filter(({ seq }) => seq > latest()) : [];
      if (news.length === 0) return;
      shown.push(...news.map(({ seq }) => seq));
    }
  }
  // Where nobody answers, the next connection asks again.
  const catchUp = () => {
    asking ??= ask()
      .catch(() => undefined)
      .finally(() => {
        asking = undefined;
      });
  };
  socket.on("connect", catchUp);
  socket.on("notification", ({ seq }: Notification) => {
    if (seq <= latest()) return;
    if (seq === latest() + 1 && asking === undefined) shown.push(seq);
    else catchUp();
  });
  return {
    shown,
    isOnline: () => socket.connected,
    goOffline: () => socket.disconnect(),
    comeBack: () => socket.connect(),
  };
}
