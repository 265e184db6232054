#!/usr/bin/env bash
# Every subject since this rule exists has at most 72 characters, and no full stop.
set -euo pipefail
cd "$(dirname "$0")/.."
longest=72
begun=$(git log --diff-filter=A --format=%H -- .make/commits.sh 2>/dev/null | tail -n 1)
[ -n "$begun" ] || exit 0 # not committed yet, or no history here
git log --no-merges --format='%h %s' "$begun..HEAD" | awk -v longest="$longest" '
  { subject = substr($0, length($1) + 2) }
  length(subject) > longest { printf "%s: %d characters, at most %d: %s\n", $1, length(subject), longest, subject; wrong = 1 }
  subject ~ /\.$/ { printf "%s: ends in a full stop: %s\n", $1, subject; wrong = 1 }
  END { if (wrong) print "Write them anew with git rebase -i."; exit wrong }' >&2
