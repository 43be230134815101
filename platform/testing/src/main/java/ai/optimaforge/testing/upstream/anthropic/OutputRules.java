// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import static ai.optimaforge.testing.upstream.anthropic.RefusedException.unless;

import io.vertx.core.json.JsonObject;

import java.util.Set;

/// What the real service wants of `output_config`.
final class OutputRules {
    private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "max");

    private OutputRules() {}

    static void check(JsonObject body) {
        JsonObject config = body.getJsonObject("output_config", new JsonObject());
        for (String field : config.fieldNames()) {
            unless(
                    field.equals("effort") || field.equals("format"),
                    "output_config." + field + ": Extra inputs are not permitted");
        }
        String model = body.getString("model");
        if (config.containsKey("effort")) {
            String effort = config.getString("effort");
            boolean known = EFFORTS.contains(effort) || effort.equals("xhigh");
            unless(known, "output_config.effort: Input should be a level of effort");
            unless(
                    !FakeModels.isListed(model)
                            || (model.equals(FakeModels.ADAPTIVE) && EFFORTS.contains(effort)),
                    "output_config.effort: " + effort + " is not supported by this model");
        }
        JsonObject format = config.getJsonObject("format");
        if (format != null) {
            unless(
                    !model.equals(FakeModels.OLD),
                    "output_config.format: structured outputs are not supported by this model");
            unless(
                    "json_schema".equals(format.getString("type")),
                    "output_config.format.type: Input should be 'json_schema'");
            SchemaRules.strict(format.getJsonObject("schema"), "output_config.format.schema");
        }
    }
}
