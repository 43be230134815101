// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Hides the instance's secrets in what the upstream says: some upstreams repeat the key that
/// they refuse.
public final class SecretMask {
    private static final Pattern SECRET_NAME =
            Pattern.compile("auth|key|token|secret|password|cookie");

    private final List<String> secrets;

    private SecretMask(List<String> secrets) {
        this.secrets = secrets;
    }

    /// @param headers those that are sent with every request; of them only what its name makes a
    /// secret
    public static SecretMask of(Optional<Secret> apiKey, Map<String, Secret> headers) {
        List<String> secrets = new ArrayList<>();
        apiKey.ifPresent(key -> secrets.add(key.reveal()));
        for (Map.Entry<String, Secret> header : headers.entrySet()) {
            if (SECRET_NAME.matcher(header.getKey().toLowerCase(ROOT)).find()) {
                // without a scheme such as Bearer
                String value = header.getValue().reveal().strip();
                secrets.add(value.substring(value.lastIndexOf(' ') + 1));
            }
        }
        secrets.removeIf(String::isEmpty);
        // a secret may be the beginning of another
        secrets.sort(Comparator.comparingInt(String::length).reversed());
        return new SecretMask(List.copyOf(secrets));
    }

    /// An answer whose failure, if it fails, has no secret in its words.
    public <T> Future<T> hide(Future<T> answer) {
        return answer.recover(cause -> Future.failedFuture(hide(cause)));
    }

    private Throwable hide(Throwable cause) {
        return cause instanceof UpstreamException failure ? hide(failure) : cause;
    }

    /// The same failure without a secret in its words.
    public UpstreamException hide(UpstreamException failure) {
        String before = failure.message();
        String after = before;
        for (String secret : secrets) {
            after = after.replace(secret, Secret.MASK);
        }
        if (after.equals(before)) {
            return failure;
        }
        UpstreamException hidden =
                failure.failure() == Failure.ANSWERED
                        ? UpstreamException.answered(failure.status(), after)
                        : UpstreamException.of(failure.failure(), after);
        return failure.retryAfter().map(hidden::withRetryAfter).orElse(hidden);
    }
}
