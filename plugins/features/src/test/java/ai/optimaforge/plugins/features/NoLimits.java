// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import ai.optimaforge.spi.admin.Accounts;
import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.admin.Audit;
import ai.optimaforge.spi.admin.Health;
import ai.optimaforge.spi.admin.Keys;
import ai.optimaforge.spi.admin.LimitStatus;
import ai.optimaforge.spi.admin.Plugins;
import ai.optimaforge.spi.admin.Providers;
import ai.optimaforge.spi.admin.Status;
import ai.optimaforge.spi.admin.Usage;
import ai.optimaforge.spi.admin.Users;
import ai.optimaforge.spi.feature.Tier;

import io.vertx.core.Future;

import java.util.Optional;

/// A platform on which nobody has a limit; it knows nothing else.
final class NoLimits implements Administration {
    @Override
    public Future<LimitStatus> limits(String userId) {
        return Future.succeededFuture(
                new LimitStatus(
                        userId,
                        Tier.PRO,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Override
    public Keys keys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Users users() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Accounts accounts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Providers providers() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Usage usage() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Audit audit() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Health health() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Status> status() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Plugins plugins() {
        throw new UnsupportedOperationException();
    }
}
