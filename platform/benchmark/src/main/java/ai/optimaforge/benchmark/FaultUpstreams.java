// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.FakeUpstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Three upstreams: `one` and `two` have the same model and share its load, `other` has a lesser
/// model. The fault is that of `one`.
final class FaultUpstreams implements AutoCloseable {
    private static final String CHAT = "/v1/chat/completions";

    private final FakeUpstream one = well();
    private final FakeUpstream two = well();
    private final FakeUpstream other = well();

    private static FakeUpstream well() {
        return FakeUpstream.start()
                .when(request -> request.path().equals(CHAT), InjectedFault.well());
    }

    /// Writes the files by which the platform knows them.
    void configure(Path conf) throws IOException {
        Path providers = Files.createDirectories(conf.resolve("providers"));
        Path models = Files.createDirectories(conf.resolve("models"));
        Files.writeString(providers.resolve("one.yaml"), provider(one, "good", "group: twins\n"));
        Files.writeString(providers.resolve("two.yaml"), provider(two, "good", "group: twins\n"));
        Files.writeString(providers.resolve("other.yaml"), provider(other, "lesser", ""));
        Files.writeString(
                models.resolve("all.yaml"),
                """
                - id: one/good
                  quality: 0.9
                - id: two/good
                  quality: 0.9
                - id: other/lesser
                  quality: 0.3
                """);
    }

    private static String provider(FakeUpstream upstream, String model, String more) {
        return """
        type: openai
        base-url: %s
        api-key: of-no-use
        models: [%s]
        first-byte-timeout: 1 s
        %s\
        """
                .formatted(upstream.baseUrl(), model, more);
    }

    /// From now on.
    void inject(InjectedFault fault) {
        if (fault == InjectedFault.DIES) {
            one.close();
        } else {
            one.when(request -> request.path().equals(CHAT), fault.reply());
        }
    }

    /// How many calls have come to each of them.
    List<Long> counts() {
        return Stream.of(one, two, other)
                .map(
                        upstream ->
                                upstream.requests().stream()
                                        .filter(request -> request.path().equals(CHAT))
                                        .count())
                .toList();
    }

    @Override
    public void close() {
        one.close();
        two.close();
        other.close();
    }
}
