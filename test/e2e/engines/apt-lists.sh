#!/usr/bin/env bash
# Package lists of the Debian suites that the images are made of, beside the machine's own apt: nothing is installed, no list of the machine changes.
# The mirror is the one that the machine's apt configuration names.
set -euo pipefail
folder=${1:?folder}
. /etc/os-release
mkdir -p "$folder/lists/partial"
mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' | awk -v suite="${VERSION_CODENAME:-}" '$1 == suite { print $2; exit }')
[ -n "$mirror" ] || { echo "apt's configuration names no mirror of Debian $VERSION_CODENAME"; exit 1; }
for suite in bookworm trixie sid; do echo "deb $mirror $suite main"; done >"$folder/sources.list"
cat >"$folder/apt.conf" <<CONF
Dir::State::Lists "$folder/lists";
Dir::State::status "/dev/null";
Dir::Cache "$folder";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Dir::Etc::SourceList "$folder/sources.list";
Dir::Etc::SourceParts "-";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
Acquire::Retries "3";
APT::Sandbox::User "root";
Debug::NoLocking "1";
CONF
APT_CONFIG=$folder/apt.conf apt-get -qq update
