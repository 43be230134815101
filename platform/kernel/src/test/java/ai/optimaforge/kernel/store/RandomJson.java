// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Random;

/// Bodies with all that JSON has, and with keys that a server might take for something else.
final class RandomJson {
    private static final List<String> PIECES =
            List.of("a", "b", "$", ".", "%", "\0", "id", "_id", "$set", "ü", "😀", "0", "\"", " ");

    private RandomJson() {}

    static JsonObject object(Random random) {
        JsonObject object = object(random, 4);
        List.of("id", "_id", "_version").forEach(object::remove);
        return object;
    }

    private static JsonObject object(Random random, int depth) {
        JsonObject object = new JsonObject();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.put(text(random), value(random, depth - 1));
        }
        return object;
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong();
            case 4 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 5 -> text(random);
            case 6 -> random.nextInt(3);
            case 7 -> object(random, depth);
            default -> array(random, depth);
        };
    }

    private static JsonArray array(Random random, int depth) {
        JsonArray array = new JsonArray();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(random, depth - 1));
        }
        return array;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
