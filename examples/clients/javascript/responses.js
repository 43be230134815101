// SPDX-License-Identifier: Apache-2.0
// Responses with the official OpenAI SDK for JavaScript, unchanged but for its base URL.
import assert from "node:assert/strict";
import OpenAI from "openai";

const baseURL = (process.env.FORGE_BASE_URL ?? "http://127.0.0.1:8090") + "/v1";
const model = process.env.FORGE_MODEL ?? "auto";
const strict = process.env.FORGE_STRICT === "1";

const client = new OpenAI({ baseURL, apiKey: process.env.FORGE_API_KEY });

const weather = {
  type: "function",
  name: "get_weather",
  description: "The weather in a city now.",
  parameters: {
    type: "object",
    properties: { city: { type: "string", enum: ["London", "Paris"] } },
    required: ["city"],
    additionalProperties: false,
  },
};
const asked = {
  model,
  input: "What is the weather in Paris?",
  tools: [weather],
  tool_choice: { type: "function", name: "get_weather" },
  max_output_tokens: 64,
};

async function create() {
  const response = await client.responses.create({ model, input: "Hello", max_output_tokens: 16 });
  assert.match(response.id, /^resp_/);
  assert.ok(["completed", "incomplete"].includes(response.status), response.status);
  const { usage } = response;
  assert.equal(usage.total_tokens, usage.input_tokens + usage.output_tokens);
  // what the platform adds to OpenAI's answer; a key can turn it off
  const metadata = response.forge_metadata;
  const by = metadata ? ` [${metadata.provider}, ${response.model}]` : "";
  return short(response.output_text) + by;
}

async function stream() {
  const events = client.responses.stream({ model, input: "Hello", max_output_tokens: 16 });
  const seen = [];
  for await (const event of events) {
    seen.push(event);
  }
  const response = await events.finalResponse();
  assert.deepEqual(seen.map((event) => event.sequence_number), [...seen.keys()]);
  assert.equal(seen[0].type, "response.created");
  assert.ok(["response.completed", "response.incomplete"].includes(seen.at(-1).type), seen.at(-1).type);
  const deltas = seen.filter((event) => event.type === "response.output_text.delta");
  assert.equal(deltas.map((event) => event.delta).join(""), response.output_text);
  return `${seen.length} events: ${short(response.output_text)}`;
}

async function chain() {
  const first = await client.responses.create({ model, input: "My name is Ada.", max_output_tokens: 16 });
  const second = await client.responses.create({
    model,
    previous_response_id: first.id,
    input: "What is my name?",
    max_output_tokens: 16,
  });
  assert.equal(second.previous_response_id, first.id);
  assert.ok(second.usage.input_tokens > first.usage.input_tokens);
  return short(second.output_text);
}

async function tools() {
  const response = await client.responses.create(asked);
  const call = called(response);
  const after = await client.responses.create({
    model,
    previous_response_id: response.id,
    input: [{ type: "function_call_output", call_id: call.call_id, output: '{"celsius": 18}' }],
    tools: [weather],
    max_output_tokens: 16,
  });
  return `${call.name}(${call.arguments}): ${short(after.output_text)}`;
}

async function streamedTools() {
  const call = called(await client.responses.stream(asked).finalResponse());
  return `${call.name}(${call.arguments})`;
}

function called(response) {
  const call = response.output.find((item) => item.type === "function_call");
  if (call === undefined) {
    throw new Skipped("the model calls no function");
  }
  assert.notEqual(call.id, call.call_id);
  assert.equal(call.name, "get_weather");
  try {
    assert.ok("city" in JSON.parse(call.arguments));
  } catch (e) {
    if (e instanceof SyntaxError) {
      throw new Skipped(`the model's call was cut short: ${call.arguments}`);
    }
    throw e;
  }
  return call;
}

async function error() {
  const continued = { model, input: "Hello", previous_response_id: "resp_none" };
  await assert.rejects(client.responses.create(continued), OpenAI.NotFoundError);
  await assert.rejects(client.responses.create({ model, input: [{ type: "poem" }] }), (e) => {
    assert.ok(e instanceof OpenAI.BadRequestError, String(e));
    assert.equal(e.param, "input[0].type");
    return true;
  });
  return "404, 400 input[0].type";
}

/** The model behind the platform cannot do it. */
class Skipped extends Error {}

function short(text) {
  return JSON.stringify(text.length <= 60 ? text : text.slice(0, 60) + "…");
}

const steps = { create, stream, chain, tools, streamedTools, error };
for (const [name, step] of Object.entries(steps)) {
  const label = name.replace(/[A-Z]/g, (letter) => " " + letter.toLowerCase()).padEnd(18);
  try {
    console.log(label, await step());
  } catch (e) {
    if (!(e instanceof Skipped) || strict) {
      throw e;
    }
    console.log(label, "skipped:", e.message);
  }
}
