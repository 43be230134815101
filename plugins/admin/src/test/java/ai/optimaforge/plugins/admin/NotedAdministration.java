// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.admin.Accounts;
import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.admin.Audit;
import ai.optimaforge.spi.admin.Health;
import ai.optimaforge.spi.admin.KeyInfo;
import ai.optimaforge.spi.admin.Keys;
import ai.optimaforge.spi.admin.LimitStatus;
import ai.optimaforge.spi.admin.ListRequest;
import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.admin.PluginInfo;
import ai.optimaforge.spi.admin.Plugins;
import ai.optimaforge.spi.admin.Providers;
import ai.optimaforge.spi.admin.Status;
import ai.optimaforge.spi.admin.Usage;
import ai.optimaforge.spi.admin.Users;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.testing.TestCall;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A platform that notes what it was last told and answers with one thing of each kind.
final class NotedAdministration implements Administration {
    static final Caller OPERATOR = TestCall.caller("operator", "admin");

    static final KeyInfo KEY =
            new KeyInfo(
                    "key_1",
                    "CI",
                    "forge_sk_9fQx",
                    "acme",
                    "user_123",
                    Set.of("read", "chat"),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of("team", "search", "stage", "test"),
                    true,
                    1795600800,
                    Optional.empty(),
                    Optional.of(1795604400L),
                    Optional.empty());

    static final Providers.ProviderInfo PROVIDER =
            new Providers.ProviderInfo(
                    "openai",
                    "openai",
                    "file conf/providers/openai.yaml",
                    true,
                    Providers.ProviderState.UP,
                    "",
                    68,
                    OptionalLong.of(45),
                    List.of(),
                    Map.of("base-url", "https://api.openai.com/v1", "api-key", "***"));

    static final PluginInfo ACME =
            new PluginInfo(
                    "acme",
                    "1.1.0",
                    "started",
                    "",
                    List.of("endpoint"),
                    2,
                    List.of(new PluginInfo.Version("1.0.0", "draining", "", 3)));

    /// What was last said or asked, beside by whom and of what.
    Object said = "nothing";

    /// The id of what it was said of.
    String of = "nothing";

    Health health = new Health(Health.State.OK, List.of());
    Listing<Usage.Row> rows = new Listing<>(List.of(), false);

    private <T> Future<T> noted(String id, Object what, T answer) {
        of = id;
        said = what;
        return Future.succeededFuture(answer);
    }

    private <T> Future<Listing<T>> listed(ListRequest request, T only) {
        return noted("", request, new Listing<>(List.of(only), true));
    }

    @Override
    public Keys keys() {
        return new Keys() {
            @Override
            public Future<NewKey> create(KeySpec spec, Caller by) {
                return noted(by.keyId(), spec, new NewKey(KEY, "forge_sk_secret"));
            }

            @Override
            public Future<Listing<KeyInfo>> list(ListRequest request) {
                return listed(request, KEY);
            }

            @Override
            public Future<KeyInfo> get(String id) {
                return noted(id, "get", KEY);
            }

            @Override
            public Future<KeyInfo> change(String id, KeyChange change, Caller by) {
                return noted(id, change, KEY);
            }

            @Override
            public Future<NewKey> rotate(String id, Duration overlap, Caller by) {
                return noted(id, overlap, new NewKey(KEY, "forge_sk_other"));
            }

            @Override
            public Future<KeyInfo> revoke(String id, Caller by) {
                return noted(id, "revoke", KEY);
            }
        };
    }

    @Override
    public Users users() {
        return new Users() {
            private UserInfo user(String id) {
                return new UserInfo(id, Tier.PRO, Optional.empty(), false, Optional.empty());
            }

            @Override
            public Future<UserInfo> get(String userId) {
                return noted(userId, "get", user(userId));
            }

            @Override
            public Future<Listing<UserInfo>> list(ListRequest request) {
                return listed(request, user("user_123"));
            }

            @Override
            public Future<UserInfo> change(String userId, UserChange change, Caller by) {
                return noted(userId, change, user(userId));
            }
        };
    }

    @Override
    public Accounts accounts() {
        return new Accounts() {
            private AccountInfo account(String id) {
                return new AccountInfo(id, Optional.empty(), Optional.of(1795600800L));
            }

            @Override
            public Future<AccountInfo> get(String accountId) {
                return noted(accountId, "get", account(accountId));
            }

            @Override
            public Future<Listing<AccountInfo>> list(ListRequest request) {
                return listed(request, account("acme"));
            }

            @Override
            public Future<AccountInfo> change(String accountId, AccountChange change, Caller by) {
                return noted(accountId, change, account(accountId));
            }
        };
    }

    @Override
    public Providers providers() {
        return new Providers() {
            @Override
            public List<ProviderInfo> list() {
                return List.of(PROVIDER);
            }

            @Override
            public Future<ProviderInfo> get(String id) {
                return noted(id, "get", PROVIDER);
            }

            @Override
            public Future<Test> test(String id) {
                return noted(
                        id, "test", new Test(id, false, 3, 0, Optional.of("the connection broke")));
            }

            @Override
            public Future<ProviderInfo> change(String id, JsonObject settings, Caller by) {
                return noted(id, settings, PROVIDER);
            }
        };
    }

    @Override
    public Usage usage() {
        return query -> noted("", query, rows);
    }

    @Override
    public Audit audit() {
        return request ->
                listed(
                        request,
                        new Audit.Entry(
                                "audit_1",
                                1795600800,
                                "key.create",
                                "key_1",
                                "key_op",
                                "operator",
                                Optional.empty(),
                                Optional.of(new JsonObject().put("name", "CI"))));
    }

    @Override
    public Future<LimitStatus> limits(String userId) {
        return noted(
                userId,
                "limits",
                new LimitStatus(
                        userId,
                        Tier.PRO,
                        Optional.of(new LimitStatus.Window(100, 99, 1795600860)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new LimitStatus.InUse(10, 1)),
                        Optional.of(new LimitStatus.Budget(5, 0.25, 1795651200))));
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public Future<Status> status() {
        return Future.succeededFuture(
                new Status(
                        health,
                        Duration.ofDays(10),
                        "7.4.22",
                        128450,
                        List.of(
                                new Status.Node("a", "10.0.0.1:5701", Optional.of("0123456789ab")),
                                new Status.Node("b", "10.0.0.2:5701", Optional.empty())),
                        List.of(),
                        12,
                        Map.of("usage", 3L)));
    }

    @Override
    public Plugins plugins() {
        return new Plugins() {
            @Override
            public List<PluginInfo> list() {
                return List.of(
                        new PluginInfo(
                                "admin", "0.1.0", "started", "", List.of("endpoint"), 1, List.of()),
                        new PluginInfo(
                                "acme",
                                "1.0.0",
                                "failed",
                                "It needs SPI ^2.",
                                List.of(),
                                0,
                                List.of()));
            }

            @Override
            public Future<PluginInfo> swap(String id, Optional<String> version, Caller by) {
                return noted(id, "swap to " + version.orElse("the newest"), ACME);
            }

            @Override
            public Future<PluginInfo> stop(String id, Caller by) {
                return noted(id, "stop", ACME);
            }

            @Override
            public Future<PluginInfo> start(String id, Caller by) {
                return noted(id, "start", ACME);
            }
        };
    }
}
