#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Builds what the benchmark needs and runs it; `run.sh --help` says what it takes.
# SKIP_BUILD=1 runs what was built last.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

module=platform/benchmark
if [[ -z "${SKIP_BUILD:-}" || ! -d $module/target/lib ]]; then
    modules=$module
    # An assembled distribution is measured; until there is one, others can be.
    if grep -q '^ *<module>distribution</module>' pom.xml; then
        modules+=,distribution
    fi
    # How the code is laid out does not matter here; the one use of the exec plugin is to look at that.
    mvn --quiet --projects "$modules" --also-make package \
        -Dmaven.test.skip -Dexec.skip -Dspotless.check.skip >&2
fi

# Prints the first java of version 25 or later among the usual places.
java25() {
    local java version
    for java in "${JAVA_HOME:-/nowhere}/bin/java" java /usr/lib/jvm/*/bin/java \
        /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
        version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' || true)
        if [[ "${version:-0}" -ge 25 ]]; then
            command -v "$java"
            return
        fi
    done
    echo "no Java 25 or later; set JAVA_HOME" >&2
    return 1
}

exec "$(java25)" -XX:+UseSerialGC -Xms512m -Xmx512m \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$module/target/classes:$module/target/lib/*" \
    ai.optimaforge.benchmark.Benchmark "$@"
