# SPDX-License-Identifier: Apache-2.0
"""The official OpenAI SDK for Python, unchanged but for its base URL."""

import json
import os
from typing import Literal

import openai
from openai import OpenAI
from pydantic import BaseModel

BASE_URL = os.environ.get("FORGE_BASE_URL", "http://127.0.0.1:8090") + "/v1"
MODEL = os.environ.get("FORGE_MODEL", "auto")
STRICT = os.environ.get("FORGE_STRICT") == "1"

client = OpenAI(base_url=BASE_URL, api_key=os.environ["FORGE_API_KEY"])

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather in a city now.",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string", "enum": ["London", "Paris"]}},
            "required": ["city"],
            "additionalProperties": False,
        },
    },
}
CALL_WEATHER = {"type": "function", "function": {"name": "get_weather"}}


def chat():
    completion = client.chat.completions.create(
        model=MODEL,
        messages=[{"role": "user", "content": "Hello"}],
        max_tokens=16,
    )
    choice = completion.choices[0]
    assert completion.id.startswith("forge-"), completion.id
    assert choice.message.role == "assistant"
    assert choice.finish_reason in ("stop", "length"), choice.finish_reason
    usage = completion.usage
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens
    # what the platform adds to OpenAI's answer; a key can turn it off
    metadata = getattr(completion, "forge_metadata", None)
    by = f" [{metadata['provider']}, {completion.model}]" if metadata else ""
    return short(choice.message.content) + by


def stream():
    chunks = list(
        client.chat.completions.create(
            model=MODEL,
            messages=[{"role": "user", "content": "Hello"}],
            max_tokens=16,
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    pieces = [chunk for chunk in chunks if chunk.choices]
    assert len({(chunk.id, chunk.created, chunk.model) for chunk in chunks}) == 1
    assert pieces[0].choices[0].delta.role == "assistant"
    assert all(piece.choices[0].delta.role is None for piece in pieces[1:])
    assert pieces[-1].choices[0].finish_reason in ("stop", "length")
    # the last chunk has no choices, but the usage; some servers do not tell it
    usage = chunks[-1].usage
    assert not STRICT or usage.total_tokens == usage.prompt_tokens + usage.completion_tokens
    text = "".join(piece.choices[0].delta.content or "" for piece in pieces)
    return f"{len(chunks)} chunks, {usage.total_tokens if usage else '?'} tokens: {short(text)}"


def tools():
    messages = [{"role": "user", "content": "What is the weather in Paris?"}]
    completion = client.chat.completions.create(
        model=MODEL,
        messages=messages,
        tools=[WEATHER],
        tool_choice=CALL_WEATHER,
        temperature=0,
        max_tokens=64,
    )
    message = completion.choices[0].message
    call = message.tool_calls[0]
    assert call.function.name == "get_weather", call
    assert "city" in json.loads(call.function.arguments)

    messages += [
        # some servers refuse a content of null here
        {"role": "assistant", "content": message.content or "", "tool_calls": [call.model_dump()]},
        {"role": "tool", "tool_call_id": call.id, "content": '{"celsius": 18}'},
    ]
    answer = client.chat.completions.create(
        model=MODEL, messages=messages, tools=[WEATHER], max_tokens=16
    )
    said = short(answer.choices[0].message.content)
    return f"{call.function.name}({call.function.arguments}): {said}"


def streamed_tools():
    with client.chat.completions.stream(
        model=MODEL,
        messages=[{"role": "user", "content": "What is the weather in Paris?"}],
        tools=[WEATHER],
        tool_choice=CALL_WEATHER,
        temperature=0,
        max_tokens=64,
    ) as events:
        completion = events.get_final_completion()
    (call,) = completion.choices[0].message.tool_calls
    assert call.function.name == "get_weather", call.function.name
    assert "city" in json.loads(call.function.arguments)
    return f"{call.function.name}({call.function.arguments})"


def structured_output():
    class Language(BaseModel):
        language: Literal["English", "French", "German"]

    try:
        completion = client.chat.completions.parse(
            model=MODEL,
            messages=[{"role": "user", "content": "Which language is this: Guten Tag?"}],
            response_format=Language,
            temperature=0,
            max_tokens=64,
        )
    except (openai.BadRequestError, openai.UnprocessableEntityError, openai.InternalServerError) as e:
        raise Skipped(f"the model does not do it ({e.status_code} {e.code})") from e
    return completion.choices[0].message.parsed.model_dump_json()


def embeddings():
    model = os.environ.get("FORGE_EMBEDDING_MODEL") or next(
        (m.id for m in client.models.list() if getattr(m, "forge", {}).get("mode") == "embedding"),
        None,
    )
    if model is None:
        raise Skipped("there is no embedding model")
    texts = ["The food was delicious.", "The waiter was rude."]
    # the SDK asks for base64 by itself and decodes it
    result = client.embeddings.create(model=model, input=texts)
    assert [item.index for item in result.data] == [0, 1]
    plain = client.embeddings.create(model=model, input=texts, encoding_format="float")
    for one, other in zip(result.data, plain.data):
        assert all(abs(a - b) < 1e-5 for a, b in zip(one.embedding, other.embedding, strict=True))
    return f"{len(result.data)} vectors of {len(result.data[0].embedding)} numbers [{model}]"


def models():
    listed = list(client.models.list())
    assert listed, "no models"
    model = client.models.retrieve(listed[0].id)
    assert model == listed[0], model
    return ", ".join(m.id for m in listed[:3]) + (" …" if len(listed) > 3 else "")


def error():
    try:
        client.chat.completions.create(
            model="no-such-model", messages=[{"role": "user", "content": "Hello"}]
        )
        raise AssertionError("a model that does not exist answered")
    except openai.NotFoundError as e:
        assert (e.code, e.type, e.param) == ("model_not_found", "not_found", "model"), e.body
        missing = f"{e.status_code} {e.code}"
    try:
        client.with_options(api_key="forge_sk_wrong").models.list()
        raise AssertionError("a wrong key was let in")
    except openai.AuthenticationError as e:
        assert e.code == "invalid_api_key", e.body
        return f"{missing}, {e.status_code} {e.code}"


class Skipped(Exception):
    """The model behind the platform cannot do it."""


def short(text):
    return repr(text if len(text) <= 60 else text[:60] + "…")


for step in (chat, stream, tools, streamed_tools, structured_output, embeddings, models, error):
    name = step.__name__.replace("_", " ")
    try:
        print(f"{name:18} {step()}", flush=True)
    except Skipped as reason:
        if STRICT:
            raise
        print(f"{name:18} skipped: {reason}", flush=True)
