"""`python -m knowledge survey new` and `survey read`."""

from __future__ import annotations

import argparse
from pathlib import Path

from knowledge.arguments import Commands, day


def add_to(commands: Commands[argparse.ArgumentParser], folder: Path, today: str) -> None:
    """Put the command in the command line.

    Args:
        commands: Where it goes.
        folder: The register, when none is named.
        today: Today's date, when none is named.
    """
    survey = commands.add_parser("survey", help="bevraag de organisaties over hun kanalen")
    steps = survey.add_subparsers(required=True, metavar="stap")
    made = steps.add_parser("new", help="maak voor elke organisatie een bestand om in te vullen")
    made.add_argument("--to", type=Path, required=True, metavar="MAP", help="waar ze komen")
    made.add_argument(
        "--organisation", nargs="+", metavar="KENMERK", help="alleen deze organisaties"
    )
    made.add_argument("--overwrite", action="store_true", help="vervang bestanden die er al zijn")
    made.set_defaults(run=_new)
    back = steps.add_parser("read", help="toon wat de ingevulde bestanden veranderen")
    back.add_argument("answers", type=Path, metavar="MAP", help="de map met ingevulde bestanden")
    back.add_argument("--write", action="store_true", help="schrijf het ook in het register")
    back.set_defaults(run=_read)
    for command in (made, back):
        command.add_argument("--folder", type=Path, default=folder, help="map van het register")
        command.add_argument("--today", type=day, default=today, help="datum van vandaag")


def _new(asked: argparse.Namespace) -> int:
    from knowledge.upkeep.survey.steps import new  # reading workbooks is heavy, and rarely asked

    return new(asked)


def _read(asked: argparse.Namespace) -> int:
    from knowledge.upkeep.survey.steps import read  # reading workbooks is heavy, and rarely asked

    return read(asked)
