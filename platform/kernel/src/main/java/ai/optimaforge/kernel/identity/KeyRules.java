// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.kernel.config.Nearest;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.UserIds;
import ai.optimaforge.spi.admin.KeyInfo;
import ai.optimaforge.spi.admin.Keys.KeyChange;
import ai.optimaforge.spi.admin.Keys.KeySpec;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a key may be.
final class KeyRules {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_LABELS = 16;
    private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int LONGEST_LABEL = 256;
    private static final int SHOWN = 100;

    private KeyRules() {}

    static void check(KeySpec spec) {
        name(spec.name());
        scopes(spec.scopes());
        labels(spec.labels());
        expiry(spec.expiresAt());
        if (!UserIds.isWellFormed(spec.userId())) {
            throw invalid("user_id", spec.userId() + " is no user id.");
        }
    }

    static void check(KeyChange change) {
        change.name().ifPresent(KeyRules::name);
        change.scopes().ifPresent(KeyRules::scopes);
        change.labels().ifPresent(KeyRules::labels);
        change.expiresAt().ifPresent(KeyRules::expiry);
    }

    static KeyInfo changed(KeyInfo key, KeyChange change) {
        return new KeyInfo(
                key.id(),
                change.name().orElse(key.name()),
                key.prefix(),
                key.accountId(),
                key.userId(),
                change.scopes().orElse(key.scopes()),
                change.models().orElse(key.models()),
                change.limits().orElse(key.limits()),
                change.labels().orElse(key.labels()),
                change.forgeMetadata().orElse(key.forgeMetadata()),
                key.createdAt(),
                change.expiresAt().orElse(key.expiresAt()),
                key.lastUsedAt(),
                key.revokedAt());
    }

    private static void name(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw invalid("name", "name must be 1 to " + LONGEST_NAME + " characters.");
        }
    }

    private static void scopes(Set<String> scopes) {
        if (scopes.isEmpty()) {
            throw invalid("scopes", "scopes must not be empty.");
        }
        for (String scope : scopes) {
            if (!Scopes.ALL.contains(scope)) {
                String hint =
                        Nearest.remark(scope, Scopes.ALL)
                                .orElse("; there are " + String.join(", ", Scopes.ALL) + ".");
                throw invalid("scopes", "There is no scope " + scope + hint);
            }
        }
    }

    private static void labels(Map<String, String> labels) {
        if (labels.size() > MOST_LABELS) {
            throw invalid(
                    "labels",
                    "labels must be at most %d, not %d.".formatted(MOST_LABELS, labels.size()));
        }
        labels.forEach(KeyRules::label);
    }

    private static void label(String name, String value) {
        if (!LABEL_NAME.matcher(name).matches()) {
            throw invalid(
                    "labels",
                    "The name of a label must be 1 to 64 of A-Z a-z 0-9 . _ -, not \"%s\"."
                            .formatted(shown(name)));
        }
        int length = value.codePointCount(0, value.length());
        if (length > LONGEST_LABEL) {
            throw invalid(
                    "labels." + name,
                    "labels.%s must be at most %d characters, not the %d of \"%s\"."
                            .formatted(name, LONGEST_LABEL, length, shown(value)));
        }
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static void expiry(Optional<Long> expiresAt) {
        if (expiresAt.isPresent() && expiresAt.get() <= System.currentTimeMillis() / 1000) {
            throw invalid("expires_at", expiresAt.get() + " is in the past: Unix seconds.");
        }
    }

    private static ForgeException invalid(String field, String message) {
        return new ForgeException(CommonError.INVALID_VALUE, message).withParam(field);
    }
}
