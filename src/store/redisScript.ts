/**
 * The one script of the Redis driver: runs the steps of a `transact` in order, atomically. All keys carry one tag, so
 * on a Cluster they lie on one node. Values stay raw bytes; numbers travel as text.
 *
 * KEYS: every key of every step, in order of use. ARGV: for each of conditions, changes and reads a count, then their
 * words. Uses what Redis has: strings with PX, streams for lists (ids 0-1, 0-2 … never used again), sorted sets for
 * times, INCR for the fencing number.
 */
export const SCRIPT = `
local k, a = 0, 0
local function key() k = k + 1; return KEYS[k] end
local function word() a = a + 1; return ARGV[a] end

local function holds(kind)
  local key = key()
  if kind == 'absent' then return redis.call('EXISTS', key) == 0 end
  if kind == 'empty' then return redis.call('XLEN', key) == 0 end
  return redis.call('GET', key) == word()
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
    return true, function() redis.call('XADD', key, '0-*', 'v', value) end
  elseif kind == 'trim' then
    local first = word()
    return true, function() redis.call('XTRIM', key, 'MINID', '0-' .. first) end
  elseif kind == 'schedule' then
    local member, at = word(), word()
    return true, function() redis.call('ZADD', key, at, member) end
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
    local fence, ttl = KEYS[k + 1], word()
    k = k + 1
    return redis.call('EXISTS', key) == 0, function()
      local number = redis.call('INCR', fence)
      redis.call('SET', key, number, 'PX', ttl)
      return number
    end
  elseif kind == 'release' then
    local lease = word()
    return true, function() if redis.call('GET', key) == lease then redis.call('DEL', key) end end
  end
end

local function read(kind)
  local key = key()
  if kind == 'value' then return redis.call('GET', key) end
  local first, limit = word(), word()
  if limit == '' then return redis.call('XRANGE', key, '0-' .. first, '+') end
  return redis.call('XRANGE', key, '0-' .. first, '+', 'COUNT', limit)
end

local results = {}
for _ = 1, tonumber(word()) do
  local applies, changes, lease = true, {}, 0
  for _ = 1, tonumber(word()) do
    if not holds(word()) then applies = false end
  end
  for index = 1, tonumber(word()) do
    local mayRun, run = change(word())
    if not mayRun then applies = false end
    changes[index] = run
  end
  if not applies then
    results[#results + 1] = { 0, 0, {} }
    return results
  end
  for _, run in ipairs(changes) do lease = run() or lease end
  local reads = {}
  for index = 1, tonumber(word()) do reads[index] = read(word()) end
  results[#results + 1] = { 1, lease, reads }
end
return results
`;
