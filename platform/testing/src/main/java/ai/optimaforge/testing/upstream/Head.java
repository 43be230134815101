// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The head of an HTTP/1.1 answer. A header that is set replaces one of its name; one that is
/// added stands beside it.
final class Head {
    private record Header(String name, String value) {}

    private final int status;
    private final List<Header> headers;

    Head(int status) {
        this(status, List.of());
    }

    private Head(int status, List<Header> headers) {
        this.status = status;
        this.headers = new ArrayList<>(headers);
    }

    Head copy() {
        return new Head(status, headers);
    }

    Head set(String name, String value) {
        headers.removeIf(header -> header.name.equalsIgnoreCase(name));
        return add(name, value);
    }

    Head setIfAbsent(String name, String value) {
        if (headers.stream().noneMatch(header -> header.name.equalsIgnoreCase(name))) {
            add(name, value);
        }
        return this;
    }

    Head add(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    byte[] bytes() {
        var text = new StringBuilder();
        text.append("HTTP/1.1 ").append(status).append(' ').append(reason()).append("\r\n");
        for (Header header : headers) {
            text.append(header.name).append(": ").append(header.value).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String reason() {
        return switch (status / 100) {
            case 2 -> "OK";
            case 3 -> "Redirect";
            case 4 -> "Client Error";
            case 5 -> "Server Error";
            default -> String.format(Locale.ROOT, "Status %d", status);
        };
    }
}
