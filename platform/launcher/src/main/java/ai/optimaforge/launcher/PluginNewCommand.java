// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `forge plugin new`
@Command(
        name = "new",
        description = "Writes the project of a new plugin: a class, a POM, a test.",
        footer = {
            "",
            "Examples:",
            "  forge plugin new acme-search --kind endpoint",
            "  forge plugin new acme-model --kind provider --package com.acme.model --dir"
                    + " work/model"
        })
final class PluginNewCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "NAME",
            description = "The plugin's id: lower-case words joined by hyphens.")
    private String name = "";

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description = "What it is: ${COMPLETION-CANDIDATES}.")
    private PluginKind kind = PluginKind.endpoint;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "The package of its classes; com.example.NAME by default.")
    private Optional<String> javaPackage = Optional.empty();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where to write it; ./NAME by default. What is there stays.")
    private Optional<Path> directory = Optional.empty();

    PluginNewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        PluginNames names =
                new PluginNames(
                        name, javaPackage.orElseGet(() -> "com.example." + name.replace("-", "")));
        List<String> problems = names.problems();
        if (!problems.isEmpty()) {
            return terminal.refuse(problems);
        }
        Path target = directory.orElseGet(() -> Path.of(name));
        PluginTemplate template = PluginTemplate.of(kind, names);
        List<String> inTheWay = template.write(target);
        if (!inTheWay.isEmpty()) {
            return terminal.refuse(inTheWay);
        }
        template.paths().forEach(path -> terminal.out().println(target.resolve(path)));
        terminal.out().println();
        terminal.out().println("Next: cd %s && mvn verify".formatted(target));
        return ExitCodes.DONE;
    }
}
