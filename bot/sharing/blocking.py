"""Lists that block: a hosts file and a response policy zone (RPZ) for a resolver.

Whole hosts alone: what is fake on a host of strangers is a page, and blocking the host would hit
everybody there.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.sharing.fakes import SharedFake
from bot.sharing.origin import Origin

ZONE = "kanaalcheck.rpz"
SECONDS = 300
LARGEST_SERIAL = 2**32
LONGEST_NAME = 253 - len(f"*.{ZONE}.")  # an entry has to fit in a name too


def hosts_file(fakes: Iterable[SharedFake], origin: Origin) -> str:
    """Give a hosts file that leads every fake host nowhere."""
    lines = [f"# {each}" for each in origin.notes]
    return "\n".join([*lines, *(f"0.0.0.0 {host}" for host in _hosts(fakes))]) + "\n"


def rpz(fakes: Iterable[SharedFake], origin: Origin) -> str:
    """Give a zone that answers for every fake host, and what is below it, that there is none."""
    serial = int(origin.at.timestamp()) % LARGEST_SERIAL
    lines = [
        *(f"; {each}" for each in origin.notes),
        f"$TTL {SECONDS}",
        f"@ IN SOA localhost. hostmaster.localhost. {serial} {SECONDS} 60 604800 {SECONDS}",
        "@ IN NS localhost.",
    ]
    for host in _hosts(fakes):
        lines += [f"{host} IN CNAME .", f"*.{host} IN CNAME ."]
    return "\n".join(lines) + "\n"


def _hosts(fakes: Iterable[SharedFake]) -> list[str]:
    hosts = {each.host for each in fakes if each.is_host and each.host}
    return sorted(host for host in hosts if len(host) <= LONGEST_NAME)
