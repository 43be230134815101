#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh [CLIENT]...                   runs the clients (by default all) against a running platform; a line each, exit code 1 if one failed.
#                                      What this machine lacks for one is said, and it is left out, unless it was named.
# run.sh --in-front-of URL [CLIENT]... starts a platform in front of a model server, http://127.0.0.1:8080/v1 for instance, with no key of anybody,
#                                      and runs the clients (by default the two SDKs of Python) against that.
# run.sh --with-sandbox [CLIENT]...    starts a platform with no model but the sandbox's, and runs the clients (by default all) against that.
#
#   FORGE_BASE_URL         where it listens, http://127.0.0.1:8090 by default
#   FORGE_API_KEY          a key with the scope chat
#   FORGE_MODEL            the model to chat with, auto by default
#   FORGE_EMBEDDING_MODEL  the model to embed with, the first one that the platform lists by default
#   FORGE_VERBOSE=1        shows what each client printed, not of those alone that failed
#   FORGE, MVN             of the other examples: the command, and how to run Maven, `mvn -B -q` by default
#   FORGE_STRICT=1         what the model cannot do is a failure too; the sandbox provider can do all
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
export FORGE_BASE_URL=${FORGE_BASE_URL:-http://127.0.0.1:8090}
FORGE_BASE_URL=${FORGE_BASE_URL%/}
read -ra mvn <<<"${MVN:-mvn -B -q}"
work=$(mktemp -d)
platform=
trap '[ -z "$platform" ] || { kill "$platform"; wait "$platform"; } 2>/dev/null; rm -rf "$work"' EXIT

# a platform that knows what is in $work/conf and nothing else, whatever keys the environment has
start-platform() {
    local variable
    for variable in $(compgen -e | grep -E '_(API_KEY|BASE_URL|ENDPOINT|TOKEN)$'); do unset "$variable"; done
    export FORGE_API_KEY=forge_sk_of_the_clients FORGE_BASE_URL
    mkdir -p "$work/conf"
    "${FORGE:-../../distribution/forge}" start --conf "$work/conf" --data "$work/data" --set "http.port=${FORGE_PORT:-0}" \
        --set "bootstrap.key=$FORGE_API_KEY" --set providers.probe-local=false > "$work/platform.log" 2>&1 &
    platform=$!
    for _ in $(seq 600); do
        FORGE_BASE_URL=$(sed -n 's/^ready \(http:[^ ]*\) in .*/\1/p' "$work/platform.log")
        [ -z "$FORGE_BASE_URL" ] || return 0
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
    mkdir -p "$work/conf/providers"
    printf 'type: openai\nbase-url: %s\n' "$2" > "$work/conf/providers/model-server.yaml"
    start-platform
    shift 2
    [ $# -gt 0 ] || set -- python python-responses python-anthropic
elif [ "${1:-}" = --with-sandbox ]; then
    start-platform
    shift
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
    python/.venv/bin/python -c 'import os, sys; api_key = os.environ["FORGE_API_KEY"]; exec(open(sys.argv[1]).read())' \
        "$(reference with_requests.py)"
}

run-curl() { ./curl.sh; }
run-python() { python/.venv/bin/python python/example.py; }
run-python-responses() { python/.venv/bin/python python/responses.py; }
run-python-anthropic() { python/.venv/bin/python python/messages.py; }
run-javascript() { (cd javascript && npm start --silent); }
run-javascript-responses() { (cd javascript && npm run --silent responses); }
run-javascript-ai-sdk() { (cd javascript && npm run --silent ai-sdk); }
run-java() { (cd java && "${mvn[@]}" compile exec:java); }

needs() { # client
    case $1 in
        reference-fetch) echo node ;;
        reference-requests | python*) echo python ;;
        javascript*) echo javascript ;;
        *) echo nothing ;;
    esac
}
has() { command -v "$1" || { echo "error: there is no $1" && return 1; }; }
prepare-nothing() { :; }
prepare-node() { has node; }
prepare-javascript() {
    has node && has npm && cd javascript && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --loglevel=error; }
}
prepare-python() {
    has python3 || return
    [ python/.venv/installed -nt python/requirements.txt ] && return
    python3 -m venv python/.venv \
        && python/.venv/bin/pip install -q --disable-pip-version-check -r python/requirements.txt \
        && touch python/.venv/installed
}

shown=' skipped: '
[ "${FORGE_VERBOSE:-}" != 1 ] || shown=''
failed=0
declare -A lacks=() left_out=() # by what is needed
for client in "${@:-${all[@]}}"; do
    case " ${all[*]} " in
        *" $client "*) ;;
        *) echo "run.sh: there is no client $client; there are ${all[*]}" >&2 && exit 2 ;;
    esac
    need=$(needs "$client")
    if [ -z "${lacks[$need]+known}" ]; then
        lacks[$need]=
        (prepare-"$need") > "$work/log" 2>&1 || lacks[$need]=$(grep -im 1 error "$work/log" || echo "$need can't be prepared")
    fi
    if [ -n "${lacks[$need]}" ]; then
        left_out[$need]+=" $client"
        [ $# = 0 ] || failed=1
    elif "run-$client" > "$work/log" 2>&1; then
        printf '%-20s ok\n' "$client"
        grep "$shown" "$work/log" | awk '{ print "    " $0 }'
    else
        failed=1
        printf '%-20s failed\n' "$client"
        awk '{ print "    " $0 }' "$work/log"
    fi
done
for need in "${!left_out[@]}"; do
    echo "left out:${left_out[$need]} (${lacks[$need]})"
done
exit $failed
