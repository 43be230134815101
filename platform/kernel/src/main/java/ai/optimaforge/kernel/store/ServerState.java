// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;

/// Whether there is a server that takes writes, as the driver's monitors see it; a change is one
/// line of the log.
final class ServerState implements ClusterListener {
    private static final Logger log = LoggerFactory.getLogger("store");

    private final String name;
    private volatile long awaySince;
    private volatile boolean away;
    private volatile boolean up;
    private volatile boolean closed;
    private volatile String problem;

    /// @param name what the store is called in the log
    ServerState(String name) {
        this.name = name;
        this.problem = name + " has not answered yet";
    }

    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        if (closed) {
            return;
        }
        if (event.getNewDescription().hasWritableServer()) {
            answers();
            return;
        }
        Optional<Throwable> reason = reason(event.getNewDescription());
        // before its first answer a server is not away, but about to be found
        if (up || reason.isPresent()) {
            isAway(reason);
        }
    }

    private void answers() {
        if (away) {
            log.info("{} answers again", name);
        }
        problem = "";
        away = false;
        up = true;
    }

    private void isAway(Optional<Throwable> reason) {
        problem = name + " is away" + reason.map(e -> ": " + inWords(e)).orElse("");
        up = false;
        if (!away) {
            awaySince = System.nanoTime();
            away = true;
            log.warn("{}", problem);
        }
    }

    private static Optional<Throwable> reason(ClusterDescription cluster) {
        for (ServerDescription server : cluster.getServerDescriptions()) {
            Throwable failure = server.getException();
            if (failure != null) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }

    private static String inWords(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }

    /// What the driver sees from now on is its own end.
    void close() {
        closed = true;
    }

    String problem() {
        return problem;
    }

    /// Whether there has been no server for so long that it is better not to wait for one.
    boolean isAwayFor(Duration patience) {
        return away && System.nanoTime() - awaySince > patience.toNanos();
    }
}
