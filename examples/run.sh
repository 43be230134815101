#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh [PROJECT]...  builds the example plugins (by default all) and a new plugin of each kind (`new`), as a stranger would: with the artifacts that
#                      `mvn install` of this repository has installed, and nothing else. A line each with its time; exit code 1 if one failed.
#
#   FORGE    the command, ../distribution/forge by default
#   MVN      how to run Maven, `mvn -B -ntp -q -o` by default
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
forge=$(realpath "${FORGE:-../distribution/forge}")
read -ra mvn <<<"${MVN:-mvn -B -ntp -q -o}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

verify() { # name, directory
    local begin=$SECONDS
    if (cd "$2" && "${mvn[@]}" clean verify) >"$work/log" 2>&1; then
        echo "$1: verified in $((SECONDS - begin)) s"
    else
        echo "$1: FAILED after $((SECONDS - begin)) s" >&2
        cat "$work/log" >&2
        failed=1
    fi
}

# Sources are copied, so that nothing but the installed artifacts is near.
example() {
    mkdir -p "$work/$1"
    cp -r "$1"/pom.xml "$1"/src "$work/$1/"
    verify "$1" "$work/$1"
}

new() {
    local kind
    for kind in endpoint provider connect interceptor; do
        if "$forge" plugin new "acme-$kind" --kind "$kind" --package "com.acme.$kind" --dir "$work/new-$kind" >"$work/log" 2>&1; then
            verify "forge plugin new --kind $kind" "$work/new-$kind"
        else
            cat "$work/log" >&2
            failed=1
        fi
    done
}

projects=("$@")
[ $# -gt 0 ] || projects=(hello-endpoint provider-echo connect-weather interceptor-redact no-parent new)
for project in "${projects[@]}"; do
    if [ "$project" = new ]; then new; else example "$project"; fi
done
exit $failed
