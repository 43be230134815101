// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.Operations;

/// The operations of `admin.yaml`.
public final class AdminEndpoints implements EndpointGroup {
    private final Administration administration;

    /// For the kernel.
    public AdminEndpoints(PluginContext context) {
        this(context.administration());
    }

    AdminEndpoints(Administration administration) {
        this.administration = administration;
    }

    @Override
    public String contract() {
        return "admin.yaml";
    }

    @Override
    public void bind(Operations operations) {
        PlatformResource platform = new PlatformResource(administration);
        PluginResource plugins = new PluginResource(administration.plugins());
        ProviderResource providers = new ProviderResource(administration.providers());
        KeyResource keys = new KeyResource(administration.keys());
        UserResource users = new UserResource(administration);
        AccountResource accounts = new AccountResource(administration.accounts());
        UsageResource usage = new UsageResource(administration.usage());
        AuditResource audit = new AuditResource(administration.audit());
        operations
                .on("getHealth", platform::health)
                .on("getStatus", platform::status)
                .on("listPlugins", plugins::list)
                .on("swapPlugin", plugins::swap)
                .on("stopPlugin", plugins::stop)
                .on("startPlugin", plugins::start)
                .on("listProviders", providers::list)
                .on("getProvider", providers::get)
                .on("updateProvider", providers::update)
                .on("testProvider", providers::test)
                .on("createKey", keys::create)
                .on("listKeys", keys::list)
                .on("getKey", keys::get)
                .on("updateKey", keys::update)
                .on("revokeKey", keys::revoke)
                .on("rotateKey", keys::rotate)
                .on("listUsers", users::list)
                .on("getUser", users::get)
                .on("updateUser", users::update)
                .on("listAccounts", accounts::list)
                .on("getAccount", accounts::get)
                .on("updateAccount", accounts::update)
                .on("getRateLimits", users::rateLimits)
                .on("getUsage", usage::query)
                .on("listAuditRecords", audit::list);
    }
}
