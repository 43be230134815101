// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one YAML file into values that know their lines.
final class YamlReader {
    private final String label;
    private final List<Problem> problems;

    private YamlReader(String label, List<Problem> problems) {
        this.label = label;
        this.problems = problems;
    }

    /// @param label how the file is named to the operator
    /// @param problems takes what is wrong in a file that can be read all the same
    /// @throws ConfigurationException if the file is not readable as YAML
    static Value read(Path file, String label, List<Problem> problems) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, label, problems);
        } catch (IOException _) {
            throw new YamlReader(label, problems).unreadable("cannot be read", Optional.empty());
        }
    }

    static Value read(InputStream in, String label, List<Problem> problems) {
        YamlReader reader = new YamlReader(label, problems);
        try {
            return reader.root(in);
        } catch (MarkedYamlEngineException e) {
            // its message quotes the file, secrets included
            throw reader.unreadable("is not YAML: " + e.getProblem(), e.getProblemMark());
        } catch (YamlEngineException _) {
            throw reader.unreadable("is not YAML: not UTF-8 text", Optional.empty());
        }
    }

    private ConfigurationException unreadable(String message, Optional<Mark> mark) {
        return ConfigurationException.of(List.of(new Problem("", origin(mark), message)));
    }

    private Value root(InputStream in) {
        // every scalar stays the text it is: its type is the record's business
        LoadSettings settings =
                LoadSettings.builder().setLabel(label).setSchema(new FailsafeSchema()).build();
        Optional<Node> root = new Compose(settings).composeInputStream(in);
        return root.map(this::value).orElseGet(() -> new Value.Blank("file " + label));
    }

    private Value value(Node node) {
        String origin = origin(node.getStartMark());
        if (node.isRecursive()) {
            problems.add(new Problem("", origin, "an anchor must not contain itself"));
            return new Value.Blank(origin);
        }
        if (node instanceof ScalarNode scalar) {
            return isNull(scalar)
                    ? new Value.Blank(origin)
                    : new Value.Text(scalar.getValue(), origin);
        }
        if (node instanceof SequenceNode list) {
            return new Value.Items(list.getValue().stream().map(this::value).toList(), origin);
        }
        Map<String, Value> leaves = new LinkedHashMap<>();
        flatten("", (MappingNode) node, leaves);
        return new Value.Tree(leaves, origin);
    }

    private static boolean isNull(ScalarNode scalar) {
        String text = scalar.getValue();
        return scalar.isPlain() && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    private void flatten(String prefix, MappingNode mapping, Map<String, Value> leaves) {
        Map<String, String> seen = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            String origin = origin(entry.getKeyNode().getStartMark());
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                problems.add(new Problem(prefix, origin, "a key must be a text"));
                continue;
            }
            String key = KeyName.join(prefix, name.getValue());
            String first = seen.putIfAbsent(key, origin);
            if (first != null) {
                twice(key, origin, first);
            } else if (isSection(entry.getValueNode())) {
                flatten(key, (MappingNode) entry.getValueNode(), leaves);
            } else {
                put(key, leaf(entry.getValueNode(), origin), leaves);
            }
        }
    }

    private static boolean isSection(Node node) {
        return node instanceof MappingNode mapping
                && !mapping.isRecursive()
                && !mapping.getValue().isEmpty();
    }

    private Value leaf(Node node, String keyOrigin) {
        return node instanceof MappingNode mapping && !mapping.isRecursive()
                ? new Value.Blank(keyOrigin)
                : value(node);
    }

    private void put(String key, Value value, Map<String, Value> leaves) {
        Value first = leaves.putIfAbsent(key, value);
        if (first != null) {
            twice(key, value.origin(), first.origin());
        }
    }

    private void twice(String key, String origin, String first) {
        problems.add(new Problem(key, origin, "is set twice; the first time in " + first));
    }

    private String origin(Optional<Mark> mark) {
        return "file " + label + mark.map(at -> ":" + (at.getLine() + 1)).orElse("");
    }
}
