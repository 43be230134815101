// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.function.Executable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A directory of configuration, and what a process finds around it.
record Workspace(Path conf, Map<String, String> environment, List<String> set) {
    static Workspace in(Path directory) {
        try {
            Path conf = Files.createDirectories(directory.resolve("conf"));
            return new Workspace(conf, Map.of(), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workspace file(String name, String text) {
        return bytes(name, text.getBytes(UTF_8));
    }

    Workspace bytes(String name, byte... content) {
        try {
            Path file = conf.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workspace yaml(String text) {
        return file("forge.yaml", text);
    }

    Workspace env(Map<String, String> variables) {
        return new Workspace(conf, variables, set);
    }

    Workspace set(String... pairs) {
        return new Workspace(conf, environment, List.of(pairs));
    }

    Sources sources() {
        return new Sources(conf, environment, set);
    }

    Configuration read() {
        return Configuration.read(sources());
    }

    <C extends Record> C verified(String prefix, Class<C> type) {
        Configuration configuration = read();
        Binding<C> binding = configuration.register(prefix, type);
        configuration.verify();
        return binding.get();
    }

    List<String> problems(String prefix, Class<? extends Record> type) {
        return problems(() -> verified(prefix, type));
    }

    static List<String> problems(Executable action) {
        return assertThrows(ConfigurationException.class, action).problems();
    }
}
