// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The doors of the rooms: a new public type is a decision, and shows here.
class DoorsTest {
    private static final String KERNEL = "ai.optimaforge.kernel";
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(KERNEL);

    /// Beside the doors a room shows the record of its settings, and what passes the door.
    @ParameterizedTest
    @CsvSource({
        "cluster, ClusterRoom SharedStates, Audience ClusterConfig Member StateStep StepFunction",
        "config, Configuration ConfigTree SettingsReference, Binding ConfigurationException"
                + " DescribedSetting EffectiveSetting Nearest Sources",
        "admin, AdminRoom ProviderOverrides, ''",
        "audit, AuditTrail, ''",
        "catalog, KnownModels, OperatorModel",
        "data, PrivateFile, ''",
        "http, HttpRoom BoundGroup, HttpConfig HttpServices",
        "identity, IdentityRoom KeyRing BootstrapKey, BootstrapConfig Identity IdentityConfig",
        "limit, LimitRoom Limiter, Decision RateClass Reservation TiersConfig",
        "model, ModelRoom, InstalledInterceptor InstanceOverride ProviderStatus ProviderType"
                + " ProvidersConfig",
        "routing, Ranking RoutingRules Ratings, Assessment Contender ModelPatterns Needs Policy"
                + " RoutingConfig RoutingFile RoutingOptions Weights WorkClass",
        "secret, SecretBox, SecretsConfig",
        "plugin, PluginRoom RunningPlugin, DefinedError PluginLoad PluginLocation PluginServices"
                + " PluginState PluginStatus PluginsConfig",
        "plugin.descriptor, Descriptor PluginName Dependencies, CaretRange Dependency"
                + " DescriptorException",
        "store, StoreRoom StoreServer Backup, Migrations StoreConfig",
        "telemetry, Logging Metrics, LoggingConfig QuietConfigurator",
        "usage, UsageRoom AccountedCall, ModelUse Spent UsageConfig UsageRecord",
    })
    void should_have_only_these_doors_when_a_room_is_looked_at(
            String room, String doors, String passing) {
        Set<String> listed = words(doors + " " + passing);
        assertEquals(listed, publicTypes(KERNEL + "." + room));
        assertTrue(words(doors).size() <= 3, () -> room + " has more than three doors");
    }

    @Test
    void should_have_one_door_when_the_kernel_is_looked_at() {
        assertEquals(
                words("Kernel KernelOptions Settings StartFailedException StartReport"),
                publicTypes(KERNEL));
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(List.of(text.strip().split("\\s+")));
    }

    private static Set<String> publicTypes(String name) {
        return CLASSES.stream()
                .filter(type -> type.getPackageName().equals(name))
                .filter(type -> type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(type -> type.getSimpleName())
                .collect(toCollection(TreeSet::new));
    }
}
