// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import ai.optimaforge.testing.upstream.anthropic.MessageReply;
import ai.optimaforge.testing.upstream.fast.FastUpstream;
import ai.optimaforge.testing.upstream.fast.Shape;
import ai.optimaforge.testing.upstream.google.GeminiReply;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// Runs a fake upstream as a process of its own. It prints one line `ready http://127.0.0.1:PORT`
/// and runs until it is killed.
@Command(
        name = "fake-upstream",
        description =
                "A fake model provider on 127.0.0.1 that speaks the wires of OpenAI, Anthropic and"
                        + " Google.",
        mixinStandardHelpOptions = true)
public final class FakeUpstreamCommand implements Callable<Integer> {
    private static final String LOGBACK = "logback.configurationFile";

    /// What can go wrong with every call.
    enum FaultKind {
        CLOSE,
        RESET,
        STALL
    }

    @Option(names = "--port", description = "The port; 0, the default, is any that is free.")
    private int port;

    @Option(names = "--fast", description = "The same canned bytes to every chat call, cheaply.")
    private boolean fast;

    @Option(
            names = "--content-bytes",
            description = "With --fast: the size of the text in a whole answer (${DEFAULT-VALUE}).")
    private int contentBytes = Shape.DEFAULT.contentBytes();

    @Option(
            names = "--deltas",
            description = "How many content chunks a stream has (${DEFAULT-VALUE}).")
    private int deltas = Shape.DEFAULT.deltas();

    @Option(
            names = "--every",
            description = "Milliseconds between two frames of a stream (${DEFAULT-VALUE}).")
    private int every = (int) Shape.DEFAULT.apart().toMillis();

    @Option(names = "--fragment", description = "The text of each chunk (\"${DEFAULT-VALUE}\").")
    private String fragment = " token";

    @Option(names = "--status", description = "Reply every call with this status.")
    private Optional<Integer> status = Optional.empty();

    @Option(names = "--body", description = "With --status: the body (\"${DEFAULT-VALUE}\").")
    private String body = "{}";

    @Option(
            names = "--fault",
            description = "What goes wrong with every call: ${COMPLETION-CANDIDATES}.")
    private Optional<FaultKind> fault = Optional.empty();

    @Option(names = "--after", description = "With --fault: after so many frames of a stream.")
    private Optional<Integer> after = Optional.empty();

    /// Runs the command.
    public static void main(String... arguments) {
        // Without a configuration Logback writes debug lines to stdout, where only the ready line
        // belongs.
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "ai/optimaforge/testing/upstream/command-logback.xml");
        }
        var commands = new CommandLine(new FakeUpstreamCommand());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(commands.execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (fast) {
            try (var upstream = FastUpstream.start(port, shape())) {
                return serve(upstream.origin());
            }
        }
        try (var upstream = FakeUpstream.start(port)) {
            upstream.always(answer());
            return serve(upstream.origin());
        }
    }

    private static int serve(String origin) throws InterruptedException {
        System.out.println("ready " + origin);
        new CountDownLatch(1).await();
        return 0;
    }

    private Shape shape() {
        return new Shape(contentBytes, deltas, Duration.ofMillis(every));
    }

    private Reply answer() {
        if (status.isPresent()) {
            return HttpReply.status(status.get()).body(body);
        }
        if (fault.isPresent() && after.isEmpty()) {
            return switch (fault.get()) {
                case CLOSE -> Fault.close();
                case RESET -> Fault.reset();
                case STALL -> Fault.stall();
            };
        }
        var chat = ChatReply.repeat(fragment, deltas).usage(16, deltas).whenStreamed(this::shaped);
        var message =
                MessageReply.repeat(fragment, deltas).usage(16, deltas).whenStreamed(this::shaped);
        var gemini = GeminiReply.repeat(fragment, deltas).whenStreamed(this::shaped);
        return (request, wire) -> {
            Reply answer =
                    switch (request.path()) {
                        case "/v1/chat/completions" -> chat;
                        case "/v1/messages" -> message;
                        default ->
                                request.path().endsWith("enerateContent")
                                        ? gemini
                                        : Healthy.answerTo(request);
                    };
            answer.play(request, wire);
        };
    }

    private SseReply shaped(SseReply stream) {
        stream.every(Duration.ofMillis(every));
        after.ifPresent(
                frames -> {
                    switch (fault.orElse(FaultKind.CLOSE)) {
                        case CLOSE -> stream.closeAfter(frames);
                        case RESET -> stream.resetAfter(frames);
                        case STALL -> stream.stallAfter(frames);
                    }
                });
        return stream;
    }
}
