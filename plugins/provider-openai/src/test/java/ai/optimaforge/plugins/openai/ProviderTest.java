// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.Reading;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.TestPluginContext;
import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.Reply;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.AfterEach;

import java.time.Duration;
import java.util.List;

/// A provider on a fake upstream.
abstract class ProviderTest {
    static final Duration SOON = Duration.ofSeconds(5);
    static final Duration ABORT = Duration.ofSeconds(1);
    static final ChatRequest WHOLE =
            chat("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    static final ChatRequest STREAM =
            chat(
                    "{\"model\":\"m\",\"stream\":true,"
                            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

    final FakeUpstream upstream = FakeUpstream.start();
    final EventLoop loop = new EventLoop();
    final ModelProvider provider = create(TestConfig.of(upstream.baseUrl()));

    /// For tests of what happens when nothing comes.
    final ModelProvider impatient = create(TestConfig.impatient(upstream.baseUrl()));

    @AfterEach
    void close() {
        loop.close();
        upstream.close();
    }

    final ModelProvider create(OpenAiConfig config) {
        return new OpenAiProviderFactory(new TestPluginContext(loop.vertx()))
                .create("test", config);
    }

    static ChatRequest chat(String json) {
        return new ChatRequest(JsonDocument.parse(Buffer.buffer(json)));
    }

    ChatAnswer whole() {
        return loop.call(() -> provider.chat(WHOLE, new TestCall()));
    }

    UpstreamException failureAfter(Reply reply) {
        return failureAfter(reply, provider);
    }

    UpstreamException failureAfter(Reply reply, ModelProvider asked) {
        upstream.next(reply);
        return loop.failure(() -> asked.chat(WHOLE, new TestCall()));
    }

    CancellableStream<ChatChunk> stream() {
        return loop.call(() -> provider.streamChat(STREAM, new TestCall()));
    }

    List<ChatChunk> chunks() {
        return loop.call(() -> readStream(provider));
    }

    UpstreamException streamFailureAfter(Reply reply) {
        return streamFailureAfter(reply, provider);
    }

    UpstreamException streamFailureAfter(Reply reply, ModelProvider asked) {
        upstream.next(reply);
        return loop.failure(() -> readStream(asked));
    }

    private static Future<List<ChatChunk>> readStream(ModelProvider asked) {
        return asked.streamChat(STREAM, new TestCall()).compose(Reading::all);
    }
}
