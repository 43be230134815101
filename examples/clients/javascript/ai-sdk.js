// SPDX-License-Identifier: Apache-2.0
// A tool loop with the Vercel AI SDK, whose OpenAI provider speaks the Responses API; unchanged but for its base URL.
import assert from "node:assert/strict";
import { createOpenAI } from "@ai-sdk/openai";
import { generateText, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";

const model = process.env.FORGE_MODEL ?? "auto";
const strict = process.env.FORGE_STRICT === "1";

const openai = createOpenAI({
  baseURL: (process.env.FORGE_BASE_URL ?? "http://127.0.0.1:8090") + "/v1",
  apiKey: process.env.FORGE_API_KEY,
});

function asked() {
  const calls = [];
  const get_weather = tool({
    description: "The weather in a city now.",
    inputSchema: z.object({ city: z.enum(["London", "Paris"]) }),
    execute: async ({ city }) => {
      calls.push(city);
      return `It is sunny in ${city}.`;
    },
  });
  return {
    calls,
    settings: {
      model: openai(model),
      tools: { get_weather },
      prompt: "What is the weather in Paris?",
      maxOutputTokens: 64,
      stopWhen: stepCountIs(2),
      // called first, and then answered
      prepareStep: ({ stepNumber }) => ({ toolChoice: stepNumber === 0 ? "required" : "none" }),
    },
  };
}

function looped(calls, steps) {
  if (!strict && calls.length === 0) {
    return " skipped: the model called no function";
  }
  assert.equal(calls.length, 1);
  assert.equal(steps.length, 2);
  assert.equal(steps[0].finishReason, "tool-calls");
  assert.notEqual(steps[1].text, "");
  return `called with ${calls[0]}, then: ${steps[1].text}`;
}

async function whole() {
  const { calls, settings } = asked();
  const { steps } = await generateText(settings);
  return looped(calls, steps);
}

async function streamed() {
  const { calls, settings } = asked();
  const result = streamText(settings);
  let text = "";
  for await (const part of result.textStream) {
    text += part;
  }
  const steps = await result.steps;
  const line = looped(calls, steps);
  assert.ok(text.endsWith(steps.at(-1).text));
  return line;
}

for (const [name, run] of Object.entries({ whole, streamed })) {
  console.log(`${name}: ${await run()}`);
}
