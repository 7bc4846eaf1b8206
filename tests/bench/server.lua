-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What wrk sends to outlayd. bench-server sets OP and SESSIONS, a file of "token etag id" lines, one
-- for each person, and reads the last line that is printed here.

local op = os.getenv("OP")
local sessions = {}
for line in io.lines(os.getenv("SESSIONS")) do
  local token, etag, id = line:match("^(%S+) (%S+) (%S+)$")
  sessions[#sessions + 1] = { token = token, etag = etag, id = id }
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
  .. '"category":null,"note":"Visit to a customer, project 4711","proofs":[]}'

local function create (session)
  made = made + 1
  local id = string.format("%08x-%04x-7%03x-8000-%012x", seed % 4294967296, made % 65536, 0, made)
  return wrk.format("PUT", "/api/v1/expenses/" .. id,
                    headers(session, { ["If-None-Match"] = "*", ["Content-Type"] = "application/json" }), body)
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
