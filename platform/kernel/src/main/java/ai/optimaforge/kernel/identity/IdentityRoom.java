// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.kernel.audit.AuditTrail;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.admin.Accounts;
import ai.optimaforge.spi.admin.Accounts.AccountInfo;
import ai.optimaforge.spi.admin.KeyInfo;
import ai.optimaforge.spi.admin.Keys;
import ai.optimaforge.spi.admin.Limits;
import ai.optimaforge.spi.admin.Users;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.feature.FeatureDefinition;
import ai.optimaforge.spi.feature.Features;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.StoredDocument;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// The keys, the users, the accounts and what they have.
public final class IdentityRoom implements KeyRing {
    private final BootstrapKey bootstrap;
    private final IdentityConfig config;
    private final Function<Tier, Limits> tierLimits;
    private final IdentityStore store;
    private final FeatureSwitches features;
    private final StoredKeys keys;
    private final StoredUsers users;
    private final StoredAccounts accounts;
    private final KnownCallers<KeyHash> known;
    private final KnownCallers<String> knownById;
    private final LastUse lastUse;
    private final RevocationWatch watch = new RevocationWatch();
    private final Registration news;

    /// What the operator's key is until its user has been read, which no start waits for.
    private volatile Future<Optional<Identity>> operator;

    /// A room whose callers are read as they come.
    ///
    /// @param tierLimits what a tier may do
    public IdentityRoom(
            BootstrapKey bootstrap,
            IdentityConfig config,
            Function<Tier, Limits> tierLimits,
            DocumentStore documents,
            Events events,
            AuditTrail audit,
            MeterRegistry registry) {
        this.bootstrap = bootstrap;
        this.config = config;
        this.tierLimits = tierLimits;
        this.store = IdentityStore.in(documents);
        IdentityNews changes = new IdentityNews(events);
        this.features = new FeatureSwitches(store, changes, audit, config.defaultTier());
        this.keys = new StoredKeys(store, changes, audit);
        this.users = new StoredUsers(store, changes, audit, config.defaultTier());
        this.accounts = new StoredAccounts(store, changes, audit);
        this.known = new KnownCallers<>(config.cacheSize(), config.refresh(), this::load);
        this.knownById = new KnownCallers<>(config.cacheSize(), config.refresh(), this::loadById);
        this.lastUse = new LastUse(store.keys());
        this.operator = unreadOperator();
        this.news = changes.onChange(this::forget);
        Gauge.builder("forge_known_keys", known, KnownCallers::size)
                .description("Keys that are kept in memory")
                .register(registry);
    }

    /// Says which features there are from now on.
    public void define(Collection<FeatureDefinition> definitions) {
        features.define(definitions);
        forget(everybody -> true);
        readOperator();
    }

    /// The keys, for who administrates them.
    public Keys keys() {
        return keys;
    }

    /// The users, for who administrates them.
    public Users users() {
        return users;
    }

    /// The accounts, for who administrates them.
    public Accounts accounts() {
        return accounts;
    }

    /// The features.
    public Features features() {
        return features;
    }

    /// What a user may do by any key: where the keys belong to several accounts, the narrowest of
    /// their limits.
    public Future<Identity> ofUser(String userId) {
        Future<List<AccountInfo>> all = store.accountsOf(userId, System.currentTimeMillis() / 1000);
        return store.user(userId)
                .compose(user -> all.map(accountsOfUser -> identity(user, accountsOfUser)));
    }

    private Identity identity(UserRecord user, List<AccountInfo> accountsOfUser) {
        Limits tier = tierLimits.apply(tierOf(user));
        Optional<Limits> narrowest =
                accountsOfUser.stream()
                        .map(account -> account.limits().orElse(Limits.NONE).or(tier))
                        .reduce(Limits::narrowest);
        AccountInfo all = new AccountInfo("", narrowest, Optional.empty());
        return identity(user, "", all, Set.of(), Optional.empty(), Optional.empty());
    }

    @Override
    public Future<Optional<Identity>> find(String key) {
        KeyHash hash = KeyHash.of(key);
        if (bootstrap.is(hash)) {
            return operator;
        }
        if (!MintedKey.isWellFormed(key)) {
            return Future.succeededFuture(Optional.empty());
        }
        Future<Optional<Identity>> found = known.find(hash);
        return found.isComplete() ? used(found) : found.compose(caller -> used(found));
    }

    @Override
    public Future<Optional<Identity>> findById(String keyId) {
        if (keyId.equals(Operator.KEY)) {
            return operator;
        }
        long now = System.currentTimeMillis() / 1000;
        return knownById.find(keyId).map(found -> found.filter(key -> !key.isExpired(now)));
    }

    private Future<Optional<Identity>> used(Future<Optional<Identity>> found) {
        Optional<Identity> identity = found.succeeded() ? found.result() : Optional.empty();
        if (identity.isPresent()) {
            long now = System.currentTimeMillis() / 1000;
            if (identity.get().isExpired(now)) {
                return Future.succeededFuture(Optional.empty());
            }
            lastUse.of(identity.get().caller().keyId(), now);
        }
        return found;
    }

    @Override
    public Registration onRevoked(Identity identity, Runnable action) {
        return watch.add(identity.caller(), action);
    }

    private Future<Optional<Identity>> load(KeyHash hash) {
        return store.key(hash, System.currentTimeMillis() / 1000).compose(this::withUser);
    }

    private Future<Optional<Identity>> loadById(String keyId) {
        return store.key(keyId).compose(this::withUser);
    }

    private Future<Optional<Identity>> withUser(Optional<StoredDocument> found) {
        return found.isEmpty() ? Future.succeededFuture(Optional.empty()) : withUser(found.get());
    }

    private Future<Optional<Identity>> withUser(StoredDocument stored) {
        KeyInfo key = KeyRecord.info(stored);
        Future<AccountInfo> account = store.account(key.accountId());
        return store.user(key.userId())
                .compose(user -> account.map(found -> Optional.of(identity(user, found, key))));
    }

    private Identity identity(UserRecord user, AccountInfo account, KeyInfo key) {
        Identity identity =
                identity(user, key.id(), account, key.scopes(), key.models(), key.expiresAt());
        Caller caller = identity.caller();
        return new Identity(
                key.forgeMetadata() ? caller : caller.withoutMetadata(),
                identity.disabled(),
                identity.userLimits(),
                key.limits(),
                identity.expiresAt());
    }

    private Identity identity(
            UserRecord user,
            String keyId,
            AccountInfo account,
            Set<String> scopes,
            Optional<Set<String>> models,
            Optional<Long> expiresAt) {
        Tier tier = tierOf(user);
        Caller caller =
                new Caller(
                        keyId,
                        account.accountId(),
                        user.userId(),
                        tier,
                        scopes,
                        features.off(user, tier),
                        models,
                        true);
        Limits limits =
                user.limits()
                        .orElse(Limits.NONE)
                        .or(account.limits().orElse(Limits.NONE))
                        .or(tierLimits.apply(tier));
        boolean disabled = user.disabled() && !isOperator(user);
        return new Identity(caller, disabled, limits, Optional.empty(), expiresAt);
    }

    private Tier tierOf(UserRecord user) {
        return isOperator(user) ? Tier.ENTERPRISE : user.tierOr(config.defaultTier());
    }

    private static boolean isOperator(UserRecord user) {
        return Operator.USER.equals(user.userId());
    }

    private Future<Optional<Identity>> unreadOperator() {
        return operatorAs(
                UserRecord.unknown(Operator.USER), AccountRecord.unknown(Operator.ACCOUNT));
    }

    private Future<Optional<Identity>> operatorAs(UserRecord user, AccountInfo account) {
        return Future.succeededFuture(
                Optional.of(
                        identity(
                                user,
                                Operator.KEY,
                                account,
                                Set.copyOf(Scopes.ALL),
                                Optional.empty(),
                                Optional.empty())));
    }

    private void readOperator() {
        operator = unreadOperator();
        Future<AccountInfo> account = store.account(Operator.ACCOUNT);
        store.user(Operator.USER)
                .compose(user -> account.compose(found -> operatorAs(user, found)))
                .onSuccess(read -> operator = Future.succeededFuture(read));
    }

    private void forget(IdentityNews.Change change) {
        forget(
                identity ->
                        identity.caller().keyId().equals(change.key())
                                || identity.caller().userId().equals(change.user())
                                || identity.caller().accountId().equals(change.account()));
        if (change.user().equals(Operator.USER) || change.account().equals(Operator.ACCOUNT)) {
            readOperator();
        }
        if (change.refused()) {
            watch.refused(change.key(), change.user());
        }
    }

    private void forget(Predicate<Identity> changed) {
        known.forget(changed);
        knownById.forget(changed);
    }

    /// Writes down what is written behind; to be called once a minute.
    public void writeBehind() {
        lastUse.write();
    }

    /// Takes no more news.
    public void close() {
        news.close();
    }
}
