// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Single calls over a plain socket, which costs a process that is just starting the least.
final class Calls {
    private static final int TO_CONNECT = 1000;
    private static final int TO_ANSWER = 10_000;
    private static final byte[] OK = " 200 ".getBytes(StandardCharsets.US_ASCII);

    private Calls() {}

    /// Whether a chat call is answered with 200.
    static boolean isServing(Target target) {
        return isServing(target, ChatCall.small().request(target));
    }

    /// Whether this request is answered with 200.
    static boolean isServing(Target target, byte[] request) {
        try (var socket = new Socket()) {
            socket.setSoTimeout(TO_ANSWER);
            socket.connect(new InetSocketAddress(target.host(), target.port()), TO_CONNECT);
            socket.getOutputStream().write(request);
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200 ".length());
            int from = start.length - OK.length;
            return from >= 0 && Arrays.equals(start, from, start.length, OK, 0, OK.length);
        } catch (IOException e) {
            return false;
        }
    }
}
