-- SPDX-License-Identifier: Apache-2.0
-- Calls for wrk: the body is in the file BENCHMARK_BODY, the API key in BENCHMARK_KEY.
-- Prints one line of figures at the end, since the table that wrk prints is rounded.
local file = assert(io.open(os.getenv("BENCHMARK_BODY"), "rb"))
wrk.method = "POST"
wrk.body = file:read("*a")
file:close()
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCHMARK_KEY")

function done(summary, latency, requests)
    local e = summary.errors
    io.write(string.format("figures %d %d %d %.1f %.1f\n",
        summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
        latency:percentile(50), latency:percentile(99)))
end
