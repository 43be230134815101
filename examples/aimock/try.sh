#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Starts aimock, an independent mock of OpenAI, Anthropic and Gemini, and the platform with an instance for each; calls all
# that the mock can answer and prints a table. The exit code is 1 if a call was not answered as it should be.
#
#   FORGE        the launch script, that of this checkout by default
#   AIMOCK_PORT  where aimock listens, 4010 by default
#   FORGE_PORT   where the platform listens, 8093 by default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
forge=${FORGE:-../../distribution/forge}
mock_port=${AIMOCK_PORT:-4010}
port=${FORGE_PORT:-8093}
key=forge_sk_of_the_operator
work=$(mktemp -d)
pids=()

clean() {
    ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean EXIT

await() { # url, log
    for _ in $(seq 600); do
        curl -sf -o /dev/null "$1" && return
        sleep 0.1
    done
    echo "no answer from $1" >&2
    cat "$2" >&2
    exit 1
}

[ node_modules -nt package-lock.json ] || npm ci --silent
node_modules/.bin/llmock --port "$mock_port" --fixtures fixtures.json --strict --chunk-size 7 --log-level warn >"$work/aimock.log" 2>&1 &
pids+=($!)
await "http://127.0.0.1:$mock_port/health" "$work/aimock.log"

mkdir -p "$work/conf/providers"
mock=http://127.0.0.1:$mock_port
printf 'type: openai\nbase-url: %s/v1\napi-key: key-of-nothing\nmodels: [gpt-5-mini, text-embedding-3-small]\n' "$mock" >"$work/conf/providers/openai.yaml"
printf 'type: anthropic\nbase-url: %s\napi-key: key-of-nothing\nmodels: [claude-sonnet-4-5]\n' "$mock" >"$work/conf/providers/anthropic.yaml"
printf 'type: google\nbase-url: %s\napi-key: key-of-nothing\nmodels: [gemini-2.5-flash]\n' "$mock" >"$work/conf/providers/google.yaml"
# a failure shall be seen as it is, not be mended by another try
"$forge" start --conf "$work/conf" --data "$work/data" --set "http.port=$port" --set "bootstrap.key=$key" \
    --set routing.failover=false --set routing.circuit-failures=0 --set providers.probe-local=false \
    >"$work/forge.log" 2>&1 &
pids+=($!)
await "http://127.0.0.1:$port/health/ready" "$work/forge.log"

node calls.mjs "http://127.0.0.1:$port" "$key"
