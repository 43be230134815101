#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Starts a store and two nodes, sends one user's calls to both, kills one, and cleans up.
set -euo pipefail
forge=${FORGE:-$(dirname "${BASH_SOURCE[0]}")/../../distribution/forge}
work=$(mktemp -d)
key=forge_sk_of_the_operator
declare -A pids

clean() {
    kill "${pids[@]}" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean EXIT
trap 'echo "line $LINENO failed: $BASH_COMMAND" >&2' ERR

fail() {
    echo "$1" >&2
    exit 1
}

# below those that the system gives away, so that none of them is taken between here and its use
free_port() { # of which thousand
    local port
    while port=$((10000 + $1 * 1000 + RANDOM % 1000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
    echo "$port"
}
store_port=$(free_port 1)
one=$(free_port 2)
two=$(free_port 3)
member_one=$(free_port 4)
member_two=$(free_port 5)

await() { # file, text
    for _ in $(seq 300); do
        grep -q "$2" "$1" 2>/dev/null && return
        sleep 0.1
    done
    fail "not said: $2
$(cat "$1".err)"
}

node() { # name, http port, cluster port
    "$forge" start --data "$work/$1" --set "http.port=$2" --set "bootstrap.key=$key" \
        --set "store.uri=mongodb://127.0.0.1:$store_port" \
        --set cluster.enabled=true --set cluster.secret=known-to-the-nodes \
        --set "cluster.members=127.0.0.1:$member_one,127.0.0.1:$member_two" --set "cluster.port=$3" \
        >"$work/$1.out" 2>"$work/$1.out.err" &
    pids[$1]=$!
}

"$forge" store --port "$store_port" --data "$work/store" >"$work/store.out" 2>"$work/store.out.err" &
pids[store]=$!
await "$work/store.out" ready
node one "$one" "$member_one"
node two "$two" "$member_two"
await "$work/one.out" ready
await "$work/two.out" ready

members() { curl -s "127.0.0.1:$1/v1/admin/status" -H "Authorization: Bearer $key" | grep -o '"address":"127.0.0.1' | wc -l; }
for _ in $(seq 100); do [[ $(members "$one") == 2 && $(members "$two") == 2 ]] && break; sleep 0.1; done
echo "members: $(members "$one")"
[[ $(members "$one") == 2 && $(members "$two") == 2 ]] || fail "there should be two: $(cat "$work"/*.err)"

# all calls in one minute of the clock
[[ $(date +%-S) -lt 55 ]] || sleep 6
secret=$(curl -s "127.0.0.1:$one/v1/admin/keys" -H "Authorization: Bearer $key" -H 'Content-Type: application/json' \
    -d '{"name":"try","user_id":"alice","scopes":["chat"]}' | grep -o '"secret":"[^"]*' | cut -d'"' -f4)
call() { # port, key
    curl -s -o /dev/null -w '%{http_code}\n' "127.0.0.1:$1/v1/chat/completions" -H "Authorization: Bearer $2" \
        -H 'Content-Type: application/json' -d '{"model":"sandbox/sandbox-chat","messages":[{"role":"user","content":"Hello"}]}'
}
answers=$(for _ in 1 2 3 4 5 6; do call "$one" "$secret"; call "$two" "$secret"; done | sort | uniq -c | tr -s ' \n' ' ')
echo "twelve calls, six at each node:$answers"
[[ $answers == " 10 200 2 429 " ]] || fail "ten should be answered"

# a conversation of three turns with a tool, interrupted at one node and gone on with at the other
ask() { # port, members of the request
    curl -sN "127.0.0.1:$1/v1/responses" -H "Authorization: Bearer $key" -H 'Content-Type: application/json' \
        -d '{"model":"sandbox/sandbox-chat","stream":true,"tools":[{"type":"function","name":"weather","parameters":{"type":"object"}}],'"$2}"
}
kept() { curl -sN "127.0.0.1:$two/v1/responses/$1" -H "Authorization: Bearer $key"; } # at the other node: id and what follows it
first() { sed -n "s/.*\"$1\":\"\($2[^\"]*\)\".*/\1/p" | sed -n 1p; } # member, how its value begins
numbers() { grep -o '"sequence_number":[0-9]*' | cut -d: -f2; }
ask "$one" '"input":"What is the weather?\n/delay 20\n/call weather {\"city\":\"Paris\"}"' >"$work/turn1"
output='"input":[{"type":"function_call_output","call_id":"'$(first call_id call_ <"$work/turn1")'","output":"It is sunny and warm all day long."}]'
{ ask "$one" "$output,\"background\":true,\"previous_response_id\":\"$(first id resp_ <"$work/turn1")\"" || true; } |
    sed -n '1,24p;24q' >"$work/seen"
id=$(first id resp_ <"$work/seen")
last=$(numbers <"$work/seen" | tail -1) || fail "no events: $(cat "$work/turn1" "$work/seen" "$work"/*.err)"
kept "$id?stream=true&starting_after=$last" >"$work/rest"
events=$(cat "$work/seen" "$work/rest" | numbers | wc -l)
[[ $events -gt $((last + 1)) && $(cat "$work/seen" "$work/rest" | numbers) == "$(seq 0 $((events - 1)))" ]] ||
    fail "the events are not whole: $(cat "$work/turn1" "$work/seen") and at the other node $(cat "$work/rest")"
echo "a tool was called; of the $events events of the answer, $((last + 1)) were read at one node and the rest at the other"
ask "$two" "\"input\":\"Thank you.\",\"previous_response_id\":\"$id\"" >"$work/turn3"
items=$(kept "$(first id resp_ <"$work/turn3")/input_items?order=asc" | grep -o '"type":"[a-z_]*"' | grep -c '"message"\|"function_call\(_output\)\?"')
echo "the third turn, at the other node, answers $items items"
[[ $items == 5 ]] || fail "it should be five: $(cat "$work/turn3")"

{ kill -9 "${pids[two]}" && wait "${pids[two]}"; } 2>/dev/null || true
for _ in $(seq 200); do [[ $(members "$one") == 1 ]] && break; sleep 0.1; done
answer=$(call "$one" "$key")
echo "after a kill: $(members "$one") member, and it answers $answer"
[[ $(members "$one") == 1 && $answer == 200 ]] || fail "it should be alone, and answer 200"
