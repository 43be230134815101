// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.plugins;

import ai.optimaforge.installer.InstallRefusedException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// A place in the home, on its file system, where things are made ready; while it is open nobody
/// else changes the home's plugins.
final class Workplace implements AutoCloseable {
    private static final String NAME = ".installing";

    private final FileChannel channel;
    private final Path directory;

    private Workplace(FileChannel channel, Path directory) {
        this.channel = channel;
        this.directory = directory;
    }

    static Workplace open(Path home) throws IOException, InstallRefusedException {
        if (!Files.isDirectory(home)) {
            throw new InstallRefusedException(home + ": there is no such home");
        }
        if (!Files.isWritable(home)) {
            throw new InstallRefusedException(
                    home + " can't be written: install into a copy, or forge assemble another");
        }
        FileChannel channel =
                FileChannel.open(
                        home.resolve(NAME + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new InstallRefusedException(
                    "another forge changes the plugins of %s: try again when it is done"
                            .formatted(home));
        }
        Path directory = home.resolve(NAME);
        // left by one that was killed
        delete(directory);
        Files.createDirectories(directory.resolve("made"));
        Files.createDirectories(directory.resolve("taken"));
        Files.createDirectories(home.resolve("plugins"));
        return new Workplace(channel, directory);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    Path made() {
        return directory.resolve("made");
    }

    /// Steps that are undone, the last first, if one of them fails.
    interface Steps {
        void run(Change change) throws IOException;
    }

    void change(Steps steps) throws IOException {
        Change change = new Change(directory.resolve("taken"));
        try {
            steps.run(change);
        } catch (IOException | RuntimeException e) {
            change.undo(e);
            throw e;
        }
    }

    /// What has been moved so far.
    static final class Change {
        private record Move(Path from, Path to) {}

        private final Path taken;
        private final Deque<Move> moves = new ArrayDeque<>();

        private Change(Path taken) {
            this.taken = taken;
        }

        void put(Path from, Path to) throws IOException {
            move(from, to);
        }

        void takeAway(Path path) throws IOException {
            move(path, taken.resolve(path.getFileName().toString()));
        }

        private void move(Path from, Path to) throws IOException {
            Files.move(from, to);
            moves.push(new Move(from, to));
        }

        private void undo(Exception cause) {
            for (Move move : moves) {
                try {
                    Files.move(move.to(), move.from());
                } catch (IOException e) {
                    cause.addSuppressed(e);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            delete(directory);
        } finally {
            channel.close();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
