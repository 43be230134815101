// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.config.Setting;

import com.mongodb.ConnectionString;

import java.time.Duration;

/// Where state is kept: `store.…`.
public record StoreConfig(
        @Setting(
                        value =
                                "embedded, a file in data/; or"
                                        + " mongodb://user:password@host/database (the database is"
                                        + " forge if none is named)",
                        defaultValue = StoreConfig.EMBEDDED)
                Secret uri,
        @Setting(
                        value =
                                "How long to look for a server, to connect to it, and to wait for a"
                                        + " connection that is free",
                        defaultValue = "2 s")
                Duration connectTimeout,
        @Setting(value = "How long one operation may take", defaultValue = "10 s")
                Duration operationTimeout,
        @Setting(value = "The most connections to one server", defaultValue = "32") int poolSize,
        @Setting(
                        value =
                                "How many operations may be under way; more are answered 503 at"
                                        + " once",
                        defaultValue = "10000")
                int maxOperations,
        @Setting(value = "How often documents that have expired are removed", defaultValue = "60 s")
                Duration sweepInterval,
        @Setting(
                        value =
                                "Whether the embedded store waits for the disk: without, a power"
                                        + " failure may lose what was written last; the death of"
                                        + " the process alone never does",
                        defaultValue = "true")
                boolean sync) {
    static final String EMBEDDED = "embedded";

    /// Checks the bounds.
    public StoreConfig {
        require(isStore(uri.reveal()), "uri must be embedded, or mongodb://host/database");
        require(isUsable(connectTimeout), "connect-timeout must be between 1 ms and 1 h");
        require(isUsable(operationTimeout), "operation-timeout must be between 1 ms and 1 h");
        require(poolSize >= 1 && poolSize <= 1_000, "pool-size must be between 1 and 1000");
        require(maxOperations >= 1, "max-operations must be at least 1");
        require(isUsable(sweepInterval), "sweep-interval must be between 1 ms and 1 h");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static boolean isUsable(Duration duration) {
        return duration.toMillis() >= 1 && duration.compareTo(Duration.ofHours(1)) <= 0;
    }

    // what is wrong with it is not told: the driver's words may hold the password
    private static boolean isStore(String uri) {
        if (uri.equals(EMBEDDED)) {
            return true;
        }
        if (!uri.startsWith("mongodb://")) {
            // this one names servers by DNS, which is not asked for a mere check
            return uri.startsWith("mongodb+srv://");
        }
        try {
            return !new ConnectionString(uri).getHosts().isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    boolean isEmbedded() {
        return uri.reveal().equals(EMBEDDED);
    }
}
