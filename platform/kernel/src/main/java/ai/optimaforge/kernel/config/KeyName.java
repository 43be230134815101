// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.Locale;

/// The three spellings of a setting: `bodyLimit`, `http.body-limit`, `FORGE_HTTP_BODY_LIMIT`.
final class KeyName {
    static final String ENVIRONMENT_PREFIX = "FORGE_";

    private KeyName() {}

    static String ofComponent(String component) {
        StringBuilder key = new StringBuilder(component.length() + 4);
        for (int i = 0; i < component.length(); i++) {
            char letter = component.charAt(i);
            if (Character.isUpperCase(letter)) {
                key.append('-');
            }
            key.append(Character.toLowerCase(letter));
        }
        return key.toString();
    }

    static String ofConstant(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String inEnvironment(String key) {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static String join(String prefix, String key) {
        return prefix.isEmpty() ? key : prefix + "." + key;
    }
}
