"""`python -m knowledge watch`."""

from __future__ import annotations

import argparse
import asyncio
import ipaddress
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from knowledge.arguments import Commands, day, web_url
from knowledge.data import load_data
from knowledge.model import Organisation
from knowledge.register.loading import read_addresses, read_register
from knowledge.register.registry import Registry
from knowledge.upkeep.saving.keeper import Keeper

STATE = Path("var/watch")
CANNOT = 2
INTERRUPTED = 130
LONGEST_PAUSE = 600
WITHOUT_CONTACT = (
    "websites moeten kunnen zien wie er kijkt: geef met --contact een pagina, of zet"
    " KANAALCHECK_PUBLIC_URL"
)


def add_to(commands: Commands[argparse.ArgumentParser], folder: Path, today: str) -> None:
    """Add the command to the command line.

    Args:
        commands: Of `python -m knowledge`.
        folder: Of the register, where none is given.
        today: Date of the round, where none is given.
    """
    watch = commands.add_parser("watch", help="kijk wat er buiten te zien is; lijst niets nieuws")
    watch.add_argument("--organisation", metavar="ORGANISATIE", help="alleen deze")
    watch.add_argument(
        "--only", choices=("sites", "names"), help="alleen websites, of alleen namen"
    )
    watch.add_argument(
        "--no-renew", action="store_true", help="vernieuw geen bevestigingen, alleen een verslag"
    )
    watch.add_argument("--to", type=Path, metavar="MAP", help="waar het verslag komt")
    watch.add_argument("--resume", action="store_true", help="ga verder waar het stopte")
    watch.add_argument(
        "--state", type=Path, default=STATE, metavar="MAP", help="wat onthouden wordt"
    )
    add_means(watch)
    watch.add_argument("--today", type=day, default=today, help="datum van vandaag")
    watch.add_argument("--folder", type=Path, default=folder, help="map van het register")
    watch.set_defaults(run=_run)


def add_means(command: argparse.ArgumentParser) -> None:
    """Add how other people's machines are asked."""
    command.add_argument(
        "--contact",
        metavar="URL",
        type=web_url,
        default=os.environ.get("KANAALCHECK_PUBLIC_URL") or None,
        help="pagina die websites te zien krijgen als wie er kijkt",
    )
    command.add_argument("--pause", type=seconds, default=2.0, help="seconden tussen twee vragen")
    command.add_argument(
        "--name-server",
        action="append",
        default=[],
        type=ip_number,
        metavar="IP",
        help="in plaats van de gewone",
    )
    command.add_argument(
        "--allow", action="append", default=[], type=ip_network, metavar="NETWERK",
        help="eigen netwerk dat bekeken mag worden",
    )  # fmt: skip


def _run(asked: argparse.Namespace) -> int:
    """Go round and write the report.

    Raises:
        RegisterError: The register has mistakes.
        OSError: The report cannot be written.
    """
    addresses = read_addresses(asked.folder)
    registry = Registry(read_register(asked.folder, addresses), addresses)
    problem = _missing(asked, registry)
    if problem:
        sys.stderr.write(f"Dat lukt niet: {problem}\n")
        return CANNOT
    # Only here: the other commands need no HTTP, no HTML and no list of lookalikes.
    from knowledge.upkeep.watching.round import Round

    wanted = Round(
        registry=registry,
        organisations=_organisations(registry, asked.organisation),
        neighbours=neighbours(asked.folder / "neighbours.yml"),
        sites=asked.only != "names",
        names=asked.only != "sites",
        organisation=asked.organisation,
        state=asked.state,
        goes_on=asked.resume,
        today=asked.today,
        keeper=None if asked.no_renew else keeper_of(asked.folder, asked.today),
    )
    try:
        report = asyncio.run(
            wanted.go(
                contact=asked.contact,
                pause=asked.pause,
                servers=tuple(asked.name_server),
                allowed=tuple(asked.allow),
            )
        )
    except KeyboardInterrupt:
        sys.stderr.write("\nOnderbroken. Ga verder met --resume.\n")
        return INTERRUPTED
    where = asked.to or asked.state / f"report-{asked.today}"
    write(report, where)
    sys.stdout.write(report["report.txt"])
    sys.stderr.write(f"Het verslag staat in {where}.\n")
    return 0


def keeper_of(folder: Path, today: date) -> Keeper:
    """Give what writes changes of a register: commits where it is in a git work tree."""
    return Keeper(folder, is_enabled=True, clock=lambda: datetime.now(UTC), today=lambda: today)


def write(report: Mapping[str, str], folder: Path) -> None:
    """Write the files of a report, and take away what an earlier one left."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in report.items():
        if text:
            (folder / name).write_text(text, encoding="utf-8")
        else:
            (folder / name).unlink(missing_ok=True)


def neighbours(path: Path) -> frozenset[str]:
    """Read the real domains of others near official ones."""
    if not path.is_file():
        return frozenset()
    return frozenset(load_data(path)["neighbours"])


def _missing(asked: argparse.Namespace, registry: Registry) -> str | None:
    if asked.organisation and registry.organisation(asked.organisation) is None:
        return f"er is geen organisatie {asked.organisation}"
    if asked.only != "names" and not asked.contact:
        return WITHOUT_CONTACT
    return None


def _organisations(registry: Registry, only: str | None) -> tuple[Organisation, ...]:
    chosen: Iterable[Organisation] = registry.register.organisations.values()
    return tuple(each for each in chosen if only in (None, each.id))


def seconds(text: str) -> float:
    """Read a pause in seconds, for argparse."""
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= LONGEST_PAUSE:
        raise argparse.ArgumentTypeError(f"{text} is geen aantal seconden tot {LONGEST_PAUSE}")
    return found


def ip_number(text: str) -> str:
    """Read an IP address, for argparse."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is geen IP-adres") from error


def ip_network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """Read a network, for argparse."""
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is geen netwerk als 10.20.0.0/16") from error
