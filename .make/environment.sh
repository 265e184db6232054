#!/usr/bin/env bash
# Makes .venv from the lock files; does nothing when it is up to date.
# Usage: .make/environment.sh run|test
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=${1:-run}
venv=.venv
locks=(requirements.lock)
hashed=(.make/hashes.lock)
[ "$wanted" = test ] && locks+=(requirements-test.lock) && hashed+=(.make/hashes-test.lock)

say() { printf '%s\n' "$*" >&2; }

is_311() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; }

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3.11 python3 \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.11*/bin/python /opt/homebrew/bin/python3.11; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null && is_311 "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
  if command -v uv >/dev/null; then
    uv python find 3.11 2>/dev/null && return
    say 'Python 3.11 is not here yet: asking uv to fetch it.'
    uv python install 3.11 >&2 && uv python find 3.11 && return
  fi
  say 'Python 3.11 is missing. Get it with "pyenv install 3.11", "uv python install 3.11" or "apt install python3.11 python3.11-venv", then run make again.'
  return 1
}

fingerprint() { cat "${locks[@]}" "${hashed[@]}" .make/torch.lock .make/environment.sh | sha256sum | cut -c1-16; }

stamp="$venv/.installed-$wanted"
other="$venv/.installed-test" # what tests need includes what running needs
print=$(fingerprint)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$print" ] && exit 0
if [ "$wanted" = run ] && [ -f "$other" ] && [ requirements.lock -ot "$other" ]; then exit 0; fi

python=$(find_python)
if [ ! -x "$venv/bin/python" ] || ! is_311 "$venv/bin/python"; then
  say "[environment] making $venv with $python"
  rm -rf "$venv"
  "$python" -m venv "$venv" || {
    say 'The venv module is missing. Get it with "apt install python3.11-venv", then run make again.'
    exit 1
  }
fi
pip=("$venv/bin/python" -m pip --disable-pip-version-check)

# Rasa pins old versions of libraries that are safe to move up: its resolver is not asked.
total=$(cat "${locks[@]}" | grep -c '^[A-Za-z0-9]')
say "[environment] installing $total pinned packages (the first time about 3 minutes)"
mkdir -p var
# Without an index (docs/operations.md) packages were checked when they were fetched, and some built.
checking=(--require-hashes)
if [ -n "${PIP_NO_INDEX:-}" ]; then
  checking=()
  cat "${locks[@]}" | grep -v '^torch==' >var/wanted.lock
else
  cat "${hashed[@]}" >var/wanted.lock
fi
"${pip[@]}" install --no-deps --ignore-requires-python ${checking[@]+"${checking[@]}"} -r var/wanted.lock 2>var/install.log |
  awk -v total="$total" '/^(Collecting|Requirement already)/ { n++; if (n % 20 == 0) { printf "  %d of %d\n", n, total; fflush() } }' >&2 || {
  tail -n 20 var/install.log >&2
  say 'Installing the Python packages failed: the lines above say why. Most often PyPI cannot be reached; try again when it can.'
  exit 1
}

torch_imports() { "$venv/bin/python" -c 'import torch' 2>/dev/null; }
install_torch() {
  local version
  version=$(sed -n 's/^torch==\([0-9.]*\).*/\1/p' requirements.lock)
  if torch_imports && "$venv/bin/python" -c "import torch,sys; sys.exit(not torch.__version__.startswith('$version'))"; then return; fi
  say "[environment] installing torch $version, CPU build (about 200 MB)"
  grep "^torch==$version+cpu " .make/torch.lock >var/torch-cpu.lock
  grep "^torch==$version " .make/torch.lock >var/torch.lock
  if [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]; then
    # The build without CUDA lives on torch's own index, or lies ready for pip on this machine.
    "${pip[@]}" install -q --no-deps --require-hashes -r var/torch-cpu.lock --retries 0 \
      --extra-index-url https://download.pytorch.org/whl/cpu 2>>var/install.log && torch_imports && return
  fi
  "${pip[@]}" install -q --no-deps --require-hashes -r var/torch.lock 2>>var/install.log && torch_imports && return
  say "torch $version (CPU build) could not be installed. Make https://download.pytorch.org/whl/cpu reachable, or put its wheel in a folder and run: PIP_FIND_LINKS=FOLDER make run"
  return 1
}
install_torch

printf '%s' "$print" >"$stamp"
say '[environment] ready'
