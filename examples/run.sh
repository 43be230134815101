#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh [EXAMPLE]...  builds and runs the examples (by default all) and a new plugin of each kind (`new`), as a stranger would: with the artifacts that
#                      `mvn install` of this repository has installed, and nothing else. A line each; exit code 1 if one failed.
#
#   FORGE    the command, ../distribution/forge by default
#   MVN      how to run Maven, `mvn -B -ntp -o` by default
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
FORGE=$(realpath "${FORGE:-../distribution/forge}")
# a build of an example lives for seconds
MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${MAVEN_OPTS:-}"
export FORGE MAVEN_OPTS MVN=${MVN:-mvn -B -ntp -o}
read -ra mvn <<<"$MVN"
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$work"' EXIT
failed=0

plugins=(hello-endpoint provider-echo connect-weather interceptor-redact no-parent new)
others=(custom-distribution cluster clients)
examples=("$@")
[ $# -gt 0 ] || examples=("${plugins[@]}" "${others[@]}")
for example in "${examples[@]}"; do
    case " ${plugins[*]} ${others[*]} " in
        *" $example "*) ;;
        *) echo "run.sh: there is no example $example; there are ${plugins[*]} ${others[*]}" >&2 && exit 2 ;;
    esac
done
wanted() { [[ " ${examples[*]} " == *" $1 "* ]]; }

# Sources are copied, so that nothing but the installed artifacts is near. One build makes them all, which is no parent of theirs and gives them
# nothing: Maven starts once.
build-plugins() {
    local plugin kind modules=() status
    for plugin in "${plugins[@]}"; do
        if [ "$plugin" != new ] && wanted "$plugin"; then
            mkdir "$work/$plugin"
            cp -r "$plugin"/pom.xml "$plugin"/src "$work/$plugin/"
            modules+=("$plugin")
        fi
    done
    if wanted new; then
        for kind in endpoint provider connect interceptor; do
            "$FORGE" plugin new "new-$kind" --kind "$kind" --package "com.acme.$kind" --dir "$work/new-$kind" >"$work/log" 2>&1 ||
                { cat "$work/log" >&2 && return 1; }
            modules+=("new-$kind")
        done
    fi
    [ ${#modules[@]} -gt 0 ] || return 0
    {
        echo '<project><modelVersion>4.0.0</modelVersion><groupId>com.example</groupId><artifactId>examples</artifactId><version>1</version>'
        echo "<packaging>pom</packaging><modules>$(printf '<module>%s</module>' "${modules[@]}")</modules></project>"
    } >"$work/pom.xml"
    (cd "$work" && "${mvn[@]}" -T 2 --fail-at-end verify) >"$work/log" 2>&1
    status=$?
    [ $status = 0 ] || grep -vE '^\[(INFO|WARNING)\]' "$work/log" >&2
    for plugin in "${modules[@]}"; do grep -E "^\[INFO\] $plugin .*(SUCCESS|FAILURE|SKIPPED)" "$work/log" | cut -c 8-; done
    return $status
}

run() { # example, command
    local begin=$SECONDS log=$work/$1.log
    if (cd "$1" && "${@:2}") >"$log" 2>&1; then
        echo "$1: ran in $((SECONDS - begin)) s"
        sed -n "s/^left out/$1: &/p" "$log"
    else
        { echo "$1: FAILED after $((SECONDS - begin)) s" && cat "$log"; } >&2
        return 1
    fi
}

run-custom-distribution() { # beside the plugin that it takes
    [ -d "$work/hello-endpoint" ] || cp -r hello-endpoint "$work/"
    cp -r custom-distribution "$work/"
    (cd "$work" && run custom-distribution ./try.sh)
}
run-cluster() { run cluster ./try.sh; }
run-clients() { FORGE_STRICT=1 run clients ./run.sh --with-sandbox; }

build-plugins || failed=1
running=()
for example in "${others[@]}"; do
    wanted "$example" || continue
    "run-$example" &
    running+=($!)
done
for pid in "${running[@]}"; do wait "$pid" || failed=1; done
exit $failed
