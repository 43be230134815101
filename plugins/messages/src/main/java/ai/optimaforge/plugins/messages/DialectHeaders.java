// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the dialect says in headers. No other header of a client goes to a provider.
final class DialectHeaders {
    static final String VERSION = "anthropic-version";
    private static final String BETA = "anthropic-beta";

    private DialectHeaders() {}

    /// The headers of a request that a provider of the dialect is to see.
    static Map<String, String> of(Call call) {
        Map<String, String> headers = new HashMap<>();
        call.header(VERSION).ifPresent(version -> headers.put(VERSION, version));
        List<String> betas = call.headers(BETA);
        betas.forEach(DialectHeaders::requirePrintable);
        if (!betas.isEmpty()) {
            headers.put(BETA, String.join(",", betas));
        }
        return headers;
    }

    /// Says that a model's provider can't be told of the betas.
    static void leaveOut(Map<String, String> headers, CallContext call) {
        if (headers.containsKey(BETA)) {
            call.notice(
                    "%s (%s) was left out: the model's provider does not speak this API"
                            .formatted(BETA, headers.get(BETA)));
        }
    }

    private static void requirePrintable(String value) {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new ForgeException(
                            CommonError.INVALID_PARAMETER,
                            "%s must be of visible ASCII characters, not %s."
                                    .formatted(BETA, escaped(value)))
                    .withParam(BETA);
        }
    }

    /// So that what can't be seen can be read.
    private static String escaped(String value) {
        StringBuilder shown = new StringBuilder();
        value.chars()
                .limit(100)
                .forEach(
                        c -> {
                            if (c >= ' ' && c <= '~') {
                                shown.append((char) c);
                            } else {
                                shown.append("\\u%04x".formatted(c));
                            }
                        });
        return shown.toString();
    }
}
