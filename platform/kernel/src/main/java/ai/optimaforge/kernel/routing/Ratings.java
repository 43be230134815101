// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.cache.CacheRegion;
import ai.optimaforge.spi.cache.ClusterCache;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.cache.RegionSpec;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How good the answers of each model were found, by kind of work. Kept in the store, known to
/// every node; an answer can be rated for a day. Thread-safe.
public final class Ratings {
    private static final Logger log = LoggerFactory.getLogger("routing");
    private static final String CHANGED = "routing.rated";
    private static final RegionSpec ANSWERS =
            new RegionSpec("routed_answers", Duration.ofDays(1), 20_000);
    private static final CollectionSpec RATINGS = CollectionSpec.of("routing_ratings");
    private static final int TRIES = 5;

    private final DocumentCollection ratings;
    private final CacheRegion answers;
    private final Events events;
    private final Map<String, Elo> known = new ConcurrentHashMap<>();

    /// Ratings that last. Those of before are read in the meantime.
    public Ratings(DocumentStore store, ClusterCache cache, Events events) {
        this.ratings = store.collection(RATINGS);
        this.answers = cache.region(ANSWERS);
        this.events = events;
    }

    /// Reads the ratings of before and hears of new ones. To be called once, on an event loop.
    public void begin() {
        events.subscribe(
                CHANGED,
                event ->
                        known.put(
                                event.getString("id"),
                                new Elo(event.getDouble("points"), event.getLong("at"))));
        ratings.find(Query.where(Filter.all()).limitedTo(Query.MAX_LIMIT))
                .onSuccess(
                        page ->
                                page.documents()
                                        .forEach(
                                                rating ->
                                                        known.putIfAbsent(
                                                                rating.id(), elo(rating))))
                .onFailure(
                        failure -> log.warn("ratings could not be read: {}", failure.getMessage()));
    }

    private static Elo elo(StoredDocument rating) {
        return new Elo(rating.body().getDouble("points"), rating.body().getLong("at"));
    }

    /// What a model's ratings add to its quality.
    ///
    /// @param model the instance, a slash, and the model
    public double of(String model, WorkClass work) {
        if (known.isEmpty()) {
            return 0;
        }
        Elo rating = known.get(id(model, work));
        return rating == null ? 0 : rating.qualityAt(System.currentTimeMillis());
    }

    private static String id(String model, WorkClass work) {
        return work.wireName() + ":" + model;
    }

    /// Remembers for a day who got an answer from which model. Waits for nothing; what fails is
    /// not rated.
    public void remember(String answer, String model, WorkClass work, String userId) {
        answers.putJson(
                AnswerId.plain(answer),
                new JsonObject().put("rating", id(model, work)).put("user", userId));
    }

    /// Rates an answer once.
    ///
    /// @param result from -1 to 1
    /// @return fails with 404 if the user got no such answer in the last day, or rated it before
    public Future<Void> rate(String answer, double result, String userId) {
        String id = AnswerId.plain(answer);
        if (id.isEmpty()) {
            return Future.failedFuture(notFound(answer));
        }
        return answers.getJson(id)
                .compose(
                        remembered -> {
                            Optional<String> rating =
                                    remembered
                                            .filter(r -> userId.equals(r.getString("user")))
                                            .map(r -> r.getString("rating"));
                            if (rating.isEmpty()) {
                                return Future.failedFuture(notFound(answer));
                            }
                            return answers.remove(id)
                                    .compose(gone -> move(rating.get(), result, TRIES));
                        });
    }

    private static ForgeException notFound(String answer) {
        return new ForgeException(
                        CommonError.RESOURCE_NOT_FOUND,
                        ("There is no answer %s of yours that can be rated: one that auto chose a"
                                        + " model for, in the last day, not rated before.")
                                .formatted(answer))
                .withParam("id");
    }

    private Future<Void> move(String id, double result, int tries) {
        return ratings.get(id)
                .compose(
                        found -> {
                            Elo before = found.map(Ratings::elo).orElse(Elo.NONE);
                            Elo after = before.after(result, System.currentTimeMillis());
                            return write(id, found, after)
                                    .onSuccess(done -> tell(id, after))
                                    .<Void>mapEmpty();
                        })
                .recover(
                        failure ->
                                tries > 1 && isConflict(failure)
                                        ? move(id, result, tries - 1)
                                        : Future.failedFuture(failure));
    }

    private Future<StoredDocument> write(String id, Optional<StoredDocument> found, Elo rating) {
        JsonObject body =
                new JsonObject().put("points", rating.points()).put("at", rating.atMillis());
        return found.isPresent() ? ratings.replace(found.get(), body) : ratings.insert(id, body);
    }

    private static boolean isConflict(Throwable failure) {
        return failure instanceof ForgeException known
                && known.errorCode() == CommonError.RESOURCE_CONFLICT;
    }

    private void tell(String id, Elo rating) {
        known.put(id, rating);
        events.publish(
                CHANGED,
                new JsonObject()
                        .put("id", id)
                        .put("points", rating.points())
                        .put("at", rating.atMillis()));
    }
}
