#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# verify.sh ARTIFACTS LOCAL_REPOSITORY SETTINGS OFFLINE    run.sh, for `mvn verify`: with the artifacts of the build that goes on, which installs nothing.
#
#   ARTIFACTS           a local repository that has them
#   LOCAL_REPOSITORY    the user's
#   SETTINGS, OFFLINE   as the build has them: the file of settings, which need not be there, and true or false
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
repository=$(mktemp -d)
trap 'rm -rf "$repository"' EXIT

# The user's local repository by links, but for what is ours: third-party artifacts are looked for, downloaded and kept as in any build of the
# user's, mirrors, proxies and `-o` included, and nothing of ours comes from there or goes there.
shopt -s nullglob
mkdir "$repository/ai"
for entry in "$2"/* "$2"/ai/*; do
    case $entry in
        "$2/ai" | "$2/ai/optimaforge") ;;
        *) ln -s "$entry" "$repository/${entry#"$2/"}" ;;
    esac
done
ln -s "$1/ai/optimaforge" "$repository/ai/optimaforge"

MVN+=" -Dmaven.repo.local=$repository"
[[ ! -f $3 ]] || MVN+=" -s $3"
[[ $4 != true ]] || MVN+=" -o"
export MVN
./run.sh
