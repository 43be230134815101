// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.http.HttpRoom;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionException;

/// The port of the platform.
final class Port {
    private Port() {}

    /// Opens the port, which is the last thing that a start does.
    ///
    /// @return where the platform listens
    /// @throws StartFailedException if it can't
    static URI open(HttpRoom http, Settings settings) throws StartFailedException {
        try {
            int port = http.listen().toCompletionStage().toCompletableFuture().join();
            return address(settings.http().host(), port);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartFailedException(List.of(cannotListen(settings, cause)));
        }
    }

    private static String cannotListen(Settings settings, Throwable cause) {
        String port =
                settings.effective().stream()
                        .filter(setting -> setting.key().equals("http.port"))
                        .map(s -> "http.port = %s (%s)".formatted(s.value(), s.origin()))
                        .findFirst()
                        .orElse("http.port");
        // the native transport has an exception of its own for it
        boolean taken = String.valueOf(cause.getMessage()).contains("in use");
        return taken
                ? port + ": the port is taken by another process on " + settings.http().host()
                : port + ": cannot listen on " + settings.http().host() + ": " + cause.getMessage();
    }

    private static URI address(String host, int port) {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + literal + ":" + port);
    }
}
