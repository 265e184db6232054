"""`python -m knowledge`: what staff do with the register from a terminal."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from knowledge.addresses.address import Addresses
from knowledge.arguments import day
from knowledge.files.documents import Document, UnreadableDocumentError, parse_document, shown_path
from knowledge.files.editing import ChannelNotFoundError, confirmed, formatted
from knowledge.files.problem import MISTAKE, Problem, has_mistake
from knowledge.linting.file_rules import files_of
from knowledge.linting.output import FORMATS, shortened
from knowledge.linting.schema_rules import check_shape
from knowledge.model import Register, Verification, VerificationMethod
from knowledge.publishing import overview_command as overview
from knowledge.publishing.export import command as export
from knowledge.publishing.parliament import command as answer
from knowledge.register.due import due_channels, ending_lists
from knowledge.register.loading import RegisterError, load_register, read_addresses, read_register
from knowledge.upkeep.differences import command as diff
from knowledge.upkeep.differences.sides import NoSuchVersionError
from knowledge.upkeep.gathering import command as gather
from knowledge.upkeep.importing import command as importing
from knowledge.upkeep.survey import command as survey
from knowledge.upkeep.watching import command as watch
from knowledge.wording.teams import OwnWords, Teams

OWN_FOLDER = Path(__file__).parent
SOME_MISTAKES = 1
CANNOT = 2

OTHERS = (diff, export, survey, importing, gather, watch, overview, answer)
"""Commands in modules of their own: `add_to(commands, folder, today)` puts one in."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What was typed after `python -m knowledge`; None reads the command line.

    Returns:
        0 when all is well, 1 when mistakes were found, 2 when the command could not be done.
    """
    asked = _parser().parse_args(arguments)
    try:
        code: int = asked.run(asked)
    except (RegisterError, UnreadableDocumentError) as error:
        print(error, file=sys.stderr)
        return CANNOT
    except (ChannelNotFoundError, NoSuchVersionError, OSError) as error:
        print(f"Dat lukt niet: {error}", file=sys.stderr)
        return CANNOT
    return code


def _lint(asked: argparse.Namespace) -> int:
    problems = _problems(asked)
    is_short = asked.format == "text" and not asked.all
    print("".join(shortened(problems)) if is_short else FORMATS[asked.format](problems), end="")
    if asked.format == "text":
        print(_counted(problems), file=sys.stderr)
    return SOME_MISTAKES if has_mistake(problems) else 0


def _problems(asked: argparse.Namespace) -> tuple[Problem, ...]:
    try:
        addresses = read_addresses(asked.folder)
    except RegisterError as error:
        return error.problems
    return load_register(asked.folder, addresses, today=asked.today).problems


def _counted(problems: Sequence[Problem]) -> str:
    counts = Counter(problem.level for problem in problems)
    mistakes, warnings = counts[MISTAKE], counts.total() - counts[MISTAKE]
    if not problems:
        return "Geen fouten."
    return f"{mistakes} fout(en), {warnings} waarschuwing(en)."


def _format(asked: argparse.Namespace) -> int:
    addresses = read_addresses(asked.folder)
    changed = 0
    for path, kind in files_of(asked.folder):
        if kind in ("platforms", "neighbours"):
            continue
        before = path.read_bytes()
        after = formatted(parse_document(shown_path(path), before), addresses).encode()
        if after == before:
            continue
        changed += 1
        print(f"{shown_path(path)}: {'niet in vorm' if asked.check else 'in vorm gebracht'}")
        if not asked.check:
            path.write_bytes(after)
    return SOME_MISTAKES if changed and asked.check else 0


def _due(asked: argparse.Namespace) -> int:
    addresses, register = _register(asked)
    unknown = _unknown(asked, addresses, register)
    if unknown:
        print(f"Dat lukt niet: {unknown}", file=sys.stderr)
        return CANNOT
    due = [
        (organisation, channel)
        for organisation, channel in due_channels(register, addresses.platforms, asked.today)
        if asked.organisation in (None, organisation.id)
        and asked.platform in (None, channel.address.platform)
    ]
    for organisation, channel in due[: asked.limit]:
        verified, place = channel.verified, channel.position
        when = f"bevestigd op {verified.date}" if verified else "nog nooit bevestigd"
        where = f"{place.file}:{place.line}" if place else ""
        address = f"{channel.address.platform}  {channel.address.value}"
        print(f"{organisation.id}  {address}  {when}  {where}")
    ending = ending_lists(register, addresses.platforms, asked.today)
    for each in ending:
        ends = "vervallen na" if each.until < asked.today else "telt tot en met"
        said = f"volledige lijst verklaard op {each.said}, {ends} {each.until}"
        print(f"{each.organisation.id}  {each.platform}  {said}")
    print(f"{len(due)} kanalen wachten op bevestiging ({asked.today}).", file=sys.stderr)
    if ending:
        print(f"{len(ending)} verklaringen zijn vervallen of vervallen bijna.", file=sys.stderr)
    return 0


def _unknown(asked: argparse.Namespace, addresses: Addresses, register: Register) -> str:
    """Say which name in a filter the register does not have; empty where it has both."""
    if asked.organisation and asked.organisation not in register.organisations:
        return f"er is geen organisatie {asked.organisation}"
    if asked.platform and asked.platform not in addresses.platforms:
        return f"er is geen platform {asked.platform}"
    return ""


def _confirm(asked: argparse.Namespace) -> int:
    addresses = read_addresses(asked.folder)
    path = asked.folder / "organisations" / f"{asked.organisation}.yml"
    if not path.is_file():
        print(f"Dat lukt niet: {shown_path(path)} bestaat niet.", file=sys.stderr)
        return CANNOT
    document = _right(parse_document(shown_path(path), path.read_bytes()))
    if not Teams.load().is_team(asked.by, OwnWords.in_file(document.data)):
        print(
            f"Dat lukt niet: zet bij --by de naam van uw team, niet {asked.by}. Elk woord moet een"
            " gewoon woord voor een team zijn, of in de naam van de organisatie staan, zoals"
            ' "team communicatie"; nooit de naam van een persoon.',
            file=sys.stderr,
        )
        return CANNOT
    verification = Verification(asked.date, asked.by, VerificationMethod(asked.method))
    after = confirmed(document, asked.address, verification, addresses, asked.platform)
    _right(parse_document(document.file, after.encode()))
    path.write_bytes(after.encode())
    print(f"{document.file}: {asked.address} bevestigd op {asked.date} door {asked.by}.")
    return 0


def _right(document: Document) -> Document:
    """Give a file back whose shape is right.

    Raises:
        RegisterError: The shape is wrong.
    """
    problems = tuple(check_shape(document, "organisation"))
    if problems:
        raise RegisterError(problems)
    return document


def _register(asked: argparse.Namespace) -> tuple[Addresses, Register]:
    addresses = read_addresses(asked.folder)
    return addresses, read_register(asked.folder, addresses)


class _DutchParser(argparse.ArgumentParser):
    """Says in Dutch what is wrong with the command line."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(CANNOT, f"Verkeerd gebruik: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _DutchParser(prog="python -m knowledge", description="Beheer van het register.")
    commands = parser.add_subparsers(required=True, metavar="opdracht")
    folder = Path(os.environ.get("KANAALCHECK_KNOWLEDGE") or OWN_FOLDER)
    # As text: argparse then tells when the environment holds no date.
    today = os.environ.get("KANAALCHECK_TODAY") or f"{datetime.now(UTC).astimezone():%Y-%m-%d}"

    lint = commands.add_parser("lint", help="kijk het register na")
    lint.add_argument(
        "--format", choices=tuple(FORMATS), default="text", help="vorm van de uitvoer"
    )
    lint.add_argument("--all", action="store_true", help="toon ook elke waarschuwing")
    lint.set_defaults(run=_lint)

    form = commands.add_parser("format", help="breng de bestanden in de vorm van het huis")
    form.add_argument(
        "--check", action="store_true", help="verander niets, zeg alleen wat anders moet"
    )
    form.set_defaults(run=_format)

    due = commands.add_parser("due", help="toon welke kanalen opnieuw bevestigd moeten worden")
    due.add_argument("--organisation", metavar="ORGANISATIE", help="alleen deze")
    due.add_argument("--platform", metavar="PLATFORM", help="alleen op dit platform")
    due.add_argument("--limit", type=int, metavar="AANTAL", help="toon alleen de eerste")
    due.set_defaults(run=_due)

    confirm = commands.add_parser("confirm", help="noteer dat een team een kanaal heeft nagekeken")
    confirm.add_argument("organisation", metavar="ORGANISATIE", help="bestandsnaam zonder .yml")
    confirm.add_argument("address", metavar="ADRES", help="het adres van het kanaal")
    confirm.add_argument("--by", required=True, metavar="TEAM", help="het team, nooit een persoon")
    confirm.add_argument("--method", required=True, choices=tuple(VerificationMethod), help="hoe")
    confirm.add_argument("--date", type=day, default=today, help="dag van de bevestiging")
    confirm.add_argument("--platform", help="nodig als het adres op meer platformen staat")
    confirm.set_defaults(run=_confirm)

    for command in (lint, form, due, confirm):
        if command is confirm:
            command.add_argument("--folder", type=Path, default=folder, help="map van het register")
        else:
            command.add_argument(
                "folder", nargs="?", type=Path, default=folder, help="map van het register"
            )
    for command in (lint, due):
        command.add_argument("--today", type=day, default=today, help="datum van vandaag")
    for other in OTHERS:
        other.add_to(commands, folder, today)
    return parser


if __name__ == "__main__":
    sys.exit(main())
