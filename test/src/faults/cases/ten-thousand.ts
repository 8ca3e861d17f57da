import { waitFor } from "@railbooker/runtime/testing/wait";
import type { FaultCase } from "../fault-case.js";
import type { History } from "../history.js";
import { startLoad } from "../load.js";

const bookings = 10_000;
const flushes = 3;
const longestMs = 600_000;

/** As many bookings as a machine of two processors makes in some minutes, and everything in Redis gone three times. */
export const tenThousand: FaultCase = {
  name: "ten-thousand",
  alone: true,
  house: { env: { LOG_LEVEL: "warn" } },
  mayDouble: "the keys by which the e-mail service tells a repeat were lost with everything else in Redis",
  quietWithinMs: 600_000,
  drive: async ({ house, seed, random, acknowledged, note }) => {
    const urls = house.bookings.map(({ url }) => url);
    const load = await startLoad({
      urls,
      seed,
      bookings,
      perSecond: 10_000,
      travellers: 12,
      cancelOneIn: 0,
      days: 20,
    });
    try {
      const moments = Array.from({ length: flushes }, () => bookings * (0.05 + 0.9 * random()));
      for (const moment of moments.sort((a, b) => a - b)) {
        await waitFor("the next flush's turn", () => load.acknowledged.length >= moment, longestMs);
        await house.redis.ask((redis) => redis.flushall());
        note(`everything in Redis was deleted after ${load.acknowledged.length} bookings`);
      }
      await load.done;
    } finally {
      await load.stop();
      acknowledged.push(...load.acknowledged);
    }
  },
  remark: (history) => {
    const confirmed = new Set(confirmations(history));
    const mailed = history.deliveries.filter(({ mailId }) => mailId !== undefined && confirmed.has(mailId));
    const copies = mailed.length - new Set(mailed.map(({ mailId }) => mailId)).size;
    const stored = history.notifications.filter(({ type }) => type === "booking-confirmed").length;
    return `${history.acknowledged.length} bookings: ${stored} notifications, ${mailed.length - copies} mails and ${copies} copies`;
  },
};

const confirmations = ({ mails }: History): string[] =>
  mails.filter(({ template }) => template === "bookingConfirmation").map(({ id }) => id);
