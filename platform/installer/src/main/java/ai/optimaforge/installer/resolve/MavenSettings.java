// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.resolve;

import ai.optimaforge.installer.InstallRefusedException;

import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.repository.AuthenticationSelector;
import org.eclipse.aether.repository.MirrorSelector;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// What `settings.xml` says, as far as fetching an artifact goes. Encrypted passwords are not
/// decrypted.
final class MavenSettings {
    private final Settings settings;
    private final Path home;

    private MavenSettings(Settings settings, Path home) {
        this.settings = settings;
        this.home = home;
    }

    /// Reads the user's file; one that is not there says nothing.
    ///
    /// @param user the directory `~/.m2`
    static MavenSettings read(Path user) throws InstallRefusedException {
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        Properties system = new Properties();
        system.putAll(System.getProperties());
        System.getenv().forEach((name, value) -> system.put("env." + name, value));
        request.setUserSettingsFile(user.resolve("settings.xml").toFile());
        request.setSystemProperties(system);
        try {
            Settings settings =
                    new DefaultSettingsBuilderFactory()
                            .newInstance()
                            .build(request)
                            .getEffectiveSettings();
            return new MavenSettings(settings, user);
        } catch (SettingsBuildingException e) {
            throw new InstallRefusedException(
                    user.resolve("settings.xml") + " can't be read: " + e.getMessage());
        }
    }

    Path localRepository() {
        return Optional.ofNullable(System.getProperty("maven.repo.local"))
                .or(() -> Optional.ofNullable(settings.getLocalRepository()))
                .map(Path::of)
                .orElse(home.resolve("repository"));
    }

    boolean offline() {
        return settings.isOffline();
    }

    MirrorSelector mirrors() {
        DefaultMirrorSelector selector = new DefaultMirrorSelector();
        for (Mirror mirror : settings.getMirrors()) {
            selector.add(
                    mirror.getId(),
                    mirror.getUrl(),
                    mirror.getLayout(),
                    false,
                    mirror.isBlocked(),
                    mirror.getMirrorOf(),
                    mirror.getMirrorOfLayouts());
        }
        return selector;
    }

    ProxySelector proxies() {
        DefaultProxySelector selector = new DefaultProxySelector();
        for (Proxy proxy : settings.getProxies()) {
            if (proxy.isActive()) {
                AuthenticationBuilder login =
                        new AuthenticationBuilder()
                                .addUsername(proxy.getUsername())
                                .addPassword(proxy.getPassword());
                selector.add(
                        new org.eclipse.aether.repository.Proxy(
                                proxy.getProtocol(),
                                proxy.getHost(),
                                proxy.getPort(),
                                login.build()),
                        proxy.getNonProxyHosts());
            }
        }
        return selector;
    }

    AuthenticationSelector passwords() {
        DefaultAuthenticationSelector selector = new DefaultAuthenticationSelector();
        for (Server server : settings.getServers()) {
            selector.add(
                    server.getId(),
                    new AuthenticationBuilder()
                            .addUsername(server.getUsername())
                            .addPassword(server.getPassword())
                            .addPrivateKey(server.getPrivateKey(), server.getPassphrase())
                            .build());
        }
        return selector;
    }

    /// The repositories of the profiles that are active by the file.
    List<RemoteRepository> repositories() {
        return settings.getProfiles().stream()
                .filter(this::isActive)
                .flatMap(profile -> profile.getRepositories().stream())
                .map(
                        repository ->
                                new RemoteRepository.Builder(
                                                repository.getId(), "default", repository.getUrl())
                                        .build())
                .toList();
    }

    private boolean isActive(Profile profile) {
        return settings.getActiveProfiles().contains(profile.getId())
                || (profile.getActivation() != null && profile.getActivation().isActiveByDefault());
    }
}
