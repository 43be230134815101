// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.cache.RegionSpec;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A node alone pays nothing for a cluster.
class AloneTest {
    @Test
    void should_load_no_class_of_hazelcast_when_it_is_alone() throws Exception {
        List<String> loaded = classesLoadedBy(UsesAll.class);
        assertTrue(loaded.stream().anyMatch(line -> line.contains("kernel.cluster.LocalGrid")));
        assertEquals(
                List.of(), loaded.stream().filter(line -> line.contains("com.hazelcast")).toList());
    }

    private static List<String> classesLoadedBy(Class<?> main)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xlog:class+load:stdout",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<String> lines = process.inputReader().lines().toList();
        assertEquals(0, process.waitFor());
        return lines;
    }

    /// Runs in a process of its own.
    static final class UsesAll {
        private UsesAll() {}

        public static void main(String[] arguments) {
            Vertx vertx = Vertx.vertx();
            ClusterRoom room =
                    ClusterRoom.open(
                            ClusterConfig.alone(),
                            TakeStep.FUNCTIONS,
                            vertx,
                            new SimpleMeterRegistry());
            Duration minute = Duration.ofMinutes(1);
            var region = room.cache("test").region(new RegionSpec("region", minute, 10));
            region.onChange(key -> {});
            region.put("key", Buffer.buffer("value")).await();
            region.add("key", 1).await();
            region.tryLock("key", minute).await();
            room.states().apply("quota", "key", TakeStep.oneOf(1), minute).await();
            room.events().publish("test", new JsonObject());
            room.describe(new JsonObject().put("version", "1")).await();
            room.members();
            room.close().await();
            vertx.close().await();
        }
    }
}
