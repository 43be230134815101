// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Shares load between the instances of a group: of two that chance picks, the one where a call
/// would wait less, as Mitzenmacher's "The Power of Two Choices in Randomized Load Balancing" has
/// it. All others stay in their order.
final class GroupLoad {
    private GroupLoad() {}

    /// The offers, with the choice put before the others of its group and model.
    static List<Offer> spread(List<Offer> offers) {
        if (offers.size() < 2) {
            return offers;
        }
        Optional<String> group = offers.getFirst().provider().group();
        if (group.isEmpty()) {
            return offers;
        }
        String model = offers.getFirst().model();
        List<Offer> alike =
                offers.stream()
                        .filter(offer -> offer.provider().group().equals(group))
                        .filter(offer -> offer.model().equals(model))
                        .toList();
        List<Offer> well = alike.stream().filter(offer -> !offer.health().isSpared()).toList();
        List<Offer> from = well.isEmpty() ? alike : well;
        Offer one = any(from);
        Offer other = any(from);
        Offer choice = other.load() < one.load() ? other : one;
        List<Offer> order = new ArrayList<>(offers);
        order.remove(choice);
        order.addFirst(choice);
        return order;
    }

    private static Offer any(List<Offer> offers) {
        return offers.get(ThreadLocalRandom.current().nextInt(offers.size()));
    }
}
