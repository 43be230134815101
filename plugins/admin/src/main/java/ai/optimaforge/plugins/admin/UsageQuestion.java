// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.Usage.Dimension;
import ai.optimaforge.spi.admin.Usage.Query;
import ai.optimaforge.spi.admin.Usage.Row;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.toolkit.resource.Lists;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads what a call asks of the usage. A row is known by an id that holds the values of its
/// groups.
final class UsageQuestion {
    private UsageQuestion() {}

    /// @param usualLimit how many rows to give if the call does not say
    /// @param mostRows how many rows it may ask for
    static Query of(Call call, int usualLimit, int mostRows) {
        Instant to = call.query("to").map(text -> time("to", text)).orElseGet(Instant::now);
        Instant from =
                call.query("from")
                        .map(text -> time("from", text))
                        .orElseGet(() -> to.minus(1, ChronoUnit.DAYS));
        if (!from.isBefore(to)) {
            throw malformed("from", "from must be before to.");
        }
        List<Dimension> groupBy =
                call.query("group_by").map(UsageQuestion::groups).orElse(List.of());
        return new Query(
                from,
                to,
                groupBy,
                Lists.limit(call, usualLimit, mostRows),
                call.query("after").map(id -> values(id, groupBy.size())));
    }

    static String id(Row row, List<Dimension> groupBy) {
        JsonArray values = new JsonArray();
        groupBy.forEach(dimension -> values.add(row.group().get(dimension)));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(values.encode().getBytes(UTF_8));
    }

    static String name(Dimension dimension) {
        return dimension.name().toLowerCase(ROOT);
    }

    private static List<String> values(String id, int count) {
        try {
            JsonArray values = new JsonArray(new String(Base64.getUrlDecoder().decode(id), UTF_8));
            List<String> texts =
                    values.stream()
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .toList();
            if (texts.size() == count && values.size() == count) {
                return texts;
            }
        } catch (IllegalArgumentException | DecodeException noId) {
            // told below
        }
        throw malformed(
                "after", "after must be the last_id of an answer to the same question, not " + id);
    }

    private static List<Dimension> groups(String text) {
        Map<String, Dimension> known =
                Stream.of(Dimension.values())
                        .collect(
                                Collectors.toMap(
                                        UsageQuestion::name,
                                        dimension -> dimension,
                                        (one, other) -> one,
                                        LinkedHashMap::new));
        List<Dimension> groups = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            Dimension dimension = known.get(name.strip());
            if (dimension == null || groups.contains(dimension)) {
                throw malformed(
                        "group_by",
                        "group_by must be any of %s, each once, with commas between, not %s."
                                .formatted(String.join(", ", known.keySet()), text));
            }
            groups.add(dimension);
        }
        return groups;
    }

    private static Instant time(String name, String text) {
        return seconds(text)
                .or(() -> date(text))
                .orElseThrow(
                        () ->
                                malformed(
                                        name,
                                        "%s must be Unix seconds, 2026-11-25 or 2026-11-25T14:00:00Z, not %s."
                                                .formatted(name, text)));
    }

    private static Optional<Instant> seconds(String text) {
        return text.matches("[0-9]{1,11}")
                ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
                : Optional.empty();
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static ForgeException malformed(String parameter, String message) {
        return new ForgeException(CommonError.INVALID_PARAMETER, message).withParam(parameter);
    }
}
