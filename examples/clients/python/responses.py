# SPDX-License-Identifier: Apache-2.0
"""Responses with the official OpenAI SDK for Python, unchanged but for its base URL."""

import json
import os

import openai
from openai import OpenAI

BASE_URL = os.environ.get("FORGE_BASE_URL", "http://127.0.0.1:8090") + "/v1"
MODEL = os.environ.get("FORGE_MODEL", "auto")
STRICT = os.environ.get("FORGE_STRICT") == "1"

client = OpenAI(base_url=BASE_URL, api_key=os.environ["FORGE_API_KEY"])

WEATHER = {
    "type": "function",
    "name": "get_weather",
    "description": "The weather in a city now.",
    "parameters": {
        "type": "object",
        "properties": {"city": {"type": "string", "enum": ["London", "Paris"]}},
        "required": ["city"],
        "additionalProperties": False,
    },
}
CALL_WEATHER = {"type": "function", "name": "get_weather"}


def create():
    response = client.responses.create(model=MODEL, input="Hello", max_output_tokens=16)
    assert response.id.startswith("resp_"), response.id
    assert response.status in ("completed", "incomplete"), response.status
    usage = response.usage
    assert usage.total_tokens == usage.input_tokens + usage.output_tokens
    # what the platform adds to OpenAI's answer; a key can turn it off
    metadata = getattr(response, "forge_metadata", None)
    by = f" [{metadata['provider']}, {response.model}]" if metadata else ""
    return short(response.output_text) + by


def stream():
    with client.responses.stream(model=MODEL, input="Hello", max_output_tokens=16) as events:
        seen = list(events)
    assert [event.sequence_number for event in seen] == list(range(len(seen)))
    assert seen[0].type == "response.created", seen[0]
    assert seen[-1].type in ("response.completed", "response.incomplete"), seen[-1]
    # the SDK's get_final_response() takes none that is incomplete, as one that tells on and on is
    response = seen[-1].response
    deltas = [event.delta for event in seen if event.type == "response.output_text.delta"]
    assert "".join(deltas) == response.output_text
    return f"{len(seen)} events: {short(response.output_text)}"


def chain():
    first = client.responses.create(model=MODEL, input="My name is Ada.", max_output_tokens=16)
    second = client.responses.create(
        model=MODEL,
        previous_response_id=first.id,
        input="What is my name?",
        max_output_tokens=16,
    )
    assert second.previous_response_id == first.id
    assert second.usage.input_tokens > first.usage.input_tokens
    return short(second.output_text)


def tools():
    asked = client.responses.create(
        model=MODEL,
        input="What is the weather in Paris?",
        tools=[WEATHER],
        tool_choice=CALL_WEATHER,
        max_output_tokens=64,
    )
    call = called(asked)
    after = client.responses.create(
        model=MODEL,
        previous_response_id=asked.id,
        input=[
            {
                "type": "function_call_output",
                "call_id": call.call_id,
                "output": '{"celsius": 18}',
            }
        ],
        tools=[WEATHER],
        max_output_tokens=16,
    )
    return f"{call.name}({call.arguments}): {short(after.output_text)}"


def streamed_tools():
    with client.responses.stream(
        model=MODEL,
        input="What is the weather in Paris?",
        tools=[WEATHER],
        tool_choice=CALL_WEATHER,
        max_output_tokens=64,
    ) as events:
        call = called(events.get_final_response())
    return f"{call.name}({call.arguments})"


def called(response):
    calls = [item for item in response.output if item.type == "function_call"]
    if not calls:
        raise Skipped("the model calls no function")
    call = calls[0]
    assert call.id != call.call_id and call.name == "get_weather", call
    try:
        assert "city" in json.loads(call.arguments), call
    except json.JSONDecodeError:
        raise Skipped(f"the model's call was cut short: {call.arguments}") from None
    return call


def error():
    try:
        client.responses.create(model=MODEL, input="Hello", previous_response_id="resp_none")
        raise AssertionError("a response that does not exist was continued")
    except openai.NotFoundError as e:
        missing = f"{e.status_code} {e.code}"
    try:
        client.responses.create(model=MODEL, input=[{"type": "poem"}])
        raise AssertionError("an item of no type was taken")
    except openai.BadRequestError as e:
        assert e.param == "input[0].type", e.body
        return f"{missing}, {e.status_code} {e.param}"


class Skipped(Exception):
    """The model behind the platform cannot do it."""


def short(said):
    return repr(said if len(said) <= 60 else said[:60] + "…")


for step in (create, stream, chain, tools, streamed_tools, error):
    name = step.__name__.replace("_", " ")
    try:
        print(f"{name:18} {step()}", flush=True)
    except Skipped as reason:
        if STRICT:
            raise
        print(f"{name:18} skipped: {reason}", flush=True)
