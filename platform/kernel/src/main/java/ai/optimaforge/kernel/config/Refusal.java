// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.Optional;

/// Puts what a record's constructor refused under the setting it is about, if it says which.
final class Refusal {
    private Refusal() {}

    static Problem of(
            Shape.RecordOf shape,
            String key,
            IllegalArgumentException refusal,
            Report report,
            String origin) {
        String message = String.valueOf(refusal.getMessage());
        for (Shape.Property property : shape.properties()) {
            Optional<String> rest =
                    after(property.component(), message).or(() -> after(property.key(), message));
            if (rest.isPresent()) {
                String subject = KeyName.join(key, property.key());
                return report.effective(subject)
                        .map(s -> new Problem(subject, s.value(), s.origin(), rest.get()))
                        .orElseGet(() -> new Problem(subject, origin, rest.get()));
            }
        }
        return new Problem(key, origin, message);
    }

    private static Optional<String> after(String name, String message) {
        return message.startsWith(name + " ")
                ? Optional.of(message.substring(name.length() + 1))
                : Optional.empty();
    }
}
