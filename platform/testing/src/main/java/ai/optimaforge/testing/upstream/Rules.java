// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import io.vertx.core.json.DecodeException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which request gets which answer: first what is laid out for the next calls, in order; then the
/// rules for calls that match, the youngest first; then what a healthy upstream would say.
final class Rules {
    private record Rule(Predicate<RecordedRequest> matches, Reply answer) {
        boolean test(RecordedRequest request) {
            try {
                return matches.test(request);
            } catch (DecodeException e) {
                // A body that is not JSON matches no rule that looks into it.
                return false;
            }
        }
    }

    private final Deque<Rule> once = new ArrayDeque<>();
    private final List<Rule> always = new ArrayList<>();

    synchronized void addOnce(Predicate<RecordedRequest> matches, Reply answer) {
        once.addLast(new Rule(matches, answer));
    }

    synchronized void addAlways(Predicate<RecordedRequest> matches, Reply answer) {
        always.addFirst(new Rule(matches, answer));
    }

    synchronized void clear() {
        once.clear();
        always.clear();
    }

    Reply answerTo(RecordedRequest request) {
        return scripted(request).orElseGet(() -> Healthy.answerTo(request));
    }

    private synchronized Optional<Reply> scripted(RecordedRequest request) {
        for (Iterator<Rule> rules = once.iterator(); rules.hasNext(); ) {
            Rule rule = rules.next();
            if (rule.test(request)) {
                rules.remove();
                return Optional.of(rule.answer);
            }
        }
        return always.stream().filter(rule -> rule.test(request)).findFirst().map(Rule::answer);
    }
}
