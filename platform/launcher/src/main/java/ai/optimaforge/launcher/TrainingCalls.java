// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

/// The calls that are worth being fast from the start. Their answers do not matter; by a socket
/// of our own, so that no client's classes end up among those that are kept.
record TrainingCalls(URI address, String key) {
    private static final int ROUNDS = 25;

    static void run(URI address, String key, String models) throws IOException {
        TrainingCalls calls = new TrainingCalls(address, key);
        for (int round = 0; round < ROUNDS; round++) {
            calls.get("/health/ready");
            calls.get("/v1/models");
            calls.post("/v1/chat/completions", chat(models + "sandbox-chat", ""));
            calls.post("/v1/chat/completions", chat(models + "sandbox-chat", ",\"stream\":true"));
            calls.post("/v1/chat/completions", chat("auto", ""));
            calls.post("/v1/chat/completions", chat("no-such-model", ""));
            calls.post(
                    "/v1/embeddings",
                    "{\"model\":\"" + models + "sandbox-embedding\",\"input\":\"Hello\"}");
        }
    }

    private static String chat(String model, String more) {
        return "{\"model\":\""
                + model
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]"
                + more
                + "}";
    }

    private void get(String path) throws IOException {
        exchange("GET " + path + " HTTP/1.1\r\n" + headers() + "\r\n");
    }

    private void post(String path, String body) throws IOException {
        exchange(
                "POST "
                        + path
                        + " HTTP/1.1\r\n"
                        + headers()
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.getBytes(UTF_8).length
                        + "\r\n\r\n"
                        + body);
    }

    private String headers() {
        return "Host: "
                + address.getAuthority()
                + "\r\nAuthorization: Bearer "
                + key
                + "\r\nConnection: close\r\n";
    }

    private void exchange(String request) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }
}
