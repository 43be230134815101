// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import java.util.List;

/// The id of an answer, whoever tells it: endpoints put the prefix of their dialect before that
/// of the upstream, or in its place.
final class AnswerId {
    private static final List<String> PREFIXES = List.of("forge-", "msg_", "resp_", "chatcmpl-");

    private AnswerId() {}

    /// What is the same in all of them.
    static String plain(String id) {
        String rest = id;
        for (String prefix : PREFIXES) {
            rest = rest.startsWith(prefix) ? rest.substring(prefix.length()) : rest;
        }
        StringBuilder plain = new StringBuilder(rest.length());
        rest.chars()
                .filter(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'))
                .forEach(c -> plain.append((char) c));
        return plain.toString();
    }
}
