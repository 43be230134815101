// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.Prices;

import io.vertx.core.json.JsonObject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// The list of facts that comes with the platform: a line a model, so that what belongs to the
/// vendors in use is all that is parsed.
///
/// Context and lengths are in tokens, prices in US dollars per million tokens. Source and date
/// stand at the head of the file.
final class FactsFile {
    private static final String FILE = "model-facts.json";
    private static final long LONG_CONTEXT = 200_000;

    private FactsFile() {}

    /// The models of a vendor, by id.
    static Map<String, ModelInfo> of(String vendor) {
        String mark = "{\"provider\":\"" + vendor + "\",";
        try (BufferedReader lines = open()) {
            return lines.lines()
                    .filter(line -> line.startsWith(mark))
                    .map(line -> model(new JsonObject(withoutComma(line))))
                    .collect(
                            Collectors.toMap(
                                    ModelInfo::id, m -> m, (a, b) -> a, LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    // every line of the array but the last ends in one, which the parser would not have
    private static String withoutComma(String line) {
        return line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
    }

    private static BufferedReader open() {
        InputStream file = FactsFile.class.getResourceAsStream(FILE);
        if (file == null) {
            throw new IllegalStateException(FILE + " is not there");
        }
        return new BufferedReader(new InputStreamReader(file, UTF_8));
    }

    private static ModelInfo model(JsonObject line) {
        ModelFacts facts =
                new ModelFacts(
                        count(line, "context"),
                        count(line, "max_output"),
                        line.containsKey("dimensions")
                                ? OptionalInt.of(line.getInteger("dimensions"))
                                : OptionalInt.empty(),
                        abilities(line),
                        prices(line),
                        List.of(),
                        Optional.ofNullable(line.getString("retires")).map(LocalDate::parse),
                        Optional.ofNullable(line.getString("successor")));
        return ModelInfo.of(line.getString("id"), Modes.of(line.getString("mode")))
                .withFacts(facts);
    }

    private static Optional<Set<Ability>> abilities(JsonObject line) {
        return Optional.ofNullable(line.getJsonArray("can"))
                .map(
                        can ->
                                can.stream()
                                        .map(name -> new Ability((String) name))
                                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Optional<Prices> prices(JsonObject line) {
        if (!line.containsKey("in")) {
            return Optional.empty();
        }
        Optional<Prices.LongContext> step =
                price(line, "in_above_200k").isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Prices.LongContext(
                                        LONG_CONTEXT,
                                        line.getDouble("in_above_200k"),
                                        price(line, "out_above_200k")
                                                .orElse(line.getDouble("out", 0.0))));
        return Optional.of(
                new Prices(
                        line.getDouble("in"),
                        line.getDouble("out", 0.0),
                        price(line, "cached_in"),
                        price(line, "cache_write"),
                        price(line, "reasoning_out"),
                        step));
    }

    private static OptionalDouble price(JsonObject line, String name) {
        Double price = line.getDouble(name);
        return price == null ? OptionalDouble.empty() : OptionalDouble.of(price);
    }

    private static OptionalLong count(JsonObject line, String name) {
        Long count = line.getLong(name);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
