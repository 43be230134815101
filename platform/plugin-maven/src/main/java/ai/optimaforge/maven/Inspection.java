// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks at what a build has compiled: tells what would not run, or describes the plugin.
///
/// @param identity what the descriptor says
/// @param spiFile the SPI that the plugin compiles against, a jar or its classes
/// @param classes the plugin's own classes and resources
/// @param lib where its libraries are laid
/// @param libraries what it brings
record Inspection(
        Identity identity, Path spiFile, Path classes, Path lib, List<Library> libraries) {

    /// What a descriptor says.
    ///
    /// @param spi the range of SPI versions; that of the SPI it compiles against, if empty
    /// @param dependencies the plugins that it needs, `id@^1.2` with commas between; may be empty
    record Identity(
            String id,
            String version,
            Optional<String> spi,
            String description,
            String dependencies) {
        private static final Pattern DEPENDENCY =
                Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*@\\^\\d{1,9}\\.\\d{1,9}");

        String descriptor(Spi against) throws IOException {
            return "id=%s\nversion=%s\nspi=%s\ndescription=%s\n"
                            .formatted(
                                    id,
                                    version,
                                    spi.isPresent() ? spi.get() : against.range(),
                                    description.replaceAll("\\s+", " ").strip())
                    + (needed().isEmpty() ? "" : "dependencies=" + needed() + "\n");
        }

        private String needed() {
            return dependencies.replaceAll("\\s+", "").replaceAll("^,|,$", "");
        }

        List<String> problems() {
            return Stream.of(needed().split(",", -1))
                    .filter(part -> !part.isEmpty() || needed().contains(","))
                    .flatMap(this::problem)
                    .map("pom.xml: forge.plugin.dependencies: "::concat)
                    .toList();
        }

        private Stream<String> problem(String dependency) {
            if (!DEPENDENCY.matcher(dependency).matches()) {
                return Stream.of(
                        dependency
                                + " must be a plugin's id and a range of its versions, such as"
                                + " acme-store@^1.2");
            }
            return dependency.startsWith(id + "@")
                    ? Stream.of(dependency + " is the plugin itself: take it out")
                    : Stream.empty();
        }
    }

    /// Writes the descriptor, the index and the linkage manifest, and lays the libraries.
    ///
    /// @return what is wrong; then nothing is written
    List<String> run() throws IOException {
        Spi spi = Spi.read(spiFile);
        List<ClassFile> own = Files.isDirectory(classes) ? ClassFiles.read(classes) : List.of();
        List<ClassFile> all = new ArrayList<>(own);
        List<String> problems = new ArrayList<>(identity.problems());
        problems.addAll(HostClasses.inPlugin(own, spi));
        for (Library library : libraries) {
            List<ClassFile> brought = ClassFiles.read(library.file());
            problems.addAll(HostClasses.inLibrary(library, brought, spi));
            all.addAll(brought);
        }
        NavigableMap<String, String> index = Extensions.index(own, spi);
        if (index.isEmpty()) {
            problems.add(Extensions.none());
        }
        for (String code : Extensions.uncountableErrorCodes(own, spi)) {
            problems.add(
                    code
                            + " implements ErrorCode and is no enum, so that nobody knows its codes"
                            + " before they are thrown: make it an enum");
        }
        index.putAll(Extensions.errorCodes(own, spi));
        problems.addAll(contractProblems(own, spi));
        if (problems.isEmpty()) {
            write("META-INF/forge/plugin.properties", identity.descriptor(spi));
            write(Linkage.FILE, Linkage.text(Linkage.of(all, spi)));
            for (String file : Extensions.files()) {
                String text = index.get(file);
                if (text == null) {
                    Files.deleteIfExists(classes.resolve(file));
                } else {
                    write(file, text);
                }
            }
            BundledJars.lay(lib, libraries);
            for (String contract : contracts().keySet()) {
                ContractJson.rewrite(classes.resolve(contract));
            }
        }
        return problems;
    }

    private List<String> contractProblems(List<ClassFile> own, Spi spi) throws IOException {
        NavigableMap<String, String> contracts = contracts();
        ContractLint lint = new ContractLint(spi.components());
        contracts.forEach(lint::look);
        List<String> problems = new ArrayList<>(lint.problems());
        for (ClassFile group : Extensions.endpointGroups(own, spi)) {
            String named = group.answers().get("contract");
            if (named != null && !contracts.containsKey(named)) {
                problems.add(
                        "%s answers contract() with %s, and no contract is there: put it in src/main/resources"
                                .formatted(group.name().replace('/', '.'), named));
            }
        }
        return problems;
    }

    private NavigableMap<String, String> contracts() throws IOException {
        NavigableMap<String, String> contracts = new TreeMap<>();
        if (Files.isDirectory(classes)) {
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                    String text = Files.readString(file);
                    if (ContractLint.isContract(text)) {
                        contracts.put(classes.relativize(file).toString(), text);
                    }
                }
            }
        }
        return contracts;
    }

    /// A file that does not change is not touched: others watch it.
    private void write(String name, String text) throws IOException {
        Path file = classes.resolve(name);
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(requireNonNull(file.getParent()));
            Files.writeString(file, text);
        }
    }
}
