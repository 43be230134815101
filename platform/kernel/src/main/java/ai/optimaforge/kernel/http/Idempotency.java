// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Does a write with an `Idempotency-Key` once, and answers the next ones with the same answer,
/// but for its secrets. A write that failed may be tried again under its key.
final class Idempotency {
    private static final String HEADER = "idempotency-key";
    private static final Map<String, String> REPLAYED = Map.of("idempotent-replayed", "true");
    private static final byte[] NOTHING = {};
    private static final int LONGEST = 255;
    private static final Duration KEPT = Duration.ofHours(24);

    /// When the first request must be over, or its node is dead.
    private static final Duration UNDER_WAY = Duration.ofMinutes(15);

    private final DocumentCollection answers;

    Idempotency(DocumentStore documents) {
        this.answers =
                documents.collection(CollectionSpec.of("idempotency", Index.expiry("expires_at")));
    }

    /// Answers a write by its handler, or as it was answered before.
    Future<Answer> once(Exchange exchange, Supplier<Future<Answer>> handler) {
        Optional<String> given = exchange.header(HEADER);
        if (given.isEmpty()) {
            return handler.get();
        }
        String key = given.get();
        if (key.isBlank() || key.length() > LONGEST) {
            throw new ForgeException(
                            CommonError.INVALID_PARAMETER,
                            "Idempotency-Key must be 1 to " + LONGEST + " characters.")
                    .withParam("Idempotency-Key");
        }
        String id = digest(NOTHING, exchange.caller().accountId(), exchange.caller().userId(), key);
        String request =
                digest(
                        exchange.bytes(),
                        exchange.request().method().name(),
                        exchange.request().uri());
        return answers.insert(id, begun(request))
                .compose(
                        first -> run(id, handler),
                        taken ->
                                isConflict(taken)
                                        ? answers.get(id).compose(was -> repeat(was, request))
                                        : Future.failedFuture(taken));
    }

    private static JsonObject begun(String request) {
        long now = System.currentTimeMillis() / 1000;
        return new JsonObject()
                .put("request", request)
                .put("expires_at", now + UNDER_WAY.toSeconds());
    }

    private static boolean isConflict(Throwable failure) {
        return failure instanceof ForgeException known
                && known.errorCode() == CommonError.RESOURCE_CONFLICT;
    }

    private Future<Answer> run(String id, Supplier<Future<Answer>> handler) {
        return Future.succeededFuture()
                .compose(begin -> handler.get())
                .compose(
                        answer -> keep(id, answer).map(answer),
                        failure ->
                                answers.delete(id).transform(done -> Future.failedFuture(failure)));
    }

    private Future<?> keep(String id, Answer answer) {
        long until = System.currentTimeMillis() / 1000 + KEPT.toSeconds();
        Update kept = Update.begin().set("expires_at", until);
        return answers.update(
                id,
                switch (answer) {
                    case Answer.Document document ->
                            kept.set("status", document.status())
                                    .set("headers", new JsonObject(copy(document.headers())))
                                    .set("body", withoutSecrets(document));
                    case Answer.Nothing nothing ->
                            kept.set("status", nothing.status())
                                    .set("headers", new JsonObject(copy(nothing.headers())));
                    case Answer.Events _, Answer.WebSocket _ ->
                            throw new IllegalStateException("a stream can't be repeated");
                });
    }

    private static Map<String, Object> copy(Map<String, String> headers) {
        return new LinkedHashMap<>(headers);
    }

    private static String withoutSecrets(Answer.Document document) {
        if (document.secrets().isEmpty()) {
            return document.body().toString();
        }
        JsonObject body = new JsonObject(document.body());
        document.secrets().forEach(body::putNull);
        return body.encode();
    }

    private static Future<Answer> repeat(Optional<StoredDocument> was, String request) {
        JsonObject first = was.map(StoredDocument::body).orElseGet(JsonObject::new);
        if (was.isPresent() && !request.equals(first.getString("request"))) {
            return Future.failedFuture(
                    conflict("The Idempotency-Key was used for another request."));
        }
        if (!first.containsKey("status")) {
            return Future.failedFuture(
                    conflict("The first request with this Idempotency-Key is still under way.")
                            .withRetryAfter(Duration.ofSeconds(1)));
        }
        Map<String, String> headers = new LinkedHashMap<>(REPLAYED);
        first.getJsonObject("headers")
                .forEach(header -> headers.put(header.getKey(), String.valueOf(header.getValue())));
        int status = first.getInteger("status");
        String body = first.getString("body");
        return Future.succeededFuture(
                body == null
                        ? new Answer.Nothing(status, headers)
                        : new Answer.Document(status, headers, Buffer.buffer(body)));
    }

    private static ForgeException conflict(String message) {
        return new ForgeException(CommonError.IDEMPOTENCY_CONFLICT, message)
                .withParam("Idempotency-Key");
    }

    private static String digest(byte[] last, String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(last));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
