// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The types in the SPI's signatures: what stands there a plugin author has to live with.
class SpiSignaturesTest {
    private static final JavaClasses SPI =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("ai.optimaforge.spi");

    private static final List<String> ALLOWED =
            List.of(
                    "ai.optimaforge.spi.",
                    "java.",
                    "io.vertx.core.",
                    "org.slf4j.",
                    "org.jspecify.");

    @Test
    void should_mention_only_the_agreed_types_when_a_signature_is_public() {
        Set<String> foreign = new TreeSet<>();
        for (JavaClass type : SPI) {
            if (isReachable(type)) {
                mentioned(type)
                        .filter(name -> !isAllowed(name))
                        .forEach(name -> foreign.add(type.getName() + " mentions " + name));
            }
        }
        assertEquals(Set.of(), foreign);
    }

    private static Stream<String> mentioned(JavaClass type) {
        Stream<JavaType> above =
                Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        Stream<JavaType> members =
                type.getMembers().stream()
                        .filter(SpiSignaturesTest::isReachable)
                        .flatMap(SpiSignaturesTest::types);
        return Stream.concat(above, members)
                .flatMap(mention -> mention.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType)
                .filter(mention -> !mention.isPrimitive())
                .map(JavaClass::getName);
    }

    private static Stream<JavaType> types(JavaMember member) {
        if (member instanceof JavaCodeUnit unit) {
            Stream<JavaType> thrown =
                    unit.getThrowsClause().getTypes().stream().map(JavaType.class::cast);
            return Stream.of(
                            Stream.of(unit.getReturnType()),
                            unit.getParameterTypes().stream(),
                            thrown)
                    .flatMap(stream -> stream);
        }
        return Stream.of(((JavaField) member).getType());
    }

    private static boolean isReachable(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(SpiSignaturesTest::isReachable).orElse(true);
    }

    private static boolean isReachable(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC)
                        || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isAllowed(String name) {
        return ALLOWED.stream().anyMatch(name::startsWith)
                && !name.startsWith("io.vertx.core.impl.")
                && !name.startsWith("io.vertx.core.internal.");
    }
}
