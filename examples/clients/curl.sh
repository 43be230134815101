#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# curl and nothing else.
set -euo pipefail

base=${FORGE_BASE_URL:-http://127.0.0.1:8090}/v1
model=${FORGE_MODEL:-auto}
strict=${FORGE_STRICT:-0}

# forge PATH [CURL ARGUMENTS]: the answer's body, then its status on a line of its own
forge() {
    local path=$1
    shift
    curl -sS "$base$path" -H "Authorization: Bearer $FORGE_API_KEY" -H "Content-Type: application/json" -w '\n%{http_code}\n' "$@"
}

# expect STATUS PATTERN ANSWER: fails unless the answer has both
expect() {
    [ "$(tail -n 1 <<<"$3")" = "$1" ] && grep -qE "$2" <<<"$3" && return
    printf 'expected %s and %s, got\n%s\n' "$1" "$2" "$3" >&2
    exit 1
}

# the first string at a key of a JSON text
string() { grep -oE "\"$1\" *: *\"[^\"]*\"" <<<"$2" | head -n 1 | sed -E 's/.*: *"(.*)"/\1/'; }

step() { printf '%-18s %s\n' "$1" "$2"; }

skip() {
    step "$1" "skipped: $2"
    [ "$strict" != 1 ]
}

answer=$(forge /chat/completions -d '{
  "model": "'"$model"'",
  "messages": [{"role": "user", "content": "Hello"}],
  "max_tokens": 16
}')
expect 200 '"object" *: *"chat.completion"' "$answer"
expect 200 '"id" *: *"forge-' "$answer"
step chat "$(string content "$answer" | cut -c 1-60)"

# -N shows each event as it comes
answer=$(forge /chat/completions -N -d '{
  "model": "'"$model"'",
  "messages": [{"role": "user", "content": "Hello"}],
  "max_tokens": 16,
  "stream": true
}')
expect 200 '^data: \[DONE\]$' "$answer"
expect 200 '"role" *: *"assistant"' "$answer"
step stream "$(grep -c '^data: {' <<<"$answer") chunks"

tools='[{"type": "function", "function": {
  "name": "get_weather",
  "description": "The weather in a city now.",
  "parameters": {
    "type": "object",
    "properties": {"city": {"type": "string", "enum": ["London", "Paris"]}},
    "required": ["city"],
    "additionalProperties": false
  }
}}]'
answer=$(forge /chat/completions -d '{
  "model": "'"$model"'",
  "messages": [{"role": "user", "content": "What is the weather in Paris?"}],
  "tools": '"$tools"',
  "tool_choice": {"type": "function", "function": {"name": "get_weather"}},
  "temperature": 0,
  "max_tokens": 64
}')
expect 200 '"name" *: *"get_weather"' "$answer"
expect 200 '"arguments" *: *".*city' "$answer"
step tools "$(string name "$answer")"

answer=$(forge /chat/completions -d '{
  "model": "'"$model"'",
  "messages": [{"role": "user", "content": "Which language is this: Guten Tag?"}],
  "response_format": {"type": "json_schema", "json_schema": {
    "name": "language",
    "strict": true,
    "schema": {
      "type": "object",
      "properties": {"language": {"type": "string", "enum": ["English", "French", "German"]}},
      "required": ["language"],
      "additionalProperties": false
    }
  }},
  "temperature": 0,
  "max_tokens": 64
}')
case $(tail -n 1 <<<"$answer") in
    400 | 422 | 500 | 502) skip "structured output" "the model does not do it ($(string code "$answer"))" ;;
    *)
        expect 200 'language.*(English|French|German)' "$answer"
        step "structured output" "$(grep -oE 'English|French|German' <<<"$answer" | head -n 1)"
        ;;
esac

models=$(forge /models)
expect 200 '"object" *: *"list"' "$models"
listed=$(grep -oE '"id"[^}]*"mode" *: *"embedding"' <<<"$models" | head -n 1 || true)
embedding=${FORGE_EMBEDDING_MODEL:-$(string id "$listed" || true)}
if [ -n "$embedding" ]; then
    answer=$(forge /embeddings -d '{
      "model": "'"$embedding"'",
      "input": ["The food was delicious.", "The waiter was rude."]
    }')
    expect 200 '"embedding" *: *\[ *-?[0-9]' "$answer"
    step embeddings "$embedding"
else
    skip embeddings "there is no embedding model"
fi

first=$(string id "$models")
answer=$(forge "/models/$first")
expect 200 '"object" *: *"model"' "$answer"
step models "$(grep -oE '"id"' <<<"$models" | wc -l | tr -d ' '), the first is $first"

answer=$(forge /chat/completions -d '{"model": "no-such-model", "messages": [{"role": "user", "content": "Hello"}]}')
expect 404 '"code" *: *"model_not_found"' "$answer"
answer=$(FORGE_API_KEY=forge_sk_wrong forge /models)
expect 401 '"code" *: *"invalid_api_key"' "$answer"
step error "404 model_not_found, 401 invalid_api_key"
