// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.lock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Which files were read and found right, and what the file system said of them then. The time of
/// a file's last change of any kind can't be set by whoever writes it, so a file that was written
/// is read again.
final class Stamps {
    private static final String FILE = "plugins.verified";
    private static final boolean UNIX =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("unix");

    private final Optional<Path> file;
    private final Map<String, String> before;
    private final Map<String, String> now = new TreeMap<>();

    /// What the file system says of a file.
    record Stamp(long size, String rest) {}

    private Stamps(Optional<Path> file, Map<String, String> before) {
        this.file = file;
        this.before = before;
    }

    static Stamps none() {
        return new Stamps(Optional.empty(), Map.of());
    }

    static Stamps read(Path data) {
        Path file = data.resolve(FILE);
        Map<String, String> before = new HashMap<>();
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of();
            for (String line : lines) {
                int space = line.lastIndexOf(' ');
                if (space > 0) {
                    before.put(line.substring(0, space), line.substring(space + 1));
                }
            }
        } catch (IOException _) {
            // all is read again then
            before.clear();
        }
        return new Stamps(Optional.of(file), before);
    }

    Stamp now(Path path) throws IOException {
        BasicFileAttributes seen =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        StringBuilder rest = new StringBuilder(text(seen.lastModifiedTime()));
        if (UNIX) {
            Object changed = Files.getAttribute(path, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            rest.append(':').append(changed instanceof FileTime time ? text(time) : "?");
        }
        rest.append(':').append(seen.fileKey());
        return new Stamp(seen.size(), rest.toString().replace(' ', '_'));
    }

    private static String text(FileTime time) {
        // as a number: to write a date takes longer than all else here
        return Long.toString(time.to(TimeUnit.NANOSECONDS));
    }

    boolean knows(String key, Stamp stamp, String sha256) {
        boolean known = line(stamp, sha256).equals(before.get(key));
        if (known) {
            note(key, stamp, sha256);
        }
        return known;
    }

    void note(String key, Stamp stamp, String sha256) {
        now.put(key, line(stamp, sha256));
    }

    private static String line(Stamp stamp, String sha256) {
        return stamp.rest() + ":" + sha256;
    }

    void write() {
        if (file.isEmpty() || now.equals(before)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        now.forEach((key, line) -> text.append(key).append(' ').append(line).append('\n'));
        Path next = file.get().resolveSibling(FILE + ".next");
        try {
            Files.createDirectories(next.getParent());
            Files.writeString(next, text, UTF_8);
            Files.move(
                    next,
                    file.get(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException _) {
            // a start that can't write its data has more to tell than this
        }
    }
}
