"""`python -m knowledge import`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.arguments import Commands, day
from knowledge.register.loading import read_addresses, read_register
from knowledge.register.neighbours import NEIGHBOURS_FILE, load_neighbours
from knowledge.register.registry import Registry
from knowledge.upkeep.watching.command import CANNOT, keeper_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.upkeep.importing.judging import Addition, Judged
    from knowledge.upkeep.importing.writing import Checked
    from knowledge.upkeep.saving.keeper import Keeper

SOME_MISTAKES = 1
ACCOUNT = "import"


def add_to(commands: Commands[argparse.ArgumentParser], folder: Path, today: str) -> None:
    """Add the command to the command line.

    Args:
        commands: Of `python -m knowledge`.
        folder: Of the register, where none is given.
        today: Date of the import, where none is given.
    """
    importing = commands.add_parser("import", help="lees een rekenblad met kanalen (XLSX of CSV)")
    importing.add_argument("file", type=Path, metavar="BESTAND", help="het rekenblad")
    importing.add_argument(
        "--source",
        default="",
        metavar="BRON",
        help="waar het vandaan komt, als de rijen dat niet zeggen",
    )
    importing.add_argument("--write", action="store_true", help="schrijf het ook in het register")
    importing.add_argument(
        "--doubtful", action="store_true", help="schrijf ook wat u eerst moest nakijken"
    )
    importing.add_argument("--folder", type=Path, default=folder, help="map van het register")
    importing.add_argument("--today", type=day, default=today, help="datum van vandaag")
    importing.set_defaults(run=_run)


def _run(asked: argparse.Namespace) -> int:
    """Show what a spreadsheet adds, and write it when that is asked.

    Raises:
        RegisterError: The register has mistakes.
        OSError: The file cannot be read.
    """
    # Only here: reading spreadsheets is heavy, and rarely asked.
    from knowledge.upkeep.importing.judging import Judge, Origin
    from knowledge.upkeep.importing.reading import read_channels
    from knowledge.upkeep.importing.writing import checked
    from knowledge.upkeep.survey.reading import UnreadableWorkbookError

    addresses = read_addresses(asked.folder)
    registry = Registry(read_register(asked.folder, addresses), addresses)
    neighbours = load_neighbours(asked.folder / NEIGHBOURS_FILE)
    try:
        read = read_channels(asked.file, asked.file.name, addresses.platforms)
    except UnreadableWorkbookError as error:
        sys.stderr.write(f"Dat lukt niet: {error}\n")
        return CANNOT
    origin = Origin(" ".join(asked.source.split()), asked.today)
    judge = Judge(asked.file.name, registry, neighbours, origin, asked.today)
    judged = judge.judge(read)
    wanted = [each for each in judged.additions if asked.doubtful or not each.doubts]
    keeper = keeper_of(asked.folder, asked.today)
    found = checked(keeper, wanted, addresses, asked.file.name)
    if found.preview and not asked.write:
        sys.stdout.write(found.preview.difference)
    _tell(judged, found, is_all=asked.doubtful)
    problems = [*judged.problems, *found.problems]
    if asked.write and found.additions:
        code = _write(keeper, found.additions, asked)
        if code:
            return code
    elif not asked.write:
        _say(f"Toe te voegen (schrijven doet --write): {_counted(len(found.additions))}.")
    return SOME_MISTAKES if problems else 0


def _tell(judged: Judged, found: Checked, *, is_all: bool) -> None:
    for change in found.preview.changes if found.preview else ():
        _say(f"Voor burgers: {change.text}")
    for note in judged.notes:
        _say(note)
    for each in judged.additions:
        if each.doubts and not is_all:
            place = f"blad {each.entry.sheet}, cel {each.entry.places['address']}"
            doubts = ", ".join(each.doubts)
            _say(f"VRAAG {place}: {each.organisation} {each.address.value}: {doubts}")
    for problem in (*judged.problems, *found.problems):
        _say(f"FOUT {problem}")


def _write(keeper: Keeper, additions: Sequence[Addition], asked: argparse.Namespace) -> int:
    from knowledge.upkeep.importing.writing import listing, subject_of
    from knowledge.upkeep.saving.keeper import RejectedError, UnchangedError
    from knowledge.upkeep.saving.work_tree import SavingError

    names, make = listing(additions, read_addresses(asked.folder))
    subject = subject_of(additions, asked.file.name)
    try:
        outcome = keeper.change(names, make, seen=None, account=ACCOUNT, subject=subject)
    except UnchangedError:
        _say("Er was niets te wijzigen.")
        return 0
    except (SavingError, RejectedError) as error:
        _say(f"Dat lukt niet: {error}")
        return CANNOT
    if outcome.commit is None:
        sys.stdout.write(outcome.patch)
        _say("Niet bewaard: het register is hier geen werkmap van git.")
        return 0
    _say(f"In het register: {_counted(len(additions))}, in commit {outcome.commit[:12]}.")
    return 0


def _counted(count: int) -> str:
    return "1 kanaal" if count == 1 else f"{count} kanalen"


def _say(line: str) -> None:
    """Tell staff something beside the changes themselves."""
    sys.stderr.write(f"{line}\n")
