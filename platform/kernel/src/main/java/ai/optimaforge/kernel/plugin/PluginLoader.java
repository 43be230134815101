// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;

/// The class loader of one plugin: the JDK, the [SharedClasses], and what the plugin brings. A
/// shared class comes from the host even if the plugin brings one of the same name.
final class PluginLoader extends URLClassLoader {
    private final String plugin;
    private final ClassLoader host;

    static {
        registerAsParallelCapable();
    }

    PluginLoader(String plugin, List<Path> classPath, ClassLoader host) {
        super(plugin, urls(classPath), ClassLoader.getPlatformClassLoader());
        this.plugin = plugin;
        this.host = host;
    }

    private static URL[] urls(List<Path> classPath) {
        URL[] urls = new URL[classPath.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = classPath.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("no class path: " + classPath.get(i), e);
            }
        }
        return urls;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SharedClasses.contain(name)) {
            return host.loadClass(name);
        }
        try {
            return super.loadClass(name, resolve);
        } catch (ClassNotFoundException e) {
            throw new ClassNotFoundException(
                    "plugin %s asked for %s: %s"
                            .formatted(plugin, name, SharedClasses.advice(name)),
                    e);
        }
    }

    /// Only what the plugin brings: a service of the host is none of its business.
    @Override
    public @Nullable URL getResource(String name) {
        return findResource(name);
    }

    /// The JDK shares an open jar among all loaders that read a resource of it, and the one that
    /// is closed first would end the others' streams: each stream has the jar for itself.
    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        URL resource = findResource(name);
        if (resource == null) {
            return null;
        }
        try {
            URLConnection connection = resource.openConnection();
            connection.setUseCaches(false);
            return connection.getInputStream();
        } catch (IOException _) {
            return null;
        }
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return findResources(name);
    }
}
