// SPDX-License-Identifier: Apache-2.0
// calls.mjs URL KEY    makes the calls through the platform, a column a provider, and says what was wrong with each.
import assert from 'node:assert/strict';

const [url, key] = process.argv.slice(2);

const MODELS = {
  openai: 'openai/gpt-5-mini',
  anthropic: 'anthropic/claude-sonnet-4-5',
  google: 'google/gemini-2.5-flash',
};
// Anthropic has none, and the mock not the method of Gemini's that embeds several texts
const EMBEDDING = { openai: 'openai/text-embedding-3-small' };
const HELLO = 'Hello, "world"!\nThis is line two: ünïcödé 🙂.';
const CITY = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const WEATHER = { type: 'function', function: { name: 'get_weather', description: 'The weather now.', parameters: CITY } };

const post = async (path, body, headers = {}) =>
  fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });

const ok = async (response) => {
  const body = await response.text();
  assert.equal(response.status, 200, `${response.status}: ${body.slice(0, 300)}`);
  return body;
};

const says = (text) => [{ role: 'user', content: text }];

// in OpenAI's dialect
const ask = async (provider, body) =>
  JSON.parse(await ok(await post('/v1/chat/completions', { model: MODELS[provider], ...body })));

const stream = async (provider, body) => {
  const whole = { model: MODELS[provider], stream: true, stream_options: { include_usage: true }, ...body };
  const text = await ok(await post('/v1/chat/completions', whole));
  const events = text.split('\n').filter((line) => line.startsWith('data: ')).map((line) => line.slice(6));
  assert.equal(events.pop(), '[DONE]', 'no [DONE]');
  const chunks = events.map((event) => JSON.parse(event));
  const said = { content: '', reasoning: '', calls: [], finish: null, usage: chunks.at(-1).usage, count: chunks.length };
  for (const { delta, finish_reason } of chunks.flatMap((chunk) => chunk.choices)) {
    said.content += delta.content ?? '';
    said.reasoning += delta.reasoning_content ?? '';
    said.finish ??= finish_reason;
    for (const call of delta.tool_calls ?? []) {
      const known = (said.calls[call.index] ??= { id: call.id, name: call.function.name, arguments: '' });
      known.arguments += call.function.arguments ?? '';
    }
  }
  return said;
};

// in Anthropic's
const message = async (provider, body) =>
  JSON.parse(await ok(await post('/v1/messages', { model: MODELS[provider], max_tokens: 100, ...body }, { 'anthropic-version': '2023-06-01' })));

const cities = (calls) => calls.map((call) => JSON.parse(call.arguments).city);

const counted = (usage) => {
  assert.deepEqual([usage?.prompt_tokens, usage?.completion_tokens, usage?.total_tokens], [11, 9, 20]);
};

const steps = {
  async chat(provider) {
    const answer = await ask(provider, { messages: [{ role: 'system', content: 'Be short.' }, ...says('say hello')] });
    assert.equal(answer.choices[0].message.content, HELLO);
    assert.equal(answer.choices[0].finish_reason, 'stop');
    counted(answer.usage);
  },
  async 'chat, streamed'(provider) {
    const said = await stream(provider, { messages: says('say hello') });
    assert.equal(said.content, HELLO);
    assert.equal(said.finish, 'stop');
    assert.ok(said.count > 5, `${said.count} chunks`);
    counted(said.usage);
  },
  async 'reasoning, streamed'(provider) {
    const said = await stream(provider, { messages: says('think first') });
    assert.equal(said.content, 'Twelve.');
    assert.equal(said.reasoning, 'Three times four.');
  },
  async 'parallel tools'(provider) {
    const answer = await ask(provider, { messages: says('weather in two cities'), tools: [WEATHER] });
    const calls = answer.choices[0].message.tool_calls;
    assert.deepEqual(cities(calls.map((call) => call.function)), ['Oslo', 'Rome']);
    assert.equal(new Set(calls.map((call) => call.id)).size, 2, 'ids of calls');
    assert.equal(answer.choices[0].finish_reason, 'tool_calls');
  },
  async 'parallel tools, streamed'(provider) {
    const said = await stream(provider, { messages: says('weather in two cities'), tools: [WEATHER] });
    assert.deepEqual(cities(said.calls), ['Oslo', 'Rome']);
    assert.equal(said.finish, 'tool_calls');
  },
  async 'text and a tool, streamed'(provider) {
    const said = await stream(provider, { messages: says('talk and call'), tools: [WEATHER] });
    assert.equal(said.content, 'Let me look.');
    assert.deepEqual(cities(said.calls), ['Oslo']);
  },
  async 'results of tools'(provider) {
    const messages = says('weather in two cities');
    const { message } = (await ask(provider, { messages, tools: [WEATHER] })).choices[0];
    const results = message.tool_calls.map((call) => ({ role: 'tool', tool_call_id: call.id, content: '{"celsius":4}' }));
    const after = await ask(provider, { messages: [...messages, message, ...results], tools: [WEATHER] });
    assert.equal(after.choices[0].message.content, 'Cold in Oslo, warm in Rome.');
  },
  async 'a schema'(provider) {
    const schema = { type: 'object', properties: { answer: { type: 'integer' } }, required: ['answer'], additionalProperties: false };
    const answer = await ask(provider, {
      messages: says('as JSON'),
      response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
    });
    assert.deepEqual(JSON.parse(answer.choices[0].message.content), { answer: 12 });
  },
  async 'cut short'(provider) {
    const answer = await ask(provider, { messages: says('too much'), max_tokens: 5 });
    assert.equal(answer.choices[0].finish_reason, 'length');
  },
  async 'refused with 429'(provider) {
    const response = await post('/v1/chat/completions', { model: MODELS[provider], messages: says('slow down') });
    assert.equal(response.status, 429, await response.text());
    assert.equal(response.headers.get('retry-after'), '7');
  },
  async 'failed with 500'(provider) {
    const body = { model: MODELS[provider], messages: says('break'), stream: true };
    const response = await post('/v1/chat/completions', body);
    const text = await response.text();
    assert.ok(response.status >= 500, `${response.status}: ${text}`);
    assert.ok(JSON.parse(text).error.message.includes(provider), text);
  },
  async 'messages'(provider) {
    const answer = await message(provider, { messages: says('say hello') });
    assert.equal(answer.content[0].text, HELLO);
    assert.equal(answer.stop_reason, 'end_turn');
    assert.deepEqual([answer.usage.input_tokens, answer.usage.output_tokens], [11, 9]);
  },
  async 'messages, tools'(provider) {
    const tools = [{ name: 'get_weather', input_schema: CITY }];
    const messages = says('weather in two cities');
    const answer = await message(provider, { messages, tools });
    assert.equal(answer.stop_reason, 'tool_use');
    const uses = answer.content.filter((block) => block.type === 'tool_use');
    assert.deepEqual(uses.map((use) => use.input.city), ['Oslo', 'Rome']);
    const results = uses.map((use) => ({ type: 'tool_result', tool_use_id: use.id, content: '{"celsius":4}' }));
    const turns = [{ role: 'assistant', content: answer.content }, { role: 'user', content: results }];
    const after = await message(provider, { messages: [...messages, ...turns], tools });
    assert.equal(after.content[0].text, 'Cold in Oslo, warm in Rome.');
  },
  async embeddings(provider) {
    if (!EMBEDDING[provider]) {
      return '–';
    }
    const body = { model: EMBEDDING[provider], input: ['one', 'two'], encoding_format: 'float' };
    const answer = JSON.parse(await ok(await post('/v1/embeddings', body)));
    assert.deepEqual(answer.data.map((item) => item.index), [0, 1]);
    assert.ok(answer.data.every((item) => item.embedding.length > 0 && item.embedding.every(Number.isFinite)));
  },
};

const providers = Object.keys(MODELS);
const notes = [];
console.log(`| | ${providers.join(' | ')} |\n|---|${'---|'.repeat(providers.length)}`);
for (const [name, step] of Object.entries(steps)) {
  const cells = [];
  for (const provider of providers) {
    try {
      cells.push((await step(provider)) ?? 'ok');
    } catch (failure) {
      cells.push('failed');
      notes.push(`${name}, ${provider}: ${failure.message}`);
    }
  }
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
notes.forEach((note) => console.log(`\n- ${note}`));
process.exitCode = notes.length > 0 ? 1 : 0;
