// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import static java.util.Objects.requireNonNull;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.inject.Inject;

/// Packages a plugin as a distribution takes it: `plugin.properties` and `lib/*.jar` in a zip,
/// which is attached to the build.
@Mojo(name = "package", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class PackageMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    private final MavenProjectHelper helper;

    /// For Maven.
    @Inject
    public PackageMojo(MavenProjectHelper helper) {
        this.helper = helper;
    }

    @Override
    public void execute() throws MojoExecutionException {
        MavenProject built = requireNonNull(project, "project");
        if (built.getPackaging().equals("pom")) {
            return;
        }
        Path target = Path.of(built.getBuild().getDirectory());
        Path zip = target.resolve(built.getBuild().getFinalName() + ".zip");
        try {
            Archive.write(zip, entries(built, target));
        } catch (IOException e) {
            throw new MojoExecutionException(zip + " can't be written: " + e.getMessage(), e);
        }
        helper.attachArtifact(built, "zip", zip.toFile());
    }

    private static List<Archive.Entry> entries(MavenProject built, Path target) throws IOException {
        Path classes = Path.of(built.getBuild().getOutputDirectory());
        Path jar = target.resolve(built.getBuild().getFinalName() + ".jar");
        List<Archive.Entry> entries = new ArrayList<>();
        entries.add(
                new Archive.Entry(
                        "plugin.properties", classes.resolve("META-INF/forge/plugin.properties")));
        entries.add(new Archive.Entry("lib/" + jar.getFileName(), jar));
        try (Stream<Path> libraries = Files.list(target.resolve("plugin/lib"))) {
            libraries
                    .map(file -> new Archive.Entry("lib/" + file.getFileName(), file))
                    .forEach(entries::add);
        }
        return entries;
    }
}
