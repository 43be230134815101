// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.plugin.descriptor.Descriptor;
import ai.optimaforge.spi.connect.ConnectAppFactory;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.model.ChatInterceptor;
import ai.optimaforge.spi.model.ModelProviderFactory;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/// A plugin whose extensions have been made.
public final class RunningPlugin {
    private final Descriptor descriptor;
    private final PluginArchive archive;
    private final HostedContext context;
    private final PluginLoad load;
    private volatile PluginState state = PluginState.VERIFIED;
    private final List<DefinedError> errors;
    private final List<EndpointGroup> endpointGroups;
    private final List<ModelProviderFactory<?>> providerFactories;
    private final List<ConnectAppFactory<?>> appFactories;
    private final List<ChatInterceptor> interceptors;

    private RunningPlugin(
            Descriptor descriptor,
            PluginArchive archive,
            HostedContext context,
            List<DefinedError> errors,
            List<EndpointGroup> endpointGroups,
            List<ModelProviderFactory<?>> providerFactories,
            List<ConnectAppFactory<?>> appFactories,
            List<ChatInterceptor> interceptors) {
        this.descriptor = descriptor;
        this.archive = archive;
        this.context = context;
        this.load = new PluginLoad(descriptor.name());
        this.errors = errors;
        this.endpointGroups = endpointGroups;
        this.providerFactories = providerFactories;
        this.appFactories = appFactories;
        this.interceptors = interceptors;
    }

    /// Loads a plugin and makes its extensions; if that fails, nothing of it is left.
    static RunningPlugin start(
            PluginLocation location,
            Descriptor descriptor,
            PluginServices services,
            SharedMeters meters,
            int maxBlocking) {
        PluginArchive archive = PluginArchive.open(location, descriptor);
        HostedContext context =
                new HostedContext(descriptor.toSpi(), services, meters, maxBlocking);
        try {
            ExtensionIndex index = new ExtensionIndex(archive.classLoader(), context);
            RunningPlugin plugin =
                    new RunningPlugin(
                            descriptor,
                            archive,
                            context,
                            index.errors(),
                            index.extensions(EndpointGroup.class),
                            wildcard(index.extensions(ModelProviderFactory.class)),
                            wildcardApps(index.extensions(ConnectAppFactory.class)),
                            index.extensions(ChatInterceptor.class));
            if (plugin.kinds().isEmpty()) {
                throw new PluginFailure("it has no extension: its index is empty");
            }
            return plugin;
        } catch (RuntimeException e) {
            context.close();
            archive.close();
            throw e;
        }
    }

    @SuppressWarnings("rawtypes")
    private static List<ModelProviderFactory<?>> wildcard(List<ModelProviderFactory> raw) {
        List<ModelProviderFactory<?>> factories = new ArrayList<>();
        raw.forEach(factories::add);
        return factories;
    }

    @SuppressWarnings("rawtypes")
    private static List<ConnectAppFactory<?>> wildcardApps(List<ConnectAppFactory> raw) {
        List<ConnectAppFactory<?>> factories = new ArrayList<>();
        raw.forEach(factories::add);
        return factories;
    }

    /// What the build wrote about it.
    public Descriptor descriptor() {
        return descriptor;
    }

    /// Its id.
    public String id() {
        return descriptor.id();
    }

    /// What it is busy with.
    public PluginLoad load() {
        return load;
    }

    /// The codes of its errors.
    public List<DefinedError> errors() {
        return List.copyOf(errors);
    }

    /// Its endpoint groups.
    public List<EndpointGroup> endpointGroups() {
        return List.copyOf(endpointGroups);
    }

    /// Its provider factories.
    public List<ModelProviderFactory<?>> providerFactories() {
        return List.copyOf(providerFactories);
    }

    /// Its interceptors.
    public List<ChatInterceptor> interceptors() {
        return List.copyOf(interceptors);
    }

    List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        if (!endpointGroups.isEmpty()) {
            kinds.add("endpoint");
        }
        if (!providerFactories.isEmpty()) {
            kinds.add("provider");
        }
        if (!appFactories.isEmpty()) {
            kinds.add("connect");
        }
        if (!interceptors.isEmpty()) {
            kinds.add("interceptor");
        }
        return kinds;
    }

    PluginState state() {
        return state == PluginState.STARTED && !load.quarantined().isEmpty()
                ? PluginState.QUARANTINED
                : state;
    }

    void is(PluginState now) {
        state = now;
    }

    /// Gives up all that it has registered, and its class loader.
    ///
    /// @return the class loader, by a reference that does not keep it
    WeakReference<ClassLoader> close() {
        var loader = new WeakReference<>(archive.classLoader());
        context.close();
        ShutdownHooks.end(descriptor.id(), archive.classLoader());
        archive.close();
        return loader;
    }
}
