// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// What a platform's `/metrics` says at a moment.
///
/// @param lines in Prometheus' text format
record Scrape(List<String> lines) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    /// Asks for it.
    ///
    /// @throws BenchmarkException if it is not answered
    static Scrape of(Target target) {
        URI metrics = target.baseUrl().resolve("/metrics");
        HttpRequest request = HttpRequest.newBuilder(metrics).timeout(PATIENCE).build();
        try {
            return new Scrape(
                    CLIENT.send(request, BodyHandlers.ofString()).body().lines().toList());
        } catch (IOException e) {
            throw new BenchmarkException(metrics + " is not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    /// The sum of all series of this name that have this label, in megabytes.
    ///
    /// @param label as it is written, such as `area="heap"`
    double megabytes(String name, String label) {
        return sum(name, label) / (1024 * 1024);
    }

    /// The sum of all series of this name.
    double sum(String name) {
        return sum(name, "");
    }

    private double sum(String name, String label) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
