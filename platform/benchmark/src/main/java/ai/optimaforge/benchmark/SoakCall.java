// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.buffer.Buffer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// A call of a long run.
///
/// @param name what the report counts it under
/// @param request the whole request as it goes over the wire
/// @param right the statuses that it may be answered with
/// @param leaves whether the client leaves in the middle of the answer
record SoakCall(String name, Buffer request, Set<Integer> right, boolean leaves) {
    private static final Set<Integer> OK = Set.of(200);

    /// The calls that are made again and again, in this order: of twenty, eleven small ones, two
    /// of 100 KB, two streams, one stream that is left, and four that are refused.
    ///
    /// @param keys of users who have limits that are not reached
    /// @param spent the key of a user whose limit is reached nearly always
    static List<SoakCall> mix(Target operator, List<String> keys, String spent) {
        List<SoakCall> calls = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            Target caller = with(operator, keys.get(i % keys.size()));
            calls.add(of("small", ChatCall.small(), caller, OK));
        }
        for (int i = 0; i < 2; i++) {
            Target caller = with(operator, keys.get(i % keys.size()));
            calls.add(of("100 KB", ChatCall.large(), caller, OK));
            calls.add(of("streams", ChatCall.streamed(), caller, OK));
        }
        Buffer stream = Buffer.buffer(ChatCall.streamed().request(operator));
        calls.add(new SoakCall("streams left", stream, OK, true));
        calls.add(of("key unknown", ChatCall.small(), with(operator, "nobody's"), Set.of(401)));
        calls.add(of("limit reached", ChatCall.small(), with(operator, spent), Set.of(200, 429)));
        calls.add(of("model unknown", ChatCall.small(), withoutModel(operator), Set.of(404)));
        calls.add(new SoakCall("not JSON", notJson(operator), Set.of(400), false));
        // the same in every run, and no kind in a row
        Collections.shuffle(calls, new Random(1));
        return List.copyOf(calls);
    }

    static SoakCall of(String name, ChatCall call, Target target, Set<Integer> right) {
        return new SoakCall(name, Buffer.buffer(call.request(target)), right, false);
    }

    private static Target with(Target target, String key) {
        return new Target(target.name(), target.baseUrl(), key, target.model());
    }

    private static Target withoutModel(Target target) {
        return new Target(target.name(), target.baseUrl(), target.key(), "nobody/nothing");
    }

    private static Buffer notJson(Target target) {
        byte[] request = ChatCall.small().request(target);
        String text = new String(request, StandardCharsets.US_ASCII);
        // of the same length, so that the head is still right
        return Buffer.buffer(text.replace("\r\n\r\n{", "\r\n\r\n["));
    }
}
