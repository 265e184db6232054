#!/usr/bin/env bash
# Fails when PyPI knows an advisory on a pinned package that nobody has judged yet. Needs PyPI.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -x var/audit/bin/pip-audit ] || {
  .venv/bin/python -m venv var/audit
  var/audit/bin/pip install --quiet pip-audit==2.10.1
}
# Lines of .make/accepted-advisories: id, package, and why it cannot reach us.
ignored=()
while read -r id _; do
  case $id in '' | '#'*) ;; *) ignored+=(--ignore-vuln "$id") ;; esac
done <.make/accepted-advisories
exec var/audit/bin/pip-audit --no-deps --disable-pip --progress-spinner off \
  -r .make/hashes.lock -r .make/hashes-test.lock ${ignored[@]+"${ignored[@]}"}
