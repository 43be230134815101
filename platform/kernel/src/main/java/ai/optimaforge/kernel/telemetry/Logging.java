// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.telemetry;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.LoggerFactory;

import java.util.List;

/// The log: lines to standard error, written by a thread of its own so that no event loop waits
/// for a terminal. A full queue drops lines rather than hold up a call.
public final class Logging {
    private static final int QUEUE = 8192;

    /// What they do is not the operator's business unless something is wrong.
    private static final List<String> LIBRARIES = List.of("io.netty", "org.pf4j", "com.hazelcast");

    private final LoggerContext context;
    private final AsyncAppender queue;

    private Logging(LoggerContext context, AsyncAppender queue) {
        this.context = context;
        this.queue = queue;
    }

    /// Starts the log, in place of the one that the process began with.
    public static Logging start(LoggingConfig config, MeterRegistry registry) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder(config.format(), context));
        console.start();
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(QUEUE);
        queue.setNeverBlock(true);
        queue.addAppender(console);
        queue.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(queue);
        root.setLevel(Level.valueOf(config.level().name()));
        LIBRARIES.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        // the store says by itself what is wrong; these two quote documents, go on for ever, and
        // take the end of a client for an error
        context.getLogger("de.bwaldvogel").setLevel(Level.OFF);
        context.getLogger("org.mongodb").setLevel(Level.OFF);
        // asks for access to the JDK that only parts of Hazelcast use which are off
        context.getLogger("com.hazelcast.instance.impl.HazelcastInstanceFactory")
                .setLevel(Level.ERROR);
        Gauge.builder("forge_log_queue", queue, AsyncAppender::getNumberOfElementsInQueue)
                .description("Log lines that wait to be written")
                .register(registry);
        return new Logging(context, queue);
    }

    private static Encoder<ILoggingEvent> encoder(
            LoggingConfig.Format format, LoggerContext context) {
        Encoder<ILoggingEvent> encoder =
                format == LoggingConfig.Format.JSON ? new JsonEncoder() : new TextEncoder();
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    /// Writes what waits. The log goes on without its queue.
    public void close() {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAppender(queue);
        queue.stop();
    }
}
