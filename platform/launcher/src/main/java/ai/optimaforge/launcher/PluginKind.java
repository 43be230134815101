// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

/// What a plugin can be, each with the example that a new one begins as. The words are those of
/// `--kind`.
enum PluginKind {
    endpoint("hello-endpoint"),
    provider("provider-echo"),
    connect("connect-weather"),
    interceptor("interceptor-redact");

    private final String example;

    PluginKind(String example) {
        this.example = example;
    }

    PluginNames names() {
        return new PluginNames(example, "com.example." + example.replace("-", ""));
    }
}
