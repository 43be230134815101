// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.spi.admin.Limits;
import ai.optimaforge.spi.config.Setting;
import ai.optimaforge.spi.feature.Tier;

import java.util.List;
import java.util.Optional;

/// What each tier may do: `tiers.…`. What is not set is as the contract has it.
public record TiersConfig(
        @Setting("What the tier free may do") TierConfig free,
        @Setting("What the tier pro may do") TierConfig pro,
        @Setting("What the tier ultimate may do") TierConfig ultimate,
        @Setting("What the tier enterprise may do") TierConfig enterprise) {
    private static final Limits FREE = limits(10, 100, 10_000, 2);
    private static final Limits PRO = limits(100, 10_000, 100_000, 10);
    private static final Limits ULTIMATE = limits(1_000, 0, 1_000_000, 50);

    /// The limits of one tier, of which 0 means that there is none, and its models.
    public record TierConfig(
            @Setting("Calls in a minute; 0 for no limit") Optional<Long> requestsPerMinute,
            @Setting("Calls in a day; 0 for no limit") Optional<Long> requestsPerDay,
            @Setting("Tokens in a minute; 0 for no limit") Optional<Long> tokensPerMinute,
            @Setting("Calls at the same time; 0 for no limit") Optional<Long> concurrent,
            @Setting("US dollars in a day; 0 for no limit") Optional<Double> usdPerDay,
            @Setting("US dollars in a month; 0 for no limit") Optional<Double> usdPerMonth,
            @Setting(
                            "The only models that its users may call, as model or instance/model,"
                                    + " * for anything; all if there is none")
                    List<String> models) {
        /// Keeps a copy, and checks that every pattern says something.
        public TierConfig {
            models = List.copyOf(models);
            if (models.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("models must not hold an empty pattern");
            }
        }

        private Limits over(Limits usual) {
            return new Limits(
                    requestsPerMinute.or(usual::requestsPerMinute).filter(n -> n > 0),
                    requestsPerDay.or(usual::requestsPerDay).filter(n -> n > 0),
                    tokensPerMinute.or(usual::tokensPerMinute).filter(n -> n > 0),
                    concurrent.or(usual::concurrent).filter(n -> n > 0),
                    usdPerDay.or(usual::usdPerDay).filter(n -> n > 0),
                    usdPerMonth.or(usual::usdPerMonth).filter(n -> n > 0));
        }
    }

    private static Limits limits(long minute, long day, long tokens, long concurrent) {
        return new Limits(
                Optional.of(minute),
                Optional.of(day).filter(n -> n > 0),
                Optional.of(tokens),
                Optional.of(concurrent),
                Optional.empty(),
                Optional.empty());
    }

    /// What a tier may do.
    public Limits of(Tier tier) {
        return switch (tier) {
            case FREE -> free.over(FREE);
            case PRO -> pro.over(PRO);
            case ULTIMATE -> ultimate.over(ULTIMATE);
            case ENTERPRISE -> enterprise.over(Limits.NONE);
        };
    }

    /// The patterns of the models that a tier may call; all models if there is none.
    public List<String> models(Tier tier) {
        return switch (tier) {
            case FREE -> free.models();
            case PRO -> pro.models();
            case ULTIMATE -> ultimate.models();
            case ENTERPRISE -> enterprise.models();
        };
    }
}
