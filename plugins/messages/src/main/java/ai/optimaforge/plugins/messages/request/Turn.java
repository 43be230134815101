// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.request;

import ai.optimaforge.toolkit.request.Given;

import java.util.ArrayList;
import java.util.List;

/// What one side says before the other does: neighbouring messages of one role are one turn, as
/// Anthropic has it.
record Turn(Role role, List<Given> blocks) {
    private static final List<String> ROLES = List.of("user", "assistant", "system");

    enum Role {
        USER,
        ASSISTANT,
        SYSTEM
    }

    static List<Turn> read(Given request) {
        List<Turn> turns = new ArrayList<>();
        for (Given message : request.objects("messages")) {
            Role role =
                    switch (message.oneOf("role", ROLES)) {
                        case "user" -> Role.USER;
                        case "assistant" -> Role.ASSISTANT;
                        default -> Role.SYSTEM;
                    };
            List<Given> blocks = message.blocks("content");
            if (role != Role.ASSISTANT && blocks.isEmpty()) {
                throw message.refused(
                        "content", message.at("content") + " must hold one block at least.");
            }
            if (!turns.isEmpty() && turns.getLast().role() == role) {
                turns.getLast().blocks().addAll(blocks);
            } else {
                turns.add(new Turn(role, new ArrayList<>(blocks)));
            }
        }
        return turns;
    }
}
