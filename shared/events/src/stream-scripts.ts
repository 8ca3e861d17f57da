import { defineScript } from "./script.js";

/**
 * Keys: mark, stream. Parameters: epoch, term, how far Postgres knows the stream to be and in which term, largest batch.
 * The mark says `lost` where it lacks what Postgres holds for published, and where it knows of a future that Postgres does
 * not: then one of the two has been set back. With both answers comes how far Postgres had written when last heard of.
 */
export const openScript = defineScript(`
local mark = redis.call('HMGET', KEYS[1], 'epoch', 'term', 'seq', 'written')
if not mark[1] then return {'lost', 0, '0'} end
local written = mark[4] or '0'
local term, seq = tonumber(mark[2]), tonumber(mark[3])
local known = tonumber(ARGV[3])
local behind = term < tonumber(ARGV[4]) or seq < known
local ahead = term >= tonumber(ARGV[2]) or seq > known + tonumber(ARGV[5])
local emptied = seq > 0 and redis.call('XLEN', KEYS[2]) == 0
if mark[1] ~= ARGV[1] or behind or ahead or emptied then return {'lost', term, written} end
redis.call('HSET', KEYS[1], 'term', ARGV[2])
return {'sound', seq, written}
`);

/**
 * Keys: mark, stream, published. Parameters: epoch, term, and 1 to forget what was published even where it is still there.
 * Begins a new epoch; ids are forgotten with their entries.
 */
export const restartScript = defineScript(`
local mark = redis.call('HMGET', KEYS[1], 'epoch', 'term')
if mark[1] and mark[1] ~= ARGV[1] and tonumber(mark[2]) >= tonumber(ARGV[2]) then return 0 end
if ARGV[3] == '1' or redis.call('XLEN', KEYS[2]) == 0 then redis.call('DEL', KEYS[3]) end
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'term', ARGV[2], 'seq', 0)
redis.call('HDEL', KEYS[1], 'written')
return 1
`);

/** Key: mark. Parameters: epoch, term, and how far Postgres has written. Of a stream that is led by another nothing is kept. */
export const rememberScript = defineScript(`
local mark = redis.call('HMGET', KEYS[1], 'epoch', 'term')
if mark[1] ~= ARGV[1] or mark[2] ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'written', ARGV[3])
return 1
`);

/**
 * Keys: mark, stream, published. Parameters: epoch, term, seq, now, longest stream, how many ids to remember, then id and
 * event of each. Remembering an id and adding its entry happen together: a relay that died between publishing and marking
 * publishes again, and nothing is doubled.
 */
export const publishScript = defineScript(`
local mark = redis.call('HMGET', KEYS[1], 'epoch', 'term', 'seq')
local seq = tonumber(mark[3] or -1)
if mark[1] ~= ARGV[1] or mark[2] ~= ARGV[2] or seq < tonumber(ARGV[3]) then return {'lost', 0, 0} end
local length = redis.call('XLEN', KEYS[2])
if seq > 0 and length == 0 then return {'lost', 0, 0} end
if length >= tonumber(ARGV[5]) then return {'full', 0, 0} end
local added = 0
for i = 7, #ARGV, 2 do
  if redis.call('ZADD', KEYS[3], 'NX', ARGV[4], ARGV[i]) == 1 then
    redis.call('XADD', KEYS[2], '*', 'event', ARGV[i + 1])
    added = added + 1
  end
end
if added > 0 then
  redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -1 - tonumber(ARGV[6]))
  redis.call('HSET', KEYS[1], 'seq', seq + added)
end
return {'published', seq + added, added}
`);
