// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.toolkit.UncalledFor;
import ai.optimaforge.toolkit.Upstream;

import io.vertx.core.Future;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The models of an upstream, and what it last said that the wire takes for each. Thread-safe.
final class KnownModels {
    private static final String PATH = "/v1/models?limit=1000";
    private static final int MAX_PAGES = 20;

    private final Upstream upstream;
    private final String owner;
    private volatile Map<String, ModelTraits> traits = Map.of();

    KnownModels(Upstream upstream, String owner) {
        this.upstream = upstream;
        this.owner = owner;
    }

    ModelTraits traits(String model) {
        ModelTraits known = traits.get(model);
        return known != null ? known : ModelTraits.guess(model);
    }

    /// Asks the upstream, page by page.
    Future<List<ModelInfo>> list() {
        return page(Optional.empty(), new ArrayList<>(), new HashMap<>(), 1);
    }

    private Future<List<ModelInfo>> page(
            Optional<String> after,
            List<ModelInfo> models,
            Map<String, ModelTraits> found,
            int number) {
        if (number > MAX_PAGES) {
            return Future.failedFuture(
                    UpstreamException.of(
                            Failure.GARBLED,
                            "its list of models has more than " + MAX_PAGES + " pages"));
        }
        String path =
                after.map(id -> PATH + "&after_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                        .orElse(PATH);
        return upstream.get(path, new UncalledFor("provider-anthropic"))
                .map(body -> ModelList.parse(body, owner))
                .compose(
                        page -> {
                            models.addAll(page.models());
                            for (int i = 0; i < page.models().size(); i++) {
                                found.put(page.models().get(i).id(), page.traits().get(i));
                            }
                            if (page.next().isPresent()) {
                                return page(page.next(), models, found, number + 1);
                            }
                            traits = Map.copyOf(found);
                            return Future.succeededFuture(List.copyOf(models));
                        });
    }
}
