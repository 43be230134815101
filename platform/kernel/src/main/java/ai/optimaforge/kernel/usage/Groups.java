// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.admin.Usage;
import ai.optimaforge.spi.admin.Usage.Dimension;

import io.vertx.core.json.JsonObject;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One page of groups, out of rows that come in any order. No more groups than the page has are
/// held: one that is pushed out by smaller ones can't come back, since the last of the page only
/// gets smaller.
final class Groups {
    private static final Comparator<List<String>> BY_VALUES = Groups::compare;

    private final List<Dimension> dimensions;
    private final int limit;
    private final Optional<List<String>> after;
    private final TreeMap<List<String>, Sums> page = new TreeMap<>(BY_VALUES);
    private boolean hasMore;

    Groups(List<Dimension> dimensions, int limit, Optional<List<String>> after) {
        this.dimensions = dimensions;
        this.limit = limit;
        this.after = after;
    }

    void add(JsonObject row) {
        List<String> values = dimensions.stream().map(dimension -> value(dimension, row)).toList();
        if (after.isPresent() && compare(values, after.get()) <= 0) {
            return;
        }
        Sums sums = page.get(values);
        if (sums == null) {
            if (page.size() == limit && compare(values, page.lastKey()) > 0) {
                hasMore = true;
                return;
            }
            sums = new Sums();
            page.put(values, sums);
            if (page.size() > limit) {
                page.pollLastEntry();
                hasMore = true;
            }
        }
        sums.add(row);
    }

    Listing<Usage.Row> listing() {
        return new Listing<>(
                page.entrySet().stream()
                        .map(entry -> entry.getValue().row(group(entry.getKey())))
                        .toList(),
                hasMore);
    }

    private Map<Dimension, String> group(List<String> values) {
        Map<Dimension, String> group = new EnumMap<>(Dimension.class);
        for (int i = 0; i < values.size(); i++) {
            group.put(dimensions.get(i), values.get(i));
        }
        return group;
    }

    private static String value(Dimension dimension, JsonObject row) {
        return switch (dimension) {
            case MODEL -> row.getString("model", "");
            case PROVIDER -> row.getString("provider", "");
            case USER -> row.getString("user", "");
            case KEY -> row.getString("key", "");
            case DAY -> hour(row).substring(0, "2026-11-25".length());
            case HOUR -> hour(row);
        };
    }

    private static String hour(JsonObject row) {
        return Instant.ofEpochSecond(row.getLong("hour")).toString();
    }

    private static int compare(List<String> left, List<String> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
