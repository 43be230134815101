// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.chat;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.CatalogModel;
import ai.optimaforge.spi.model.ModelMode;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which models a list shall have: `?provider=&mode=&can=`.
///
/// @param can abilities that are known of the model, all of them
record ModelFilter(Optional<String> provider, Optional<ModelMode> mode, List<Ability> can) {
    private static final List<String> ABILITIES =
            Ability.known().stream().map(Ability::name).toList();

    ModelFilter {
        can = List.copyOf(can);
    }

    /// @throws ForgeException with a 400 that names a mode or an ability which is none
    static ModelFilter of(Call call) {
        return new ModelFilter(
                call.query("provider"),
                call.query("mode").map(ModelFilter::mode),
                call.query("can").stream()
                        .flatMap(list -> Stream.of(list.split(",", -1)))
                        .map(String::strip)
                        .map(ModelFilter::ability)
                        .toList());
    }

    private static ModelMode mode(String name) {
        return Arrays.stream(ModelMode.values())
                .filter(mode -> mode.name().toLowerCase(ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> refused("mode", name, List.of("chat", "embedding", "other")));
    }

    private static Ability ability(String name) {
        if (!ABILITIES.contains(name)) {
            throw refused("can", name, ABILITIES);
        }
        return new Ability(name);
    }

    private static ForgeException refused(String param, String value, List<String> right) {
        return new ForgeException(
                        CommonError.INVALID_PARAMETER,
                        "%s must be one of %s, not %s."
                                .formatted(param, String.join(", ", right), value))
                .withParam(param);
    }

    List<CatalogModel> of(List<CatalogModel> models) {
        return models.stream().filter(this::admits).toList();
    }

    private boolean admits(CatalogModel model) {
        return provider.map(model.instance()::equals).orElse(true)
                && mode.map(model.info().mode()::equals).orElse(true)
                && (can.isEmpty()
                        || model.info()
                                .facts()
                                .abilities()
                                .filter(abilities -> abilities.containsAll(can))
                                .isPresent());
    }
}
