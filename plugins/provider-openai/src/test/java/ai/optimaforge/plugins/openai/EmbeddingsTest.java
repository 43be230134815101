// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.upstream.HttpReply;

import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingsTest extends ProviderTest {
    /// 1.0, -2.5 and 0.1 as 32-bit floats, little-endian.
    private static final String BASE64 = "\"AACAPwAAIMDNzMw9\"";

    private static final String NUMBERS = "[1.0,-2.5,0.1]";
    private static final EmbeddingRequest ASKS_BASE64 = request("\"encoding_format\":\"base64\"");
    private static final EmbeddingRequest ASKS_NUMBERS = request("\"encoding_format\":\"float\"");
    private static final EmbeddingRequest ASKS_NOTHING = request("\"input\":\"a\"");

    private static EmbeddingRequest request(String member) {
        return new EmbeddingRequest(
                JsonDocument.parse(
                        Buffer.buffer("{\"model\":\"m\",\"input\":[\"a\"]," + member + "}")));
    }

    private static String answer(String vector) {
        return "{\"data\":[ {\"index\":0,\"embedding\":%s}, {\"embedding\":%s,\"index\":1} ],\"x\":1.0}"
                .formatted(vector, vector);
    }

    private String embed(EmbeddingRequest request, String upstreamsVector) {
        upstream.next(HttpReply.ok().body(answer(upstreamsVector)));
        return loop.call(() -> provider.embed(request, new TestCall())).document().toString();
    }

    @Test
    void should_pass_request_and_answer_on_to_the_byte() {
        assertEquals(answer(BASE64), embed(ASKS_BASE64, BASE64));
        assertEquals(answer("[1.00, 1e-3]"), embed(ASKS_NUMBERS, "[1.00, 1e-3]"));
        assertEquals(ASKS_BASE64.document().toString(), upstream.nextRequest(SOON).text());
    }

    @Test
    void should_convert_when_numbers_come_and_base64_was_asked() {
        assertEquals(answer(BASE64), embed(ASKS_BASE64, NUMBERS));
    }

    @Test
    void should_convert_when_base64_comes_and_numbers_were_asked() {
        assertEquals(answer(NUMBERS), embed(ASKS_NUMBERS, BASE64));
        assertEquals(answer(NUMBERS), embed(ASKS_NOTHING, BASE64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"not base64!\"", "\"AAAA\""})
    void should_fail_as_garbled_when_a_text_is_no_vector(String text) {
        upstream.next(HttpReply.ok().body(answer(text)));
        var failure = loop.failure(() -> provider.embed(ASKS_NUMBERS, new TestCall()));
        assertEquals(Failure.GARBLED, failure.failure());
    }

    @Test
    void should_fail_as_garbled_when_an_array_is_no_vector() {
        upstream.next(HttpReply.ok().body(answer("[\"a\"]")));
        var failure = loop.failure(() -> provider.embed(ASKS_BASE64, new TestCall()));
        assertEquals(Failure.GARBLED, failure.failure());
    }
}
