// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.archive;

import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.util.LicenseResolver;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Licences by one name: the SPDX id where what somebody wrote is known to mean one.
public final class Licences {
    private Licences() {}

    /// The SPDX ids of names and addresses of licences; what is not known stays as it is.
    public static List<String> spdx(Collection<String> written) {
        return written.stream().map(Licences::spdx).distinct().sorted().toList();
    }

    /// Whether it is an SPDX id.
    public static boolean isSpdx(String name) {
        return choice(name)
                .map(LicenseChoice::getLicenses)
                .filter(all -> !all.isEmpty())
                .map(List::getFirst)
                .map(License::getId)
                .filter(name::equals)
                .isPresent();
    }

    private static String spdx(String written) {
        return choice(written)
                .map(LicenseChoice::getLicenses)
                .filter(all -> !all.isEmpty())
                .map(List::getFirst)
                .map(License::getId)
                .orElse(written);
    }

    private static Optional<LicenseChoice> choice(String written) {
        return Optional.ofNullable(LicenseResolver.resolve(written, false));
    }
}
