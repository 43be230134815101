#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh [CLIENT]...    runs the clients (by default all) against a running platform; a line each, exit code 1 if one failed.
#
#   FORGE_BASE_URL         where it listens, http://127.0.0.1:8090 by default
#   FORGE_API_KEY          a key with the scope chat
#   FORGE_MODEL            the model to chat with, auto by default
#   FORGE_EMBEDDING_MODEL  the model to embed with, the first one that the platform lists by default
#   FORGE_STRICT=1         what the model cannot do is a failure too; the sandbox provider can do all
set -uo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
export FORGE_BASE_URL=${FORGE_BASE_URL:-http://127.0.0.1:8090}
FORGE_BASE_URL=${FORGE_BASE_URL%/}
if [ -z "${FORGE_API_KEY:-}" ]; then
    echo "run.sh: FORGE_API_KEY is not set; the platform shows its key when it starts for the first time" >&2
    exit 2
fi
export FORGE_API_KEY
all=(reference-curl reference-fetch reference-requests curl python python-anthropic javascript java)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

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
run-python-anthropic() { prepare_python && python/.venv/bin/python python/messages.py; }
run-javascript() { (cd javascript && { [ node_modules -nt package-lock.json ] || npm ci --silent; } && npm start --silent); }
run-java() { (cd java && mvn -q -B compile exec:java); }

prepare_python() {
    [ python/.venv/installed -nt python/requirements.txt ] && return
    python3 -m venv python/.venv \
        && python/.venv/bin/pip install -q --disable-pip-version-check -r python/requirements.txt \
        && touch python/.venv/installed
}

failed=0
for client in "${@:-${all[@]}}"; do
    case " ${all[*]} " in
        *" $client "*) ;;
        *) echo "run.sh: there is no client $client; there are ${all[*]}" >&2 && exit 2 ;;
    esac
    if "run-$client" > "$work/log" 2>&1; then
        printf '%-18s ok\n' "$client"
        grep ' skipped: ' "$work/log" | awk '{ print "    " $0 }'
    else
        failed=1
        printf '%-18s failed\n' "$client"
        awk '{ print "    " $0 }' "$work/log"
    fi
done
exit $failed
