// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.provider;

import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.model.ProviderStatus;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.testing.PluginUnderTest;
import ai.optimaforge.testing.TestPlatform;
import ai.optimaforge.testing.probe.Probe;

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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A platform with one provider instance, the way to it over HTTP, and all that it logs.
final class ProviderPlatform implements AutoCloseable {
    static final String INSTANCE = "contract";

    private final PluginUnderTest plugin;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();
    private final Appender<ILoggingEvent> recorder = new Recorder();

    private ProviderPlatform(PluginUnderTest plugin) {
        this.plugin = plugin;
    }

    static ProviderPlatform start(PluginLocation plugin, String settings)
            throws StartFailedException {
        ProviderPlatform started =
                new ProviderPlatform(
                        PluginUnderTest.start(plugin, platform -> shape(platform, settings)));
        started.record();
        return started;
    }

    private static TestPlatform.Builder shape(TestPlatform.Builder platform, String settings) {
        return platform.plugin(Probe.location())
                .provider(INSTANCE, settings)
                .set("logging.level", "debug")
                // each failure of the provider's is looked at by itself
                .set("routing.failover", "false")
                .set("routing.circuit-failures", "0");
    }

    private TestPlatform platform() {
        return plugin.platform();
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
        return platform().report().providers().stream()
                .filter(provider -> provider.name().equals(INSTANCE))
                .findFirst()
                .orElseThrow();
    }

    HttpResponse<String> post(String path, JsonObject body) {
        try {
            return client.send(
                    HttpRequest.newBuilder(platform().address().resolve(path))
                            .header("Authorization", "Bearer " + platform().key())
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
                new InetSocketAddress(
                        platform().address().getHost(), platform().address().getPort()));
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + platform().key()
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return socket;
    }

    /// Closes it, and waits until the plugin's class loader is gone.
    void assertUnloadable() {
        close();
        plugin.assertUnloadable();
    }

    @Override
    public void close() {
        client.close();
        root.detachAppender(recorder);
        silenced.forEach(root::addAppender);
        // events of the plugin's loggers hold what they tell of
        log.clear();
        plugin.close();
    }
}
