#!/usr/bin/env bash
# Writes the hashes of every file of every pinned package, for pip --require-hashes. Needs PyPI and uv.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
  .venv/bin/python -m venv var/uv
  var/uv/bin/pip install --quiet uv
  uv=var/uv/bin/uv
fi

hashes_of() { # names and versions on standard input
  "$uv" pip compile --quiet --no-deps --generate-hashes --python-version 3.11 --no-header --no-annotate - -o "$1"
}

grep -v '^torch==' requirements.lock | hashes_of .make/hashes.lock
hashes_of .make/hashes-test.lock <requirements-test.lock
hashes_of .make/hashes-traces.lock <requirements-traces.lock
# The build without CUDA is not on PyPI: its hash is that of the index of torch, checked by hand.
{
  grep '^torch==[0-9.]*+cpu ' .make/torch.lock || true
  grep '^torch==' requirements.lock | hashes_of /dev/stdout | tr -d '\\\n' && echo
} >var/torch.lock
mv var/torch.lock .make/torch.lock
