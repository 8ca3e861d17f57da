import { streamKey } from "@railbooker/events/keys";
import { type FaultCase, sleep, underLoad } from "../fault-case.js";
import { poisonousBooking, writeEvent } from "../support/write-events.js";

const noJson = "no JSON at all";

/** Events that nobody can digest, among good ones. */
export const poisonCases: readonly FaultCase[] = [
  {
    name: "poison",
    drive: underLoad(async ({ house, poison }) => {
      for (let time = 0; time < 3; time++) {
        const event = poisonousBooking(`POISN${time}`);
        poison.add(event.id);
        await writeEvent(house.pool, event);
        await sleep(300);
      }
      poison.add(noJson);
      await house.redis.ask((redis) => redis.xadd(streamKey, "*", "event", noJson));
    }),
  },
];
