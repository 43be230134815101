// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.resolve;

import ai.optimaforge.installer.InstallRefusedException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// Fetches a file over HTTP. The operator names the address and runs the command, so it may lead
/// anywhere, into the operator's own network too; but what comes over http could be changed on
/// the way, so that is for this machine only.
final class Download {
    private static final long MOST_BYTES = 1L << 30;
    private static final int MOST_REDIRECTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client;

    Download(HttpClient client) {
        this.client = client;
    }

    static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(java.net.ProxySelector.getDefault())
                .build();
    }

    /// Blocks until all of it is there.
    void to(Path file, URI address) throws InstallRefusedException {
        URI next = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            checkSafe(next);
            HttpResponse<InputStream> answer = get(next);
            try (InputStream body = answer.body()) {
                if (answer.statusCode() / 100 != 3) {
                    save(answer, body, file);
                    return;
                }
                next = next.resolve(location(answer));
            } catch (IOException e) {
                throw new InstallRefusedException(address + " can't be fetched: " + e);
            }
        }
        throw new InstallRefusedException(
                "%s leads on more than %d times: give the address that it ends at"
                        .formatted(address, MOST_REDIRECTS));
    }

    private static void checkSafe(URI address) throws InstallRefusedException {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = address.getHost();
        if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new InstallRefusedException(address + " is no address of http or https");
        }
        if (scheme.equals("http") && !isLoopback(host)) {
            throw new InstallRefusedException(
                    address
                            + ": http is for this machine only: use https, or fetch the file"
                            + " first");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private HttpResponse<InputStream> get(URI address) throws InstallRefusedException {
        try {
            return client.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                    BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new InstallRefusedException(address + " can't be fetched: " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InstallRefusedException(address + " was not fetched: interrupted");
        }
    }

    private static String location(HttpResponse<?> answer) throws InstallRefusedException {
        return answer.headers()
                .firstValue("location")
                .orElseThrow(
                        () ->
                                new InstallRefusedException(
                                        "%s answered %d without a location"
                                                .formatted(answer.uri(), answer.statusCode())));
    }

    private static void save(HttpResponse<?> answer, InputStream body, Path file)
            throws IOException, InstallRefusedException {
        if (answer.statusCode() != 200) {
            throw new InstallRefusedException(
                    "%s answered %d".formatted(answer.uri(), answer.statusCode()));
        }
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                total += read;
                if (total > MOST_BYTES) {
                    throw new InstallRefusedException(answer.uri() + " is larger than 1 GiB");
                }
                out.write(buffer, 0, read);
            }
        }
    }
}
