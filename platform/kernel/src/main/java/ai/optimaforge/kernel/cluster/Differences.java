// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// In what the other nodes are not as this one, by what each says about itself.
final class Differences {
    private Differences() {}

    /// One sentence for each node and each thing. A node that has said nothing yet differs in
    /// nothing.
    static List<String> among(List<Member> members) {
        Map<String, String> here =
                members.stream()
                        .filter(Member::self)
                        .findFirst()
                        .map(member -> flat(member.description()))
                        .orElseGet(Map::of);
        List<String> differences = new ArrayList<>();
        for (Member member : members) {
            Map<String, String> there = flat(member.description());
            if (!member.self() && !here.isEmpty() && !there.isEmpty()) {
                compare(member.address(), there, here, differences);
            }
        }
        return List.copyOf(differences);
    }

    private static void compare(
            String address,
            Map<String, String> there,
            Map<String, String> here,
            List<String> differences) {
        TreeSet<String> names = new TreeSet<>(there.keySet());
        names.addAll(here.keySet());
        for (String name : names) {
            String theirs = there.getOrDefault(name, "none");
            String ours = here.getOrDefault(name, "none");
            if (!theirs.equals(ours)) {
                differences.add(
                        "node %s has %s %s, this node %s".formatted(address, name, theirs, ours));
            }
        }
    }

    /// What stands in objects, by its dotted path.
    private static Map<String, String> flat(JsonObject description) {
        Map<String, String> flat = new TreeMap<>();
        flatten("", description, flat);
        return flat;
    }

    private static void flatten(String prefix, JsonObject object, Map<String, String> flat) {
        for (String name : object.fieldNames()) {
            if (object.getValue(name) instanceof JsonObject nested) {
                flatten(prefix + name + ".", nested, flat);
            } else {
                flat.put(prefix + name, String.valueOf(object.getValue(name)));
            }
        }
    }
}
