// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes what the kernel reads of a plugin before it loads a class of it (the descriptor, the
/// index of its extensions, the members of the SPI that it uses), lays its libraries beside its
/// classes, and refuses what would not run.
@Mojo(
        name = "describe",
        defaultPhase = LifecyclePhase.PROCESS_CLASSES,
        requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
        threadSafe = true)
public final class DescribeMojo extends AbstractMojo {
    private static final String SPI = "ai.optimaforge:forge-spi";
    private static final Set<String> BUNDLED =
            Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME);

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    /// The plugin's id.
    @Parameter(property = "forge.plugin.id", defaultValue = "${project.artifactId}")
    private String id = "";

    /// The range of SPI versions that it runs with; that of the SPI it compiles against, if not
    /// given.
    @Parameter(property = "forge.plugin.spi")
    private @Nullable String spi;

    /// The plugins that it needs installed and started before it, each with a range of versions:
    /// `acme-store@^1.2`, with commas between.
    @Parameter(property = "forge.plugin.dependencies")
    private @Nullable String dependencies;

    /// For Maven.
    public DescribeMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        MavenProject built = requireNonNull(project, "project");
        if (built.getPackaging().equals("pom")) {
            return;
        }
        Artifact contract = built.getArtifactMap().get(SPI);
        if (contract == null) {
            throw new MojoFailureException(
                    "pom.xml: %s is missing: add it with scope provided".formatted(SPI));
        }
        try {
            refuse(inspection(built, contract).run());
        } catch (IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    private static void refuse(List<String> problems) throws MojoFailureException {
        if (!problems.isEmpty()) {
            throw new MojoFailureException(
                    problems.stream()
                            .collect(joining("\n  ", "the plugin would not run:\n  ", "")));
        }
    }

    private Inspection inspection(MavenProject built, Artifact contract) {
        return new Inspection(
                new Inspection.Identity(
                        id,
                        built.getVersion(),
                        Optional.ofNullable(spi),
                        Optional.ofNullable(built.getDescription()).orElse(""),
                        Optional.ofNullable(dependencies).orElse("")),
                contract.getFile().toPath(),
                Path.of(built.getBuild().getOutputDirectory()),
                Path.of(built.getBuild().getDirectory(), "plugin", "lib"),
                built.getArtifacts().stream()
                        .filter(artifact -> BUNDLED.contains(artifact.getScope()))
                        .filter(artifact -> artifact.getArtifactHandler().isAddedToClasspath())
                        .map(DescribeMojo::library)
                        .toList());
    }

    private static Library library(Artifact artifact) {
        String name = artifact.getGroupId() + ":" + artifact.getArtifactId();
        String classifier = artifact.hasClassifier() ? "-" + artifact.getClassifier() : "";
        // the project itself, then the dependencies on the way, each as group:artifact:type:…
        List<String> trail = artifact.getDependencyTrail();
        String through =
                trail == null || trail.size() < 2
                        ? name
                        : trail.get(1).replaceFirst("^([^:]+:[^:]+):.*$", "$1");
        return new Library(
                name,
                artifact.getScope(),
                through,
                artifact.getArtifactId() + "-" + artifact.getVersion() + classifier + ".jar",
                artifact.getFile().toPath());
    }
}
