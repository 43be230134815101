// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.Reading;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.TestPluginContext;
import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.Reply;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;

import java.time.Duration;
import java.util.List;

/// A provider on a fake upstream.
abstract class ProviderTest {
    static final Duration SOON = Duration.ofSeconds(5);
    static final Duration ABORT = Duration.ofSeconds(1);
    static final ChatRequest WHOLE =
            chat("{'model':'fake-chat','messages':[{'role':'user','content':'hi'}]}");

    final FakeUpstream upstream = FakeUpstream.start();
    final EventLoop loop = new EventLoop();
    final ModelProvider provider = create(TestConfig.of(upstream.origin()));

    @AfterEach
    void close() {
        loop.close();
        upstream.close();
    }

    final ModelProvider create(AnthropicConfig config) {
        return new AnthropicProviderFactory(new TestPluginContext(loop.vertx()))
                .create("test", config);
    }

    static ChatRequest chat(String singleQuoted) {
        return new ChatRequest(JsonDocument.parse(Buffer.buffer(Json.of(singleQuoted))));
    }

    JsonObject whole(ChatRequest request) {
        return loop.call(() -> provider.chat(request, new TestCall())).document().toJson();
    }

    JsonObject wholeAfter(Reply reply) {
        upstream.next(reply);
        return whole(WHOLE);
    }

    UpstreamException failureAfter(Reply reply) {
        upstream.next(reply);
        return loop.failure(() -> provider.chat(WHOLE, new TestCall()));
    }

    List<JsonObject> chunksAfter(Reply reply) {
        upstream.next(reply);
        return chunks(WHOLE);
    }

    List<JsonObject> chunks(ChatRequest request) {
        return loop.call(() -> readStream(request)).stream()
                .map(chunk -> chunk.document().toJson())
                .toList();
    }

    UpstreamException streamFailureAfter(Reply reply) {
        upstream.next(reply);
        return loop.failure(() -> readStream(WHOLE));
    }

    private Future<List<ChatChunk>> readStream(ChatRequest request) {
        return provider.streamChat(request, new TestCall()).compose(Reading::all);
    }

    /// What the upstream was sent.
    JsonObject sent() {
        return upstream.nextRequest(SOON).json();
    }
}
