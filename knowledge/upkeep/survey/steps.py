"""The two steps of the survey: making workbooks, and reading what came back."""

from __future__ import annotations

import argparse
import difflib
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from knowledge.addresses.address import Addresses
from knowledge.files.documents import parse_document, shown_path
from knowledge.files.problem import MISTAKE
from knowledge.model import Organisation, OrganisationKind, OrganisationStatus, Register
from knowledge.register.loading import load_register, read_addresses, read_register
from knowledge.upkeep.survey.cells import SheetProblem
from knowledge.upkeep.survey.changes import Outcome, changes_of
from knowledge.upkeep.survey.form import Form
from knowledge.upkeep.survey.reading import (
    Filled,
    UnreadableWorkbookError,
    read_workbook,
)
from knowledge.upkeep.survey.workbook import make_workbook, write_workbook
from knowledge.upkeep.survey.writing import written

WORKBOOK = ".xlsx"
OTHER_WORKBOOKS = frozenset({".ods", ".xls", ".xlsm", ".xlsb", ".csv"})
OPEN_ELSEWHERE = ("~$", ".~lock")
"""How Excel and LibreOffice name the mark of a file that is open."""

T = TypeVar("T")

SOME_MISTAKES = 1
CANNOT = 2


def new(asked: argparse.Namespace) -> int:
    """Make a workbook for each organisation that is asked."""
    addresses = read_addresses(asked.folder)
    register = read_register(asked.folder, addresses)
    unknown = [each for each in asked.organisation or () if each not in register.organisations]
    if unknown:
        _say(f"Niet in het register: {', '.join(unknown)}.")
        return CANNOT
    chosen = list(_asked(register, asked.organisation))
    form = Form.load()
    kept = 0
    for organisation in _progress(chosen, "Bevraging maken"):
        path = asked.to / f"{organisation.id}{WORKBOOK}"
        if path.exists() and not asked.overwrite:
            kept += 1
            continue
        book = make_workbook(
            organisation,
            addresses.platforms,
            version=register.version,
            day=asked.today,
            form=form,
        )
        write_workbook(book, path)
    _say(f"Bestanden gemaakt in {asked.to}: {len(chosen) - kept}.")
    if kept:
        _say(f"Bestonden al, en niet overschreven (dat doet --overwrite): {kept}.")
    return 0


def read(asked: argparse.Namespace) -> int:
    """Show what workbooks change, and write it when that is asked."""
    addresses = read_addresses(asked.folder)
    register = read_register(asked.folder, addresses)
    form = Form.load()
    problems, outcomes, heard = _outcomes(asked, register, addresses, form)
    for outcome in outcomes:
        problems += outcome.problems
    texts = {
        outcome.filled.organisation: _text(asked.folder, outcome, addresses)
        for outcome in outcomes
        if outcome.changes
    }
    sound = {each.filled.organisation for each in outcomes if not each.problems}
    for identifier, (before, after) in texts.items():
        if identifier in sound:
            sys.stdout.write(_difference(_path(asked.folder, identifier), before, after))
    _tell(outcomes, problems)
    everything = {identifier: after for identifier, (_, after) in texts.items()}
    changed = {key: text for key, text in everything.items() if key in sound}
    wrong = _mistakes(asked, everything, addresses)
    if wrong:
        _say("Zo zou het register fout zijn:")
        _say("\n".join(wrong))
    if wrong and changed and _mistakes(asked, changed, addresses):
        _say("Niets geschreven.")
        return CANNOT
    _tell_silent(register, heard)
    if asked.write:
        for identifier, text in changed.items():
            _write(_path(asked.folder, identifier), text)
    done = "Veranderd" if asked.write else "Te veranderen (schrijven doet --write)"
    _say(f"{done}: {len(changed)} organisaties.")
    return SOME_MISTAKES if problems else 0


def _asked(register: Register, identifiers: Sequence[str] | None) -> Iterable[Organisation]:
    """Give who is asked: every organisation that exists, politicians aside."""
    if identifiers:
        return [register.organisations[each] for each in dict.fromkeys(identifiers)]
    return [
        each
        for each in register.organisations.values()
        if each.status is OrganisationStatus.ACTIVE and each.kind is not OrganisationKind.MINISTER
    ]


def _outcomes(
    asked: argparse.Namespace, register: Register, addresses: Addresses, form: Form
) -> tuple[list[SheetProblem], list[Outcome], frozenset[str]]:
    """Give what is wrong, what the workbooks come to, and whose came back."""
    problems: list[SheetProblem] = []
    filled: dict[str, list[Filled]] = {}
    for path in _progress(_files(asked.answers), "Antwoorden lezen"):
        try:
            if path.suffix.lower() != WORKBOOK:
                problems.append(SheetProblem(path.name, "", "", form.word("errors", "ods")))
                continue
            each = read_workbook(path, addresses.platforms, form, asked.today)
        except UnreadableWorkbookError as error:
            problems += error.problems
            continue
        if each.organisation in register.organisations:
            filled.setdefault(each.organisation, []).append(each)
        else:
            wrong = form.word("errors", "unknown_organisation", organisation=each.organisation)
            problems.append(SheetProblem(path.name, "", "", wrong))
    problems += _repeated(filled, form)
    outcomes = [
        changes_of(same[0], register, addresses, form, asked.today)
        for same in filled.values()
        if len(same) == 1
    ]
    return problems, outcomes, frozenset(filled)


def _repeated(filled: Mapping[str, list[Filled]], form: Form) -> Iterator[SheetProblem]:
    """Tell of organisations with several workbooks: nobody knows which one counts."""
    for identifier, same in filled.items():
        if len(same) > 1:
            files = ", ".join(each.file for each in same)
            wrong = form.word("errors", "twice", organisation=identifier, files=files)
            yield SheetProblem(same[0].file, "", "", wrong)


def _files(folder: Path) -> list[Path]:
    """Give the workbooks of a folder, those of a kind that cannot be read included.

    Raises:
        OSError: There is no such folder.
    """
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in {WORKBOOK, *OTHER_WORKBOOKS}
        and not path.name.startswith(OPEN_ELSEWHERE)
    )


def _path(folder: Path, identifier: str) -> Path:
    return folder / "organisations" / f"{identifier}.yml"


def _text(folder: Path, outcome: Outcome, addresses: Addresses) -> tuple[str, str]:
    """Give the file of an organisation before and after."""
    path = _path(folder, outcome.filled.organisation)
    document = parse_document(shown_path(path), path.read_bytes())
    return document.text, written(document, outcome.changes, addresses)


def _difference(path: Path, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        fromfile=shown_path(path),
        tofile=shown_path(path),
    )
    return "".join(lines)


def _tell(outcomes: Iterable[Outcome], problems: Iterable[SheetProblem]) -> None:
    for outcome in outcomes:
        for question in outcome.questions:
            _say(f"VRAAG {outcome.filled.file}: {question}")
    for problem in problems:
        _say(f"FOUT {problem}")


def _tell_silent(register: Register, heard: frozenset[str]) -> None:
    """Say who was asked and did not answer."""
    silent = [each.id for each in _asked(register, ()) if each.id not in heard]
    if silent:
        _say(f"Nog geen antwoord ({len(silent)}): {', '.join(silent)}.")


def _mistakes(
    asked: argparse.Namespace, changed: Mapping[str, str], addresses: Addresses
) -> list[str]:
    """Check the whole register with the changes in it, beside the real one."""
    if not changed:
        return []
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for path in asked.folder.rglob("*.yml"):
            target = copy / path.relative_to(asked.folder)
            if len(target.relative_to(copy).parts) <= 2:
                target.parent.mkdir(exist_ok=True)
                shutil.copy(path, target)
        for identifier, text in changed.items():
            _path(copy, identifier).write_bytes(text.encode())
        problems = load_register(copy, addresses, today=asked.today).problems
    return [str(each).replace(name, "") for each in problems if each.level == MISTAKE]


def _write(path: Path, text: str) -> None:
    """Replace a file whole: who reads it meanwhile gets the old or the new one."""
    beside = path.with_suffix(".nieuw")
    beside.write_bytes(text.encode())
    shutil.copymode(path, beside)
    beside.replace(path)


def _say(line: str) -> None:
    """Tell staff something beside the changes themselves."""
    sys.stderr.write(f"{line}\n")


def _progress(things: Sequence[T], what: str) -> Iterable[T]:
    """Show how far it is, on a terminal only."""
    shown: Iterable[T] = tqdm(
        things, desc=what, unit="", file=sys.stderr, disable=None, leave=False
    )
    return shown
