// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a message asks the sandbox to do, one directive a line; the lines that are none are the
/// text. A line that only looks like a directive is text.
///
/// @param text the message without its directives
/// @param failure `/fail 503 message`
/// @param stallAfter `/stall`, or `/stall 3` after as many chunks
/// @param dieAfter `/die 3`, after as many chunks
/// @param delayMillis `/delay 50`; 0 for none
/// @param calls `/call name {}`
/// @param repetition `/repeat 100 word`
record Directives(
        String text,
        Optional<Refusal> failure,
        OptionalInt stallAfter,
        OptionalInt dieAfter,
        int delayMillis,
        List<ToolCall> calls,
        Optional<Repetition> repetition) {

    record Refusal(int status, String message) {}

    record Repetition(int times, String word) {}

    boolean stallsAtOnce() {
        return stallAfter.isPresent() && stallAfter.getAsInt() == 0;
    }

    static Directives in(String message) {
        return new Reader().read(message);
    }

    private static final class Reader {
        private static final int MOST_REPETITIONS = 100_000;
        private static final Pattern FAIL = Pattern.compile("/fail ([45]\\d\\d)(?: (.*))?");
        private static final Pattern STALL = Pattern.compile("/stall(?: (\\d{1,6}))?");
        private static final Pattern DIE = Pattern.compile("/die (\\d{1,6})");
        private static final Pattern DELAY = Pattern.compile("/delay (\\d{1,6})");
        private static final Pattern CALL =
                Pattern.compile("/call ([A-Za-z0-9_-]{1,64})(?: (\\{.*}))?");
        private static final Pattern REPEAT = Pattern.compile("/repeat (\\d{1,6}) (\\S+)");

        private final List<String> text = new ArrayList<>();
        private final List<ToolCall> calls = new ArrayList<>();
        private Optional<Refusal> failure = Optional.empty();
        private OptionalInt stallAfter = OptionalInt.empty();
        private OptionalInt dieAfter = OptionalInt.empty();
        private int delayMillis;
        private Optional<Repetition> repetition = Optional.empty();

        Directives read(String message) {
            for (String line : message.split("\n", -1)) {
                if (!take(line.strip())) {
                    text.add(line);
                }
            }
            return new Directives(
                    String.join("\n", text).strip(),
                    failure,
                    stallAfter,
                    dieAfter,
                    delayMillis,
                    List.copyOf(calls),
                    repetition);
        }

        private boolean take(String line) {
            return line.startsWith("/")
                    && (fail(FAIL.matcher(line))
                            || stall(STALL.matcher(line))
                            || die(DIE.matcher(line))
                            || delay(DELAY.matcher(line))
                            || call(CALL.matcher(line))
                            || repeat(REPEAT.matcher(line)));
        }

        private boolean fail(Matcher line) {
            if (!line.matches()) {
                return false;
            }
            String message = Optional.ofNullable(line.group(2)).orElse("The sandbox fails.");
            failure = Optional.of(new Refusal(Integer.parseInt(line.group(1)), message));
            return true;
        }

        private boolean stall(Matcher line) {
            if (!line.matches()) {
                return false;
            }
            stallAfter =
                    OptionalInt.of(
                            Optional.ofNullable(line.group(1)).map(Integer::parseInt).orElse(0));
            return true;
        }

        private boolean die(Matcher line) {
            if (!line.matches()) {
                return false;
            }
            dieAfter = OptionalInt.of(Integer.parseInt(line.group(1)));
            return true;
        }

        private boolean delay(Matcher line) {
            if (!line.matches()) {
                return false;
            }
            delayMillis = Integer.parseInt(line.group(1));
            return true;
        }

        private boolean call(Matcher line) {
            if (!line.matches()) {
                return false;
            }
            String arguments = Optional.ofNullable(line.group(2)).orElse("{}");
            try {
                calls.add(new ToolCall(line.group(1), new JsonObject(arguments).encode()));
                return true;
            } catch (DecodeException notJson) {
                return false;
            }
        }

        private boolean repeat(Matcher line) {
            if (!line.matches()) {
                return false;
            }
            int times = Math.min(Integer.parseInt(line.group(1)), MOST_REPETITIONS);
            repetition = Optional.of(new Repetition(times, line.group(2)));
            return true;
        }
    }
}
