import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Traveller } from "../../support/traveller.js";
import { type FaultCase, underLoad } from "../fault-case.js";
import { type FeedViewer, openFeed } from "../support/feed-viewer.js";
import type { House } from "../support/house.js";

const missed = 50;

/** The last step: from the feed to the traveller's eyes. */
export const browserCases: readonly FaultCase[] = [
  {
    name: "browser-offline",
    house: { bookings: 2 },
    drive: async (scene) => {
      const { house, note } = scene;
      let viewer: FeedViewer | undefined;
      let viewed: Traveller | undefined;
      try {
        await underLoad(
          async (_, load) => {
            const [server] = house.bookings;
            const [traveller] = load.travellers;
            if (server === undefined || traveller === undefined)
              throw new Error("nobody to look at the feed");
            viewed = traveller;
            const feed = openFeed(server.url, traveller);
            viewer = feed;
            await waitFor("the first notifications", () => feed.shown.length > 3);
            feed.goOffline();
            await server.kill();
            const seen = feed.shown.length;
            note(`the browser went offline after ${seen} notifications, and its server was killed`);
            await waitFor(
              `${missed} notifications that the browser misses`,
              async () => (await stored(house, traveller)).length >= seen + missed,
              60_000,
            );
            await server.start();
            feed.comeBack();
          },
          { travellers: 1, perSecond: 20 },
        )(scene);
        if (viewer !== undefined && viewed !== undefined) await compare(house, viewed, viewer);
      } finally {
        viewer?.goOffline();
      }
    },
  },
];

async function stored({ pool }: House, { id }: Traveller): Promise<number[]> {
  const { rows } = await pool.query<{ seq: number }>(
    "SELECT seq FROM notification.notifications WHERE user_id = $1 ORDER BY seq",
    [id],
  );
  return rows.map(({ seq }) => seq);
}

/** @throws Error where the traveller has not seen each notification once and in order. */
async function compare(house: House, traveller: Traveller, { shown }: FeedViewer): Promise<void> {
  const whole = async () => (await stored(house, traveller)).join() === shown.join();
  await waitFor("the browser to show each notification once and in order", whole, 30_000);
}
