-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What wrk sends to outlayd. load.py sets OP and SESSIONS, a file of "token etag id category tag" lines,
-- one for each person, the second tag that of their summary, and reads the last line that is printed here.
-- For decisions a line is an expense that waits, for submissions a draft: "token - id digest revision". With a RATE all CONNECTIONS
-- together ask so often in a second, each at times of its own.

local op = os.getenv("OP")
local sessions = {}
for line in io.lines(os.getenv("SESSIONS")) do
  local token, etag, id, category, tag = line:match("^(%S+) (%S+) (%S+) (%S+) (%S+)$")
  sessions[#sessions + 1] = { token = token, etag = etag, id = id, category = category, tag = tag }
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

-- Summaries are asked for again and again, or never twice: then the days differ each time, by more than
-- the cache holds, over the three years that there are expenses of.
local summaries = {
  ["summary"] = "/api/v1/reports?period=month",
  ["summary-unchanged"] = "/api/v1/reports?period=month",
  ["summary-miss"] = "/api/v1/reports?period=month&from=%s-%02d&to=%s-%02d",
  ["company"] = "/api/v1/reports?period=month&scope=company",
  ["company-miss"] = "/api/v1/reports?period=month&scope=company&from=%s-%02d&to=%s-%02d",
  ["company-year-miss"] = "/api/v1/reports?period=month&scope=company&from=%s-%02d&to=%s-%02d",
  ["merchants-miss"] = "/api/v1/reports?by=merchant&scope=company&from=%s-%02d&to=%s-%02d",
  ["merchants-year-miss"] = "/api/v1/reports?by=merchant&period=year&scope=company&from=%s-%02d&to=%s-%02d",
  ["people-miss"] = "/api/v1/reports?by=person&scope=company&from=%s-%02d&to=%s-%02d",
  ["people-year-miss"] = "/api/v1/reports?by=person&period=year&scope=company&from=%s-%02d&to=%s-%02d",
  ["departments-miss"] = "/api/v1/reports?by=department&scope=company&from=%s-%02d&to=%s-%02d",
  ["own-merchants-miss"] = "/api/v1/reports?by=merchant&from=%s-%02d&to=%s-%02d",
  ["dashboard"] = "/api/v1/dashboard",
  ["dashboard-miss"] = "/api/v1/dashboard?to=%s-%02d&days=%d",
  ["analytics"] = "/api/v1/analytics",
  ["analytics-miss"] = "/api/v1/analytics?to=%s-%02d&days=%d",
  ["company-analytics"] = "/api/v1/analytics?scope=company",
  ["company-analytics-miss"] = "/api/v1/analytics?scope=company&to=%s-%02d&days=%d",
}

local is_miss = op:match("-miss$") ~= nil

local function month (n)
  return string.format("%d-%02d", 2024 + math.floor(n / 12) % 3, n % 12 + 1)
end

local function miss (session)
  local path
  made = made + 1
  local first = seed + made
  local m, a, b = first % 35, math.floor(first / 35) % 14, math.floor(first / 490) % 14
  if op:match("analytics") or op:match("dashboard") then
    path = summaries[op]:format(month(m), a + 1, 30 + b)
  elseif op:match("year") then
    path = summaries[op]:format(month(m % 24), a + 1, month(m % 24 + 11), b + 15)
  else
    path = summaries[op]:format(month(m), a + 1, month(m), b + 15)
  end
  return wrk.format("GET", path, headers(session))
end

local function prepare (session)
  if op == "list" or op == "review-list" then
    return wrk.format("GET", "/api/v1/expenses?limit=50", headers(session))
  elseif op == "unchanged" then
    return wrk.format("GET", "/api/v1/expenses?limit=50", headers(session, { ["If-None-Match"] = session.etag }))
  elseif op == "summary-unchanged" then
    return wrk.format("GET", summaries[op], headers(session, { ["If-None-Match"] = session.tag }))
  elseif summaries[op] then
    return wrk.format("GET", summaries[op], headers(session))
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

-- Approved, opened again, approved …, or submitted, withdrawn, submitted …: each time the revision is the
-- next.
local turns = {
  ["decision"] = { "/approve", "/reopen" },
  ["submission"] = { "/submit", "/withdraw" },
}

local function move (session)
  local is_first = not session.moved
  local body = string.format('{"revision":%d,"proof_digest":"%s"%s}', session.tag, session.category,
                             (is_first or op ~= "decision") and "" or ',"reason":"Approved too early"')
  session.moved = is_first
  session.tag = session.tag + 1
  return wrk.format("POST", "/api/v1/expenses/" .. session.id .. turns[op][is_first and 1 or 2],
                    headers(session, { ["Content-Type"] = "application/json" }), body)
end

-- Who is told that the server is busy waits for as long as the server says: a second.
if op == "login" then
  local pause = 0
  function response (status) pause = status == 200 and 0 or 1000 end
  function delay () return pause end
end

local rate = tonumber(os.getenv("RATE"))
if rate > 0 then
  local pause = 2000 * tonumber(os.getenv("CONNECTIONS")) / rate
  function delay () return math.random(0, pause) end
end

function init (args)
  seed = tonumber(os.getenv("SEED"))
  if op ~= "create" and not turns[op] and not is_miss then
    for i, session in ipairs(sessions) do prepared[i] = prepare(session) end
  end
end

-- wrk tries this once before it begins, and does not send what it gets.
local is_trial = true

function request ()
  if is_trial then
    is_trial = false
    return wrk.format("GET", "/healthz")
  end
  at = at % #sessions + 1
  if is_miss then return miss(sessions[at]) end
  if turns[op] then return move(sessions[at]) end
  return op == "create" and create(sessions[at]) or prepared[at]
end

function done (summary, latency, requests)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.status + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
                         latency:percentile(50), latency:percentile(99), errors))
end
