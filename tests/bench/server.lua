-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What wrk sends to outlayd. bench-server sets OP and SESSIONS, a file of "token etag id category" lines,
-- one for each person, and reads the last line that is printed here.

local op = os.getenv("OP")
local sessions = {}
for line in io.lines(os.getenv("SESSIONS")) do
  local token, etag, id, category = line:match("^(%S+) (%S+) (%S+) (%S+)$")
  sessions[#sessions + 1] = { token = token, etag = etag, id = id, category = category }
end

local prepared = {}
local at = 0
local made = 0
local seed

local function headers (session, more)
  local all = { ["Authorization"] = "Bearer " .. session.token }
  for name, value in pairs(more or {}) do all[name] = value end
  return all
end

local function prepare (session)
  if op == "list" then
    return wrk.format("GET", "/api/v1/expenses?limit=50", headers(session))
  elseif op == "unchanged" then
    return wrk.format("GET", "/api/v1/expenses?limit=50", headers(session, { ["If-None-Match"] = session.etag }))
  elseif op == "get" then
    return wrk.format("GET", "/api/v1/expenses/" .. session.id, headers(session))
  elseif op == "login" then
    return wrk.format("POST", "/api/v1/auth/login", { ["Content-Type"] = "application/json" },
                      '{"email":"login@bench.example","password":"seven quiet ferries at dawn"}')
  end
end

local body = '{"merchant":"Café Nero","amount":{"minor":1250,"currency":"EUR"},"day":"2026-11-20",'
  .. '"category":"%s","note":"Visit to a customer, project 4711","proofs":[]}'

-- Ids in order of time, as clients make them (RFC 9562, 5.7): ten a millisecond from the start on.
local function create (session)
  made = made + 1
  local msec = seed + math.floor(made / 10)
  local id = string.format("%08x-%04x-7%03x-8000-%012x", math.floor(msec / 65536), msec % 65536,
                           made % 10, made)
  return wrk.format("PUT", "/api/v1/expenses/" .. id,
                    headers(session, { ["If-None-Match"] = "*", ["Content-Type"] = "application/json" }),
                    body:format(session.category))
end

-- Who is told that the server is busy waits for as long as the server says: a second.
if op == "login" then
  local pause = 0
  function response (status) pause = status == 200 and 0 or 1000 end
  function delay () return pause end
end

function init (args)
  seed = tonumber(os.getenv("SEED"))
  if op ~= "create" then
    for i, session in ipairs(sessions) do prepared[i] = prepare(session) end
  end
end

function request ()
  at = at % #sessions + 1
  return op == "create" and create(sessions[at]) or prepared[at]
end

function done (summary, latency, requests)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
                         latency:percentile(50), latency:percentile(99), errors))
end
