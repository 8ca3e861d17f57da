import type { Redis } from "ioredis";
import type { EventPublisher } from "./bus.js";
import { publishedIdsKey, streamKey } from "./keys.js";

/** Entries kept in the stream; far more than any consumer may lag. */
const streamLength = 100_000;
const rememberedIds = 100_000;

/**
 * One script, so that remembering an id and adding its entry happen together: a relay that died between publishing and
 * marking publishes again, and nothing is doubled.
 */
const script = `
local added = 0
for i = 4, #ARGV, 2 do
  if redis.call('ZADD', KEYS[2], 'NX', ARGV[1], ARGV[i]) == 1 then
    redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'event', ARGV[i + 1])
    added = added + 1
  end
end
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - tonumber(ARGV[3]))
return added
`;

export function createPublisher(redis: Redis): EventPublisher {
  return {
    publish: async (events) => {
      if (events.length === 0) return 0;
      const entries = events.flatMap((event) => [event.id, JSON.stringify(event)]);
      const added = await redis.eval(
        script,
        2,
        streamKey,
        publishedIdsKey,
        Date.now(),
        streamLength,
        rememberedIds,
        ...entries,
      );
      return Number(added);
    },
  };
}
