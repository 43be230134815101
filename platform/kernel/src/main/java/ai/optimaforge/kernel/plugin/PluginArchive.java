// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.plugin.descriptor.Descriptor;

import org.pf4j.AbstractPluginManager;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginRepository;
import org.pf4j.PluginStatusProvider;
import org.pf4j.ServiceProviderExtensionFinder;
import org.pf4j.VersionManager;

import java.nio.file.Path;
import java.util.List;

/// PF4J for one version of one plugin. A PF4J manager holds one version of an id, so each version
/// has a manager of its own: two can then stand side by side while one takes over from the other.
/// What PF4J decides by itself (versions, which are enabled, where they are) is decided before it
/// is asked.
final class PluginArchive extends AbstractPluginManager {
    private final PluginLocation location;
    private final Descriptor descriptor;

    private PluginArchive(PluginLocation location, Descriptor descriptor) {
        this.location = location;
        this.descriptor = descriptor;
    }

    /// Opens a plugin's class loader; none of its classes is loaded yet.
    static PluginArchive open(PluginLocation location, Descriptor descriptor) {
        PluginArchive archive = new PluginArchive(location, descriptor);
        archive.loadPlugin(location.directory());
        archive.startPlugin(descriptor.id());
        return archive;
    }

    ClassLoader classLoader() {
        return getPluginClassLoader(descriptor.id());
    }

    /// Gives the class loader up.
    void close() {
        unloadPlugin(descriptor.id());
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PluginDescriptorFinder() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public PluginDescriptor find(Path path) {
                return new DefaultPluginDescriptor(
                        descriptor.id(),
                        descriptor.description(),
                        Plugin.class.getName(),
                        descriptor.version(),
                        "*",
                        "",
                        "");
            }
        };
    }

    @Override
    protected org.pf4j.PluginLoader createPluginLoader() {
        return new org.pf4j.PluginLoader() {
            @Override
            public boolean isApplicable(Path path) {
                return true;
            }

            @Override
            public ClassLoader loadPlugin(Path path, PluginDescriptor described) {
                return new PluginLoader(
                        descriptor.id(),
                        location.classPath(),
                        PluginArchive.class.getClassLoader());
            }
        };
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return wrapper -> new Plugin() {};
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new PluginRepository() {
            @Override
            public List<Path> getPluginPaths() {
                return List.of(location.directory());
            }

            @Override
            public boolean deletePluginPath(Path path) {
                return false;
            }
        };
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {}

            @Override
            public void enablePlugin(String id) {}
        };
    }

    @Override
    protected VersionManager createVersionManager() {
        return new VersionManager() {
            @Override
            public boolean checkVersionConstraint(String version, String constraint) {
                return true;
            }

            @Override
            public int compareVersions(String one, String other) {
                return one.compareTo(other);
            }
        };
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        return new ServiceProviderExtensionFinder(this);
    }
}
