// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of loopback that are free, and that no system gives to a connection of its own accord:
/// whoever comes back to one finds it free again.
public final class Ports {
    private static final int FIRST = 10_000;
    private static final int COUNT = 20_000;

    private Ports() {}

    /// One of them.
    public static int free() {
        return free(1).getFirst();
    }

    /// So many, all different.
    public static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                tryToHold(FIRST + ThreadLocalRandom.current().nextInt(COUNT), held);
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : held) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tryToHold(int port, List<ServerSocket> held) {
        try {
            held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException taken) {
            // another one then
        }
    }
}
