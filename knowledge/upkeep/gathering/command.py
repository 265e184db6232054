"""`python -m knowledge gather`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.arguments import Commands, day
from knowledge.register.loading import read_addresses, read_register
from knowledge.register.registry import Registry
from knowledge.upkeep.gathering.latest import LATEST, STATE, BusyError, alone
from knowledge.upkeep.watching.command import (
    CANNOT,
    INTERRUPTED,
    WITHOUT_CONTACT,
    add_means,
    keeper_of,
    write,
)

if TYPE_CHECKING:
    from knowledge.upkeep.gathering.round import Round
    from knowledge.upkeep.gathering.showing import Gathered

CHOICES = ("sites", "register", "wikidata", "apps", "mail")


def add_to(commands: Commands[argparse.ArgumentParser], folder: Path, today: str) -> None:
    """Add the command to the command line.

    Args:
        commands: Of `python -m knowledge`.
        folder: Of the register, where none is given.
        today: Date of the round, where none is given.
    """
    gather = commands.add_parser(
        "gather", help="vraag bronnen naar kanalen; stelt voor, zet niets in het register"
    )
    gather.add_argument(
        "--only", action="append", default=[], choices=CHOICES, help="alleen deze bron; mag vaker"
    )
    gather.add_argument("--organisation", metavar="ORGANISATIE", help="alleen deze")
    gather.add_argument("--resume", action="store_true", help="ga verder waar het stopte")
    gather.add_argument(
        "--report",
        type=Path,
        metavar="BESTAND",
        help="waar het verslag komt: BESTAND.txt, BESTAND.json en BESTAND.candidates.yml",
    )
    gather.add_argument(
        "--save", action="store_true", help="zet wat niet zwak is bij de kandidaten"
    )
    gather.add_argument(
        "--state", type=Path, default=STATE, metavar="MAP", help="wat onthouden wordt"
    )
    add_means(gather)
    gather.add_argument("--today", type=day, default=today, help="datum van vandaag")
    gather.add_argument("--folder", type=Path, default=folder, help="map van het register")
    gather.set_defaults(run=_run)


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
    # Only here: the other commands need no HTTP and no HTML.
    from knowledge.upkeep.gathering.round import Choice, Round, report_of

    chosen = registry.register.organisations.values()
    wanted = Round(
        registry=registry,
        organisations=tuple(each for each in chosen if asked.organisation in (None, each.id)),
        choices=tuple(map(Choice, dict.fromkeys(asked.only or CHOICES))),
        state=asked.state,
        goes_on=asked.resume,
        today=asked.today,
    )
    try:
        with alone(asked.state):
            gathered = asyncio.run(_go(wanted, asked))
    except BusyError:
        sys.stderr.write(f"Dat lukt niet: in {asked.state} loopt al een ronde\n")
        return CANNOT
    except KeyboardInterrupt:
        sys.stderr.write("\nOnderbroken. Ga verder met --resume.\n")
        return INTERRUPTED
    where = (asked.report or asked.state / f"report-{asked.today}").with_suffix("")
    report = report_of(gathered, asked.today)
    write({f"{where.name}.{end}": text for end, text in report.items()}, where.parent)
    write({LATEST: report["json"]}, asked.state)
    sys.stdout.write(report["txt"])
    sys.stderr.write(f"Het verslag staat in {where}.txt en {where}.json.\n")
    return _save(asked, gathered) if asked.save else 0


async def _go(wanted: Round, asked: argparse.Namespace) -> Gathered:
    from knowledge.upkeep.watching.names import DnsResolver
    from knowledge.upkeep.watching.round import real_fetcher

    resolver = DnsResolver(tuple(asked.name_server))
    async with real_fetcher(resolver, asked.contact, asked.pause, tuple(asked.allow)) as fetcher:
        return await wanted.go(fetcher, resolver)


def _save(asked: argparse.Namespace, gathered: Gathered) -> int:
    from knowledge.upkeep.gathering.accepting import proposed
    from knowledge.upkeep.gathering.judging import Strength
    from knowledge.upkeep.saving.keeper import RejectedError, UnchangedError
    from knowledge.upkeep.saving.work_tree import SavingError

    strong = [each for each in gathered.judged.proposals if each.strength is not Strength.WEAK]
    keeper = keeper_of(asked.folder, asked.today)
    try:
        outcome = proposed(keeper, strong, account="gather", today=asked.today)
    except UnchangedError:
        sys.stderr.write("Er zijn geen nieuwe kandidaten.\n")
        return 0
    except (SavingError, RejectedError) as error:
        sys.stderr.write(f"Dat lukt niet: {error}\n")
        return CANNOT
    if outcome.commit is None:
        sys.stdout.write(outcome.patch)
        sys.stderr.write("Niet bewaard: het register is hier geen werkmap van git.\n")
    else:
        sys.stderr.write(f"De kandidaten staan klaar, in commit {outcome.commit[:12]}.\n")
    return 0


def _missing(asked: argparse.Namespace, registry: Registry) -> str | None:
    if asked.organisation and registry.organisation(asked.organisation) is None:
        return f"er is geen organisatie {asked.organisation}"
    return None if asked.contact else WITHOUT_CONTACT
