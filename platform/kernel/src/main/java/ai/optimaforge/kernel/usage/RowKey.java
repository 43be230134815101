// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import io.vertx.core.json.JsonObject;

/// Which calls are summed up in one row: those of an hour that are alike, or all of a day.
///
/// @param begin of the hour or day of UTC, in Unix seconds
record RowKey(
        Span span,
        long begin,
        String keyId,
        String userId,
        String accountId,
        String model,
        String provider) {
    /// Where an id stands for all those of which no row could be kept; no user id looks so.
    static final String OTHER = "(other)";

    /// The time of a row. The name in lower case is the field that holds its begin.
    enum Span {
        /// An hour: what is asked for.
        HOUR("hour", 3_600),
        /// A day, for the one number of calls today.
        DAY("day", 86_400);

        private static final long LATEST = 999_999_999_999L;

        private final String field;
        private final int seconds;

        Span(String field, int seconds) {
            this.field = field;
            this.seconds = seconds;
        }

        String field() {
            return field;
        }

        int seconds() {
            return seconds;
        }

        /// How the ids of rows begin that begin at a moment in Unix seconds. In their order rows
        /// of the same span and time stand together, so a store reads those of a time alone.
        String id(long begin) {
            return "%s-%012d".formatted(field, Math.clamp(begin, 0, LATEST));
        }

        /// The begin of the hour or day in which a moment is, both in Unix seconds.
        long begin(long epochSecond) {
            return Math.floorDiv(epochSecond, seconds) * seconds;
        }
    }

    static RowKey of(UsageRecord call) {
        return new RowKey(
                Span.HOUR,
                begin(Span.HOUR, call),
                call.keyId(),
                call.userId(),
                call.accountId(),
                call.model(),
                call.provider());
    }

    /// Of all calls in the same hour that have no row of their own.
    static RowKey others(UsageRecord call) {
        return new RowKey(Span.HOUR, begin(Span.HOUR, call), OTHER, OTHER, OTHER, OTHER, OTHER);
    }

    /// Of all calls of the same day.
    static RowKey day(UsageRecord call) {
        return new RowKey(Span.DAY, begin(Span.DAY, call), "", "", "", "", "");
    }

    private static long begin(Span span, UsageRecord call) {
        return span.begin(Math.floorDiv(call.epochMillis(), 1_000L));
    }

    void writeTo(JsonObject document) {
        document.put(span.field(), begin);
        if (span == Span.HOUR) {
            document.put("key", keyId)
                    .put("user", userId)
                    .put("account", accountId)
                    .put("model", model)
                    .put("provider", provider);
        }
    }
}
