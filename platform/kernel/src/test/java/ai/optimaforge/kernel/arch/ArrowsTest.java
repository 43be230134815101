// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Which module and which room may know which.
@AnalyzeClasses(
        packages = {"ai.optimaforge.kernel", "ai.optimaforge.spi"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    private static final String KERNEL = "ai.optimaforge.kernel";

    @ArchTest
    static final ArchRule should_know_only_itself_when_it_is_the_spi =
            classes()
                    .that()
                    .resideInAPackage("ai.optimaforge.spi..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "ai.optimaforge.spi..",
                                    "java..",
                                    "io.vertx.core..",
                                    "org.slf4j..",
                                    "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule should_know_of_ours_only_the_spi_when_it_is_the_kernel =
            classes()
                    .that()
                    .resideInAPackage(KERNEL + "..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(KERNEL + "..", "ai.optimaforge.spi..")
                                    .or(
                                            DescribedPredicate.not(
                                                    resideInAPackage("ai.optimaforge.."))));

    @ArchTest
    static final ArchRule should_leave_the_insides_of_vertx_alone =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..");

    @ArchTest
    static final ArchRule should_know_hazelcast_when_it_is_the_cluster_only =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(KERNEL + ".cluster..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("com.hazelcast..");

    @ArchTest static final ArchRule cluster_knows_no_room = room("cluster");

    @ArchTest
    static final ArchRule should_speak_to_a_database_only_in_the_store =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(KERNEL + ".store..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "com.mongodb..", "org.bson..", "de.bwaldvogel..", "org.h2..");

    @ArchTest static final ArchRule config_knows_no_room = room("config");

    @ArchTest static final ArchRule telemetry_knows_no_room = room("telemetry");

    @ArchTest static final ArchRule store_knows_no_room = room("store");

    @ArchTest static final ArchRule data_knows_no_room = room("data");

    @ArchTest static final ArchRule secret_keeps_its_key_in_a_file = room("secret", "data");

    @ArchTest static final ArchRule audit_knows_no_room = room("audit");

    @ArchTest
    static final ArchRule identity_writes_down_who_changed_what =
            room("identity", "audit", "config", "data");

    @ArchTest
    static final ArchRule limit_counts_callers_in_the_cluster =
            room("limit", "cluster", "identity", "usage");

    @ArchTest static final ArchRule usage_knows_no_room = room("usage");

    @ArchTest
    static final ArchRule http_asks_who_calls_and_notes_what_was_used =
            room("http", "identity", "limit", "plugin", "usage");

    @ArchTest
    static final ArchRule model_reads_its_instances_files_and_tells_what_was_used =
            room("model", "catalog", "config", "plugin", "routing", "usage");

    @ArchTest static final ArchRule catalog_reads_the_operators_files = room("catalog", "config");

    @ArchTest
    static final ArchRule routing_reads_the_operators_rules = room("routing", "catalog", "config");

    @ArchTest
    static final ArchRule plugin_binds_plugins_settings = room("plugin", "cluster", "config");

    /// What the rooms share they share through the SPI, or Boot hands it from one to the other.
    private static ArchRule room(String name, String... known) {
        DescribedPredicate<JavaClass> allowed = resideInAPackage(KERNEL + "." + name + "..");
        for (String other : known) {
            allowed = allowed.or(resideInAPackage(KERNEL + "." + other));
        }
        return classes()
                .that()
                .resideInAPackage(KERNEL + "." + name + "..")
                .should()
                .onlyDependOnClassesThat(
                        allowed.or(DescribedPredicate.not(resideInAPackage(KERNEL + ".."))));
    }
}
