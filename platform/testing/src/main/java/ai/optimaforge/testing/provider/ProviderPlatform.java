// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.provider;

import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.model.ProviderStatus;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.testing.TestPlatform;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;

import io.vertx.core.json.JsonObject;

import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A platform with one provider instance, the way to it over HTTP, and all that it logs.
final class ProviderPlatform implements AutoCloseable {
    static final String INSTANCE = "contract";

    private final TestPlatform platform;
    private final Path descriptor;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();
    private final Appender<ILoggingEvent> recorder = new Recorder();

    private ProviderPlatform(TestPlatform platform, Path descriptor) {
        this.platform = platform;
        this.descriptor = descriptor;
    }

    static ProviderPlatform start(PluginLocation plugin, String settings)
            throws StartFailedException, IOException {
        Path descriptor = Files.createTempFile("probe", ".properties");
        Files.writeString(descriptor, "id=contract-probe\nversion=1.0.0\nspi=^0.1\n");
        TestPlatform platform =
                TestPlatform.builder()
                        .plugin(plugin)
                        .plugin(new PluginLocation(ownClasses(), descriptor, List.of(ownClasses())))
                        .provider(INSTANCE, settings)
                        .set("logging.level", "debug")
                        // each failure of the provider's is looked at by itself
                        .set("routing.failover", "false")
                        .set("routing.circuit-failures", "0")
                        .start();
        ProviderPlatform started = new ProviderPlatform(platform, descriptor);
        started.record();
        return started;
    }

    private static Path ownClasses() {
        try {
            return Path.of(
                    ProbeEndpoints.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Keeps the log instead of showing it.
    private void record() {
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            silenced.add(all.next());
        }
        silenced.forEach(root::detachAppender);
        recorder.setContext(root.getLoggerContext());
        recorder.start();
        root.addAppender(recorder);
    }

    private final class Recorder extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            var thrown = event.getThrowableProxy();
            log.add(
                    event.getLoggerName()
                            + ' '
                            + event.getFormattedMessage()
                            + ' '
                            + event.getMDCPropertyMap()
                            + ' '
                            + (thrown == null ? "" : thrown.getMessage()));
        }
    }

    /// All lines so far, from debug on.
    List<String> log() {
        return List.copyOf(log);
    }

    ProviderStatus status() {
        return platform.report().providers().stream()
                .filter(provider -> provider.name().equals(INSTANCE))
                .findFirst()
                .orElseThrow();
    }

    HttpResponse<String> post(String path, JsonObject body) {
        try {
            return client.send(
                    HttpRequest.newBuilder(platform.address().resolve(path))
                            .header("Authorization", "Bearer " + platform.key())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// A connection that has sent a chat request and has read nothing; closing it is how a client
    /// leaves.
    Socket send(JsonObject body) throws IOException {
        byte[] bytes = body.encode().getBytes(StandardCharsets.UTF_8);
        Socket socket = new Socket();
        // small, that a reader who rests is noticed soon
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(
                new InetSocketAddress(platform.address().getHost(), platform.address().getPort()));
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + platform.key()
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return socket;
    }

    @Override
    public void close() throws IOException {
        client.close();
        root.detachAppender(recorder);
        silenced.forEach(root::addAppender);
        platform.close();
        Files.deleteIfExists(descriptor);
    }
}
