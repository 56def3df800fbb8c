import { createHash } from 'node:crypto';

/** A script, and the name that Redis knows it by. */
export interface Script {
  text: string;
  sha: string;
}

/**
 * The one script of the Redis driver that writes: runs the steps of a `transact` in order, atomically. All keys carry
 * one tag, so on a Cluster they lie on one node. Values stay raw bytes; numbers travel as text.
 *
 * KEYS: every key of every step, in order of use. The words: for each step whether it is optional, then for each of
 * conditions, changes and reads a count and their words. They come as two arguments, all their lengths and all their
 * bytes: a client writes one piece of memory far faster than fifty. Uses what Redis has: strings with PX, sorted sets
 * for times, INCR for the fencing number, and lists. Element 0 of a list says how many entries were trimmed: the entry
 * at index i has number `trimmed + i`. (A stream would number them itself, but keeps what was trimmed in its blocks, and
 * so on the disk.)
 */
export const SCRIPT = scriptOf(`
local k, at = 0, 0
local lengths = string.gmatch(ARGV[1], '%d+')
local function key() k = k + 1; return KEYS[k] end
local function word()
  local from = at + 1
  at = at + tonumber(lengths())
  return string.sub(ARGV[2], from, at)
end

-- The number of a lease, and behind its dot who asked for it, where that was told.
local function leaseAt(key) return string.match(redis.call('GET', key) or '', '^(%d+)(.*)$') end

-- The number that this asker holds it under; nil where nobody does, false where somebody else does.
local function heldBy(key, by)
  local held, asker = leaseAt(key)
  if not held then return nil end
  return by ~= '' and by == asker and tonumber(held)
end

local function holds(kind)
  local key = key()
  if kind == 'absent' then return redis.call('EXISTS', key) == 0 end
  if kind == 'empty' then return redis.call('LLEN', key) <= 1 end
  if kind == 'due' then
    local member, at = word(), word()
    return tonumber(redis.call('ZSCORE', key, member) or '') == tonumber(at)
  end
  if kind == 'held' then return (leaseAt(key)) == word() end
  return redis.call('GET', key) == word()
end

local function trimmedOf(key) return tonumber(redis.call('LINDEX', key, 0) or '0') end

-- What stays at index 0 is the last entry trimmed; the new count takes its place.
local function trim(key, number)
  local trimmed = trimmedOf(key)
  local gone = math.min(number - trimmed, redis.call('LLEN', key) - 1)
  if gone <= 0 then return end
  redis.call('LTRIM', key, gone, -1)
  redis.call('LSET', key, 0, string.format('%.0f', trimmed + gone))
end

-- Reads one change; what it must find before anything of the step is done is in the first result.
local function change(kind)
  local key = key()
  if kind == 'put' then
    local value, ttl = word(), word()
    return true, function()
      if ttl == '' then redis.call('SET', key, value) else redis.call('SET', key, value, 'PX', ttl) end
    end
  elseif kind == 'delete' then
    return true, function() redis.call('DEL', key) end
  elseif kind == 'append' then
    local value = word()
    return true, function()
      if redis.call('RPUSHX', key, value) == 0 then redis.call('RPUSH', key, '0', value) end
    end
  elseif kind == 'replace' then
    local number, value = word(), word()
    return true, function()
      local index = tonumber(number) - trimmedOf(key)
      if index < 1 or index >= redis.call('LLEN', key) then return end
      redis.call('LSET', key, string.format('%.0f', index), value)
    end
  elseif kind == 'trim' then
    local number = word()
    return true, function() trim(key, tonumber(number)) end
  elseif kind == 'schedule' then
    local member, at, keep = word(), word(), word()
    return true, function()
      if keep == '1' then redis.call('ZADD', key, 'NX', at, member) else redis.call('ZADD', key, at, member) end
    end
  elseif kind == 'unschedule' then
    local member = word()
    return true, function() redis.call('ZREM', key, member) end
  elseif kind == 'once' then
    local member, at = word(), word()
    return redis.call('ZSCORE', key, member) == false, function() redis.call('ZADD', key, at, member) end
  elseif kind == 'forget' then
    local before = word()
    return true, function() redis.call('ZREMRANGEBYSCORE', key, '-inf', '(' .. before) end
  elseif kind == 'lease' then
    local fence, ttl, by = KEYS[k + 1], word(), word()
    k = k + 1
    return heldBy(key, by) ~= false, function()
      local number = heldBy(key, by) or redis.call('INCR', fence)
      redis.call('SET', key, string.format('%.0f', number) .. by, 'PX', ttl)
      return number
    end
  elseif kind == 'release' then
    local whose = word()
    return true, function()
      local held, asker = leaseAt(key)
      if held == whose or asker == whose then redis.call('DEL', key) end
    end
  end
end

local function read(kind)
  local key = key()
  if kind == 'value' then return redis.call('GET', key) end
  local after, limit, trimmed = tonumber(word()), word(), trimmedOf(key)
  local from = math.max(after - trimmed, 0) + 1
  local to = limit == '' and -1 or from + tonumber(limit) - 1
  return { trimmed + from, redis.call('LRANGE', key, string.format('%.0f', from), string.format('%.0f', to)) }
end

local results = {}
for _ = 1, tonumber(word()) do
  local optional, applies, changes, lease = word() == '1', true, {}, 0
  for _ = 1, tonumber(word()) do
    if not holds(word()) then applies = false end
  end
  for index = 1, tonumber(word()) do
    local mayRun, run = change(word())
    if not mayRun then applies = false end
    changes[index] = run
  end
  if not applies and not optional then
    results[#results + 1] = { 0, 0, {} }
    return results
  end
  if applies then
    for _, run in ipairs(changes) do lease = run() or lease end
  end
  local reads = {}
  for index = 1, tonumber(word()) do reads[index] = read(word()) end
  results[#results + 1] = { applies and 1 or 0, lease, reads }
end
return results
`);

/** Looks for what is due under many keys at once. KEYS: sets of times; ARGV: until when, and how many of each at most. */
export const DUE_SCRIPT = scriptOf(`
local found = {}
for place, key in ipairs(KEYS) do
  local members = redis.call('ZRANGE', key, '-inf', ARGV[1], 'BYSCORE', 'LIMIT', 0, ARGV[2], 'WITHSCORES')
  if #members > 0 then found[#found + 1] = { place, members } end
end
return found
`);

function scriptOf(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}
