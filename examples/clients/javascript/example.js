// SPDX-License-Identifier: Apache-2.0
// The official OpenAI SDK for JavaScript, unchanged but for its base URL.
import assert from "node:assert/strict";
import OpenAI from "openai";
import { zodResponseFormat } from "openai/helpers/zod";
import { z } from "zod";

const baseURL = (process.env.FORGE_BASE_URL ?? "http://127.0.0.1:8090") + "/v1";
const model = process.env.FORGE_MODEL ?? "auto";
const strict = process.env.FORGE_STRICT === "1";

const client = new OpenAI({ baseURL, apiKey: process.env.FORGE_API_KEY });

const weather = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather in a city now.",
    parameters: {
      type: "object",
      properties: { city: { type: "string", enum: ["London", "Paris"] } },
      required: ["city"],
      additionalProperties: false,
    },
  },
};
const callWeather = { type: "function", function: { name: "get_weather" } };

async function chat() {
  const completion = await client.chat.completions.create({
    model,
    messages: [{ role: "user", content: "Hello" }],
    max_tokens: 16,
  });
  const [choice] = completion.choices;
  assert.match(completion.id, /^forge-/);
  assert.equal(choice.message.role, "assistant");
  assert.ok(["stop", "length"].includes(choice.finish_reason), choice.finish_reason);
  const { usage } = completion;
  assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
  // what the platform adds to OpenAI's answer; a key can turn it off
  const metadata = completion.forge_metadata;
  const by = metadata ? ` [${metadata.provider}, ${completion.model}]` : "";
  return short(choice.message.content) + by;
}

async function stream() {
  const events = await client.chat.completions.create({
    model,
    messages: [{ role: "user", content: "Hello" }],
    max_tokens: 16,
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks = [];
  for await (const chunk of events) {
    chunks.push(chunk);
  }
  const pieces = chunks.filter((chunk) => chunk.choices.length > 0);
  assert.equal(new Set(chunks.map((chunk) => [chunk.id, chunk.created, chunk.model].join())).size, 1);
  assert.equal(pieces[0].choices[0].delta.role, "assistant");
  assert.ok(pieces.slice(1).every((piece) => piece.choices[0].delta.role === undefined));
  assert.ok(["stop", "length"].includes(pieces.at(-1).choices[0].finish_reason));
  // the last chunk has no choices, but the usage; some servers do not tell it
  const usage = chunks.at(-1).usage;
  assert.ok(!strict || usage.total_tokens === usage.prompt_tokens + usage.completion_tokens);
  const text = pieces.map((piece) => piece.choices[0].delta.content ?? "").join("");
  return `${chunks.length} chunks, ${usage?.total_tokens ?? "?"} tokens: ${short(text)}`;
}

async function tools() {
  const messages = [{ role: "user", content: "What is the weather in Paris?" }];
  const completion = await client.chat.completions.create({
    model,
    messages,
    tools: [weather],
    tool_choice: callWeather,
    temperature: 0,
    max_tokens: 64,
  });
  const { message } = completion.choices[0];
  const [call] = message.tool_calls;
  assert.equal(call.function.name, "get_weather");
  assert.ok("city" in JSON.parse(call.function.arguments));

  messages.push(
    // some servers refuse a content of null here
    { role: "assistant", content: message.content ?? "", tool_calls: [call] },
    { role: "tool", tool_call_id: call.id, content: '{"celsius": 18}' },
  );
  const answer = await client.chat.completions.create({ model, messages, tools: [weather], max_tokens: 16 });
  return `${call.function.name}(${call.function.arguments}): ${short(answer.choices[0].message.content)}`;
}

async function streamedTools() {
  const completion = await client.chat.completions
    .stream({
      model,
      messages: [{ role: "user", content: "What is the weather in Paris?" }],
      tools: [weather],
      tool_choice: callWeather,
      temperature: 0,
      max_tokens: 64,
    })
    .finalChatCompletion();
  const calls = completion.choices[0].message.tool_calls;
  assert.equal(calls.length, 1);
  assert.equal(calls[0].function.name, "get_weather");
  assert.ok("city" in JSON.parse(calls[0].function.arguments));
  return `${calls[0].function.name}(${calls[0].function.arguments})`;
}

async function structuredOutput() {
  const Language = z.object({ language: z.enum(["English", "French", "German"]) });
  try {
    const completion = await client.chat.completions.parse({
      model,
      messages: [{ role: "user", content: "Which language is this: Guten Tag?" }],
      response_format: zodResponseFormat(Language, "language"),
      temperature: 0,
      max_tokens: 64,
    });
    return JSON.stringify(Language.parse(completion.choices[0].message.parsed));
  } catch (e) {
    if (e instanceof OpenAI.APIError && [400, 422, 500, 502].includes(e.status)) {
      throw new Skipped(`the model does not do it (${e.status} ${e.code})`);
    }
    throw e;
  }
}

async function embeddings() {
  const embedding =
    process.env.FORGE_EMBEDDING_MODEL ??
    (await client.models.list()).data.find((listed) => listed.forge?.mode === "embedding")?.id;
  if (embedding === undefined) {
    throw new Skipped("there is no embedding model");
  }
  const input = ["The food was delicious.", "The waiter was rude."];
  // the SDK asks for base64 by itself and decodes it
  const result = await client.embeddings.create({ model: embedding, input });
  assert.deepEqual(result.data.map((item) => item.index), [0, 1]);
  const plain = await client.embeddings.create({ model: embedding, input, encoding_format: "float" });
  result.data.forEach((item, i) => {
    assert.equal(item.embedding.length, plain.data[i].embedding.length);
    assert.ok(item.embedding.every((value, j) => Math.abs(value - plain.data[i].embedding[j]) < 1e-5));
  });
  return `${result.data.length} vectors of ${result.data[0].embedding.length} numbers [${embedding}]`;
}

async function models() {
  const { data } = await client.models.list();
  assert.ok(data.length > 0, "no models");
  assert.deepEqual(await client.models.retrieve(data[0].id), data[0]);
  return data.slice(0, 3).map((listed) => listed.id).join(", ") + (data.length > 3 ? " …" : "");
}

async function error() {
  const messages = [{ role: "user", content: "Hello" }];
  await assert.rejects(client.chat.completions.create({ model: "no-such-model", messages }), (e) => {
    assert.ok(e instanceof OpenAI.NotFoundError, String(e));
    assert.deepEqual([e.code, e.type, e.param], ["model_not_found", "not_found", "model"]);
    return true;
  });
  await assert.rejects(client.withOptions({ apiKey: "forge_sk_wrong" }).models.list(), (e) => {
    assert.ok(e instanceof OpenAI.AuthenticationError, String(e));
    assert.equal(e.code, "invalid_api_key");
    return true;
  });
  return "404 model_not_found, 401 invalid_api_key";
}

/** The model behind the platform cannot do it. */
class Skipped extends Error {}

function short(text) {
  return JSON.stringify(text.length <= 60 ? text : text.slice(0, 60) + "…");
}

const steps = { chat, stream, tools, streamedTools, structuredOutput, embeddings, models, error };
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
