"""`python -m knowledge overview`: the annex "Overzicht sociale media", made again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from knowledge.addresses.platforms import Platforms
from knowledge.arguments import Commands, day
from knowledge.model import Register
from knowledge.publishing.overview.model import Overview, make_overview
from knowledge.publishing.overview.page import as_html
from knowledge.publishing.overview.scope import UnknownNameError, domain_named, minister_named
from knowledge.publishing.overview.selection import EVERYONE, Selection, select
from knowledge.publishing.overview.table import as_csv, as_json
from knowledge.register.loading import read_addresses, read_register

CANNOT = 2


def _as_xlsx(overview: Overview) -> bytes:
    from knowledge.publishing.overview.spreadsheet import as_xlsx  # heavy, and rarely asked

    return as_xlsx(overview)


TEXTS: Mapping[str, Callable[[Overview], str]] = {
    "html": as_html,
    "csv": as_csv,
    "json": as_json,
}
FILES = ("xlsx", "pdf")
"""Forms that are no text."""


def add_to(commands: Commands[argparse.ArgumentParser], folder: Path, today: str) -> None:
    """Add the command to the command line.

    Args:
        commands: Of `python -m knowledge`.
        folder: Of the register, where none is given.
        today: Date to judge by, where none is given.
    """
    overview = commands.add_parser("overview", help="maak het overzicht van de kanalen")
    overview.add_argument(
        "--format", choices=(*TEXTS, *FILES), default="html", help="vorm van het bestand"
    )
    overview.add_argument("--to", type=Path, metavar="BESTAND", help="waarheen; anders het scherm")
    overview.add_argument("--ministers", action="store_true", help="ook de ministers")
    overview.add_argument("--minister", metavar="NAAM", help="alleen wat onder deze minister valt")
    overview.add_argument(
        "--policy-domain", metavar="NAAM", help="alleen dit beleidsdomein, zoals mow"
    )
    overview.add_argument("--platform", metavar="SLEUTEL", help="alleen dit platform, zoals x")
    overview.add_argument("--folder", type=Path, default=folder, help="map van het register")
    overview.add_argument("--today", type=day, default=today, help="datum van vandaag")
    overview.set_defaults(run=_run)


def _run(asked: argparse.Namespace) -> int:
    """Make the overview.

    Raises:
        RegisterError: The register has mistakes.
        OSError: The file cannot be written.
    """
    if asked.to is None and asked.format in FILES:
        sys.stderr.write(f"Zeg met --to waar het {asked.format}-bestand moet komen.\n")
        return CANNOT
    addresses = read_addresses(asked.folder)
    register = read_register(asked.folder, addresses)
    whole = make_overview(register, addresses.platforms, asked.today)
    try:
        part = select(whole, _selection(asked, register, whole))
    except UnknownNameError as error:
        sys.stderr.write(f"Dat lukt niet: {error}\n")
        return CANNOT
    if asked.to is None:
        sys.stdout.write(TEXTS[asked.format](part))
        return 0
    asked.to.write_bytes(_content(asked.format, part, register, addresses.platforms))
    sys.stderr.write(f"{len(part.organisations)} organisaties in {asked.to}.\n")
    return 0


def _content(form: str, part: Overview, register: Register, platforms: Platforms) -> bytes:
    """Make a file.

    Raises:
        NoPangoError: A PDF cannot be drawn on this machine.
    """
    if form == "pdf":
        from knowledge.publishing.parliament.overview_file import as_pdf  # heavy, and rarely asked

        return as_pdf(part, register, platforms)
    return _as_xlsx(part) if form == "xlsx" else TEXTS[form](part).encode()


def _selection(asked: argparse.Namespace, register: Register, whole: Overview) -> Selection:
    """Give what was asked for.

    Raises:
        UnknownNameError: No minister, policy domain or platform has that name.
    """
    platforms = {each.key for each in whole.platforms}
    if asked.platform and asked.platform not in platforms:
        choices = ", ".join(sorted(platforms))
        raise UnknownNameError(f"geen kanaal staat op '{asked.platform}'; kies een van: {choices}")
    return Selection(
        domain=domain_named(whole, asked.policy_domain).key if asked.policy_domain else None,
        minister=minister_named(register, asked.minister).id if asked.minister else None,
        platform=asked.platform,
        kind=EVERYONE if asked.ministers else None,
    )
