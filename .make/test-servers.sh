#!/usr/bin/env bash
# Makes sure that the programs which the tests start are on this machine.
set -euo pipefail

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
# A survey that was filled in and saved by another program is read.
command -v soffice >/dev/null || missing+=(libreoffice-calc-nogui)
# The answer to parliament as PDF is drawn with Pango.
/sbin/ldconfig -p 2>/dev/null | grep -q libpangoft2-1.0.so.0 || missing+=(libpangoft2-1.0-0 libharfbuzz-subset0)
command -v promtool >/dev/null || missing+=(prometheus) # alarms are judged as Prometheus does
command -v systemd-analyze >/dev/null || missing+=(systemd)
# Processes are restarted behind each proxy that the documentation holds a file for.
command -v nginx >/dev/null || missing+=(nginx-light)
command -v haproxy >/dev/null || missing+=(haproxy)
command -v caddy >/dev/null || missing+=(caddy)
# The widget is built anew, to prove that the committed file is what its source gives.
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
[ ${#missing[@]} -eq 0 ] && exit 0

printf '[tests] installing %s\n' "${missing[*]}" >&2
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  sudo=()
elif command -v apt-get >/dev/null && command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  sudo=(sudo)
else
  printf 'The tests need: %s. Install them with your package manager (Debian: apt install %s), then run make test again.\n' "${missing[*]}" "${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
