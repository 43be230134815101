// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;

class ForeignTypeTest {
    @TempDir private Path directory;

    private static final class PluginLoader extends ClassLoader {
        Class<? extends Record> load(String name) throws IOException {
            String resource = name.replace('.', '/') + ".class";
            try (InputStream in = getResourceAsStream(resource)) {
                assertTrue(in != null, resource);
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length).asSubclass(Record.class);
            }
        }
    }

    @Test
    void should_let_the_class_loader_go_when_a_foreign_record_was_bound() throws Exception {
        Configuration configuration = Workspace.in(directory).yaml("plugins.chat.port: 1\n").read();
        configuration.verify();

        WeakReference<Class<?>> type = bindForeign(configuration);
        for (int i = 0; i < 50 && type.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }

        assertTrue(type.refersTo(null));
        assertFalse(configuration.effective().isEmpty());
    }

    private static WeakReference<Class<?>> bindForeign(Configuration configuration)
            throws IOException {
        Class<? extends Record> type = new PluginLoader().load(Samples.Http.class.getName());
        assertNotSame(Samples.Http.class, type);
        configuration.bind("plugins.chat", type);
        return new WeakReference<>(type);
    }
}
