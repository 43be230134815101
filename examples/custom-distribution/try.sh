#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Assembles a distribution with the plugin of examples/hello-endpoint, starts it, calls it, spoils it, and cleans up.
# With `image` as its argument also writes an image, unpacks it and runs its entry point, without a container engine.
#
#   FORGE    the command, ../../distribution/forge by default
#   MVN      how to run Maven, `mvn -B -ntp -q` by default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
forge=${FORGE:-../../distribution/forge}
read -ra mvn <<<"${MVN:-mvn -B -ntp -q}"
work=$(mktemp -d)
pid=

clean() {
    [[ -z $pid ]] || kill "$pid" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean EXIT

fail() {
    echo "$1" >&2
    exit 1
}

await() { # file: says the address that is ready
    for _ in $(seq 600); do
        grep -q '^ready ' "$1" && break
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
    address=$(sed -n 's/^ready \(http:[^ ]*\) in .*/\1/p' "$1")
    [[ -n $address ]] || fail "it did not start: $(cat "$1.err")"
}

call() { # path, further arguments of curl
    curl -sS --fail-with-body -H "Authorization: Bearer $(cat "$work/data/bootstrap-key")" "$address$1" "${@:2}"
}

check() {
    call '/v1/hello-endpoint?name=Ada' | grep -q Ada || fail "the plugin did not answer"
    call /v1/chat/completions -H 'Content-Type: application/json' \
        -d '{"model":"sandbox/sandbox-chat","messages":[{"role":"user","content":"Hello"}]}' | grep -q '"chat.completion"' ||
        fail "chat did not answer"
}

stop() {
    kill "$pid"
    wait "$pid" || fail "it ended with $?"
    pid=
}

[[ -f ../hello-endpoint/target/hello-endpoint-1.0.0.zip ]] || (cd ../hello-endpoint && "${mvn[@]}" package -DskipTests)

"$forge" assemble selection.yaml -o "$work/my-forge"
"$forge" assemble selection.yaml -o "$work/again/my-forge" >/dev/null
cmp "$work/my-forge.tar.gz" "$work/again/my-forge.tar.gz" || fail "two assemblies differ"
echo "two assemblies are the same"

"$work/my-forge/bin/forge" start --data "$work/data" --set http.port=0 >"$work/out" 2>"$work/out.err" &
pid=$!
await "$work/out"
check
stop
echo "what was assembled serves the plugin and chat"

echo spoilt >>"$work/my-forge/plugins/hello-endpoint-1.0.0/plugin.properties"
if "$work/my-forge/bin/forge" start --data "$work/data" --set http.port=0 2>"$work/refused"; then
    fail "it started with a plugin that was changed"
fi
echo "refused: $(cat "$work/refused")"

[[ ${1:-} == image ]] || exit 0

"$forge" image selection.yaml -o "$work/my-forge.tar"
mkdir "$work/image" "$work/rootfs"
tar -xf "$work/my-forge.tar" -C "$work/image"
python3 - "$work" >"$work/entrypoint" <<'PYTHON'
import json, pathlib, re, subprocess, sys
work = pathlib.Path(sys.argv[1])
manifest = json.loads((work / "image/manifest.json").read_text())[0]
for layer in manifest["Layers"]:
    subprocess.run(["tar", "-xzf", work / "image" / layer, "-C", work / "rootfs"], check=True, stderr=subprocess.DEVNULL)
# what the image has at its root is below ours here
at_root = re.compile(r"(?<![\w.-])/(?=(?:%s)/)" % "|".join(re.escape(top.name) for top in (work / "rootfs").iterdir()))
before = ""
for word in json.loads((work / "image" / manifest["Config"]).read_text())["config"]["Entrypoint"]:
    print(work / "data" if before == "--data" else at_root.sub(f"{work}/rootfs/", word))
    before = word
PYTHON
mapfile -t entrypoint <"$work/entrypoint"
rm -rf "$work/data"
env -i FORGE_HTTP_PORT=0 "${entrypoint[@]}" >"$work/out" 2>"$work/out.err" &
pid=$!
await "$work/out"
check
stop
echo "what is in the image, $(($(stat -c %s "$work/my-forge.tar") / 1000000)) MB, serves the plugin and chat"
