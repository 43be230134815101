# SPDX-License-Identifier: Apache-2.0
"""The official Anthropic SDK for Python, unchanged but for its base URL."""

import os

import anthropic
from anthropic import Anthropic

# without /v1, which this SDK adds by itself
BASE_URL = os.environ.get("FORGE_BASE_URL", "http://127.0.0.1:8090")
MODEL = os.environ.get("FORGE_MODEL", "auto")
STRICT = os.environ.get("FORGE_STRICT") == "1"

client = Anthropic(base_url=BASE_URL, api_key=os.environ["FORGE_API_KEY"])

HELLO = [{"role": "user", "content": "Hello"}]
WEATHER = {
    "name": "get_weather",
    "description": "The weather in a city now.",
    "input_schema": {
        "type": "object",
        "properties": {"city": {"type": "string", "enum": ["London", "Paris"]}},
        "required": ["city"],
        "additionalProperties": False,
    },
}
CALL_WEATHER = {"type": "tool", "name": "get_weather"}


def message():
    answer = client.messages.create(model=MODEL, max_tokens=16, messages=HELLO)
    assert answer.id.startswith("msg_"), answer.id
    assert answer.stop_reason in ("end_turn", "max_tokens"), answer.stop_reason
    assert answer.usage.input_tokens > 0
    # what the platform adds to Anthropic's answer; a key can turn it off
    metadata = getattr(answer, "forge_metadata", None)
    by = f" [{metadata['provider']}, {answer.model}]" if metadata else ""
    return short(text(answer)) + by


def stream():
    with client.messages.stream(model=MODEL, max_tokens=16, messages=HELLO) as events:
        pieces = list(events.text_stream)
        answer = events.get_final_message()
    assert "".join(pieces) == text(answer)
    assert answer.stop_reason in ("end_turn", "max_tokens"), answer.stop_reason
    usage = answer.usage
    assert usage.input_tokens > 0
    return f"{len(pieces)} pieces, {usage.input_tokens} + {usage.output_tokens} tokens"


def tools():
    messages = [{"role": "user", "content": "What is the weather in Paris?"}]
    answer = client.messages.create(
        model=MODEL, max_tokens=64, messages=messages, tools=[WEATHER], tool_choice=CALL_WEATHER
    )
    assert answer.stop_reason == "tool_use", answer.stop_reason
    (call,) = (block for block in answer.content if block.type == "tool_use")
    assert call.name == "get_weather" and "city" in call.input, call

    result = {"type": "tool_result", "tool_use_id": call.id, "content": '{"celsius": 18}'}
    messages += [
        {"role": "assistant", "content": answer.content},
        {"role": "user", "content": [result]},
    ]
    after = client.messages.create(model=MODEL, max_tokens=16, messages=messages, tools=[WEATHER])
    return f"{call.name}({call.input}): {short(text(after))}"


def streamed_tools():
    with client.messages.stream(
        model=MODEL,
        max_tokens=64,
        messages=[{"role": "user", "content": "What is the weather in Paris?"}],
        tools=[WEATHER],
        tool_choice=CALL_WEATHER,
    ) as events:
        answer = events.get_final_message()
    (call,) = (block for block in answer.content if block.type == "tool_use")
    assert call.name == "get_weather" and "city" in call.input, call
    return f"{call.name}({call.input})"


def tokens():
    def count(**more):
        return client.messages.count_tokens(model=MODEL, messages=HELLO, **more).input_tokens

    try:
        few, more = count(), count(system="Answer in one word. " * 10)
    except anthropic.NotFoundError:
        if MODEL != "auto":
            raise
        return "each model counts its own way, so that auto can't"
    assert 0 < few < more
    return f"{few}, with a system prompt {more}"


def error():
    try:
        client.messages.create(model="no-such-model", max_tokens=1, messages=HELLO)
        raise AssertionError("a model that does not exist answered")
    except anthropic.NotFoundError as e:
        assert e.body["error"]["type"] == "not_found_error", e.body
        missing = f"{e.status_code} {e.body['error']['type']}"
    try:
        wrong = client.with_options(api_key="forge_sk_wrong")
        wrong.messages.create(model=MODEL, max_tokens=1, messages=HELLO)
        raise AssertionError("a wrong key was let in")
    except anthropic.AuthenticationError as e:
        assert e.body["error"]["type"] == "authentication_error", e.body
        return f"{missing}, {e.status_code} {e.body['error']['type']}"


class Skipped(Exception):
    """The model behind the platform cannot do it."""


def text(answer):
    return "".join(block.text for block in answer.content if block.type == "text")


def short(said):
    return repr(said if len(said) <= 60 else said[:60] + "…")


for step in (message, stream, tools, streamed_tools, tokens, error):
    name = step.__name__.replace("_", " ")
    try:
        print(f"{name:18} {step()}", flush=True)
    except Skipped as reason:
        if STRICT:
            raise
        print(f"{name:18} skipped: {reason}", flush=True)
