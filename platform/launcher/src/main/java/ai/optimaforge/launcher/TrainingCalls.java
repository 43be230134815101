// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/// The calls that are worth being fast from the start; by a socket of our own, so that no
/// client's classes end up among those that are kept.
record TrainingCalls(URI address, String key) {
    private static final int ROUNDS = 25;

    /// @param models what stands before the names of the sandbox's models
    /// @throws IOException if a call is not answered as it should be: the notes would be of
    /// errors
    static void run(URI address, String key, String models) throws IOException {
        TrainingCalls calls = new TrainingCalls(address, key);
        String chat = models + "sandbox-chat";
        String embedding = "{\"model\":\"" + models + "sandbox-embedding\",\"input\":\"Hello\"}";
        for (int round = 0; round < ROUNDS; round++) {
            calls.get(200, "/health/ready");
            calls.get(200, "/v1/models");
            calls.post(200, "/v1/chat/completions", chat(chat, ""));
            calls.post(200, "/v1/chat/completions", chat(chat, ",\"stream\":true"));
            calls.post(200, "/v1/chat/completions", chat("auto", ""));
            calls.post(404, "/v1/chat/completions", chat("no-such-model", ""));
            calls.post(200, "/v1/embeddings", embedding);
        }
    }

    private static String chat(String model, String more) {
        return "{\"model\":\""
                + model
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]"
                + more
                + "}";
    }

    private void get(int status, String path) throws IOException {
        exchange(status, "GET " + path, headers() + "\r\n");
    }

    private void post(int status, String path, String body) throws IOException {
        String length = "Content-Length: " + body.getBytes(UTF_8).length + "\r\n";
        String type = "Content-Type: application/json\r\n";
        exchange(status, "POST " + path, headers() + type + length + "\r\n" + body);
    }

    private String headers() {
        return "Host: "
                + address.getAuthority()
                + "\r\nAuthorization: Bearer "
                + key
                + "\r\nConnection: close\r\n";
    }

    private void exchange(int status, String target, String rest) throws IOException {
        String request = target + " HTTP/1.1\r\n" + rest;
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            if (!answer.startsWith("HTTP/1.1 " + status)) {
                throw new IOException(target + " was answered " + answer);
            }
        }
    }
}
