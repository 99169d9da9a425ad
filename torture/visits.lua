-- What readers ask for, for wrk: any file of any site, compressed as browsers want it. Arguments: a file that lists them,
-- `<host> <path>` a line, and a seed. At the end a line of JSON.
local wanted = {}

function init(args)
  for line in io.lines(args[1]) do
    local host, path = line:match("^(%S+) (%S+)$")
    wanted[#wanted + 1] = wrk.format("GET", path, { ["Host"] = host, ["Accept-Encoding"] = "gzip, br" })
  end
  math.randomseed(tonumber(args[2]))
end

function request()
  return wanted[math.random(#wanted)]
end

-- A reader looks before going on: as many ask as are wanted, not as many as fit.
function delay()
  return math.random(10, 30)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"longest":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
