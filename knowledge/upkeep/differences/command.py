"""`python -m knowledge diff OLD NEW`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from knowledge.arguments import Commands, day
from knowledge.upkeep.differences.comparing import changes
from knowledge.upkeep.differences.showing import FORMATS
from knowledge.upkeep.differences.sides import read_side


def add_to(commands: Commands[argparse.ArgumentParser], folder: Path, today: str) -> None:
    """Add the command to the command line.

    Args:
        commands: Of `python -m knowledge`.
        folder: Of the register, where none is given.
        today: Date to judge by, where none is given.
    """
    diff = commands.add_parser("diff", help="zeg wat een wijziging voor burgers verandert")
    diff.add_argument("old", metavar="OUD", help="map van het register, of een versie van git")
    diff.add_argument("new", metavar="NIEUW", nargs="?", help="idem; anders het register zelf")
    diff.add_argument("--format", choices=tuple(FORMATS), default="text", help="vorm")
    diff.add_argument("--today", type=day, default=today, help="datum van vandaag")
    diff.add_argument("--folder", type=Path, default=folder, help="map van het register")
    diff.set_defaults(run=_run)


def _run(asked: argparse.Namespace) -> int:
    """Say what changes.

    Raises:
        NoSuchVersionError: Nothing has the name that was given.
        RegisterError: One of the two has mistakes.
    """
    old = read_side(asked.old, beside=asked.folder)
    new = read_side(asked.new or str(asked.folder), beside=asked.folder)
    sys.stdout.write(FORMATS[asked.format](changes(old, new, asked.today)))
    return 0
