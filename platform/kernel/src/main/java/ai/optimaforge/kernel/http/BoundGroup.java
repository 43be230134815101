// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.kernel.plugin.PluginLoad;
import ai.optimaforge.kernel.plugin.PluginRoom;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.ErrorFormat;
import ai.optimaforge.spi.feature.FeatureDefinition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// A group of operations whose contract and handlers agree.
public final class BoundGroup {
    private final Contract contract;
    private final List<Operation> operations;
    private final List<FeatureDefinition> features;

    private BoundGroup(
            Contract contract, List<Operation> operations, List<FeatureDefinition> features) {
        this.contract = contract;
        this.operations = operations;
        this.features = features;
    }

    /// Reads a group's contract and takes its handlers.
    ///
    /// @param load of the plugin
    /// @throws IllegalArgumentException if the contract is missing or can't be read, or if it and
    /// the handlers do not agree
    public static BoundGroup bind(PluginLoad load, EndpointGroup group) {
        Contract contract = read(group);
        OperationTable table = new OperationTable();
        bind(load, group, table);
        ErrorFormat errors = group.errorFormat().orElse(ErrorEnvelope.FORMAT);
        return new BoundGroup(
                contract, table.match(load, contract, errors), contract.features(load.plugin()));
    }

    private static void bind(PluginLoad load, EndpointGroup group, OperationTable table) {
        try {
            group.bind(table);
        } catch (RuntimeException | Error e) {
            throw PluginRoom.threw(group.getClass().getName() + " threw in bind", e, load.plugin());
        }
    }

    private static Contract read(EndpointGroup group) {
        String name = group.contract();
        ClassLoader loader = group.getClass().getClassLoader();
        try (InputStream stream = loader.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException(
                        "the contract %s is not on the class path of %s"
                                .formatted(name, group.getClass().getName()));
            }
            return Contract.parse(name, new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the contract " + name, e);
        }
    }

    /// The features that the group brings.
    public List<FeatureDefinition> features() {
        return features;
    }

    Contract contract() {
        return contract;
    }

    List<Operation> operations() {
        return operations;
    }
}
