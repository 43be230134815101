#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh [CLIENT]...                   runs the clients (by default all) against a running platform; a line each, exit code 1 if one failed.
# run.sh --in-front-of URL [CLIENT]... starts a platform in front of a model server, http://127.0.0.1:8080/v1 for instance, with no key of anybody,
#                                      and runs the clients (by default the two SDKs of Python) against that.
#
#   FORGE_BASE_URL         where it listens, http://127.0.0.1:8090 by default
#   FORGE_API_KEY          a key with the scope chat
#   FORGE_MODEL            the model to chat with, auto by default
#   FORGE_EMBEDDING_MODEL  the model to embed with, the first one that the platform lists by default
#   FORGE_VERBOSE=1        shows what each client printed, not of those alone that failed
#   FORGE_STRICT=1         what the model cannot do is a failure too; the sandbox provider can do all
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
export FORGE_BASE_URL=${FORGE_BASE_URL:-http://127.0.0.1:8090}
FORGE_BASE_URL=${FORGE_BASE_URL%/}
work=$(mktemp -d)
platform=
trap '[ -z "$platform" ] || { kill "$platform"; wait "$platform"; } 2>/dev/null; rm -rf "$work"' EXIT

# URL    a platform that knows this model server and nothing else, whatever keys the environment has
start-platform() {
    local port=${FORGE_PORT:-8094} variable
    for variable in $(compgen -e | grep -E '_(API_KEY|BASE_URL|ENDPOINT|TOKEN)$'); do unset "$variable"; done
    export FORGE_API_KEY=forge_sk_of_the_clients FORGE_BASE_URL=http://127.0.0.1:$port
    mkdir -p "$work/conf/providers"
    printf 'type: openai\nbase-url: %s\n' "$1" > "$work/conf/providers/model-server.yaml"
    "${FORGE:-../../distribution/forge}" start --conf "$work/conf" --data "$work/data" --set "http.port=$port" \
        --set "bootstrap.key=$FORGE_API_KEY" --set providers.probe-local=false > "$work/platform.log" 2>&1 &
    platform=$!
    for _ in $(seq 600); do
        curl -sf -o /dev/null "$FORGE_BASE_URL/health/ready" && return
        kill -0 "$platform" 2>/dev/null || break
        sleep 0.2
    done
    echo "run.sh: the platform does not start" >&2
    cat "$work/platform.log" >&2
    exit 1
}

if [ "${1:-}" = --in-front-of ]; then
    if [ -z "${2:-}" ]; then
        echo "run.sh: --in-front-of needs the URL of a model server, /v1 included" >&2
        exit 2
    fi
    start-platform "$2"
    shift 2
    [ $# -gt 0 ] || set -- python python-responses python-anthropic
fi
if [ -z "${FORGE_API_KEY:-}" ]; then
    echo "run.sh: FORGE_API_KEY is not set; the platform shows its key when it starts for the first time" >&2
    exit 2
fi
export FORGE_API_KEY
all=(reference-curl reference-fetch reference-requests curl python python-responses python-anthropic javascript javascript-responses javascript-ai-sdk java)

# the examples of the API reference as they stand there, but for the host
reference() { sed "s|http://127.0.0.1:8090|$FORGE_BASE_URL|" "reference/$1" > "$work/$1" && echo "$work/$1"; }

run-reference-curl() { bash "$(reference curl.sh)" | tee "$work/answer" && grep -q '"choices"' "$work/answer"; }
run-reference-fetch() { node "$(reference fetch.mjs)"; }
run-reference-requests() {
    prepare_python || return
    python/.venv/bin/python -c 'import os, sys; api_key = os.environ["FORGE_API_KEY"]; exec(open(sys.argv[1]).read())' \
        "$(reference with_requests.py)"
}

run-curl() { ./curl.sh; }
run-python() { prepare_python && python/.venv/bin/python python/example.py; }
run-python-responses() { prepare_python && python/.venv/bin/python python/responses.py; }
run-python-anthropic() { prepare_python && python/.venv/bin/python python/messages.py; }
run-javascript() { prepare_javascript && (cd javascript && npm start --silent); }
run-javascript-responses() { prepare_javascript && (cd javascript && npm run --silent responses); }
run-javascript-ai-sdk() { prepare_javascript && (cd javascript && npm run --silent ai-sdk); }
run-java() { (cd java && mvn -q -B compile exec:java); }

prepare_javascript() { (cd javascript && { [ node_modules -nt package-lock.json ] || npm ci --silent; }); }
prepare_python() {
    [ python/.venv/installed -nt python/requirements.txt ] && return
    python3 -m venv python/.venv \
        && python/.venv/bin/pip install -q --disable-pip-version-check -r python/requirements.txt \
        && touch python/.venv/installed
}

shown=' skipped: '
[ "${FORGE_VERBOSE:-}" != 1 ] || shown=''
failed=0
for client in "${@:-${all[@]}}"; do
    case " ${all[*]} " in
        *" $client "*) ;;
        *) echo "run.sh: there is no client $client; there are ${all[*]}" >&2 && exit 2 ;;
    esac
    if "run-$client" > "$work/log" 2>&1; then
        printf '%-20s ok\n' "$client"
        grep "$shown" "$work/log" | awk '{ print "    " $0 }'
    else
        failed=1
        printf '%-20s failed\n' "$client"
        awk '{ print "    " $0 }' "$work/log"
    fi
done
exit $failed
