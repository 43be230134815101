// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/// A process that counts calls, and says a byte for each that is counted, until it is killed or
/// there is no room for more.
final class CallingUntilKilled {
    static final int THREADS = 2;

    private CallingUntilKilled() {}

    /// @param arguments the data directory
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        EmbeddedStore store = new EmbeddedStore(data);
        Node node = new Node(data, store.collection("usage"), Node.MANY, "64 MiB");
        // not buffered: what is said is heard, whatever becomes of the process
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        for (int i = 0; i < THREADS; i++) {
            Thread.ofPlatform().start(() -> call(node, out));
        }
    }

    private static void call(Node node, FileOutputStream out) {
        try {
            for (int i = 0; ; i++) {
                node.record(Calls.by("user" + i % 20));
                if (node.metric("forge_usage_records_lost") > 0) {
                    return;
                }
                out.write('.');
            }
        } catch (IOException _) {
            // nobody listens any more
        }
    }
}
