"""Listing what an import adds: checked by lint with its own place told, in one commit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.addresses.address import Addresses
from knowledge.files.documents import Document
from knowledge.files.problem import Problem
from knowledge.upkeep.importing.judging import Addition
from knowledge.upkeep.importing.words import word
from knowledge.upkeep.saving.keeper import Keeper, Make, Preview, RejectedError, UnchangedError
from knowledge.upkeep.saving.rows import (
    CANDIDATES,
    CHANNELS,
    organisation_file,
    with_channels,
    without_candidates,
)
from knowledge.upkeep.survey.cells import SheetProblem

_COLUMNS = {"sources": "source", "since": "since", "label": "label", "languages": "languages"}
_MOST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Checked:
    """What can be listed.

    Attributes:
        additions: Those that lint finds nothing wrong with.
        problems: What it finds in the others, by their place in the spreadsheet.
        preview: What listing all of them would do; None where nothing is left.
    """

    additions: tuple[Addition, ...]
    problems: tuple[SheetProblem, ...]
    preview: Preview | None


def listing(additions: Sequence[Addition], addresses: Addresses) -> tuple[tuple[str, ...], Make]:
    """Give the files that change when channels are listed, and what makes their new text.

    Nothing is confirmed by it; a candidate that is listed goes.
    """
    files = tuple(dict.fromkeys(organisation_file(each.organisation) for each in additions))

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        texts: dict[str, str] = {}
        for name in files:
            rows = [
                (each.address, dict(each.row))
                for each in additions
                if organisation_file(each.organisation) == name
            ]
            texts[name] = with_channels(documents[name], rows, addresses)
        done = {(each.organisation, each.address) for each in additions}
        texts[CANDIDATES] = without_candidates(documents[CANDIDATES], done, addresses)
        return texts

    return (*files, CANDIDATES), make


def subject_of(additions: Sequence[Addition], file: str) -> str:
    """Give the first line of the message of a commit."""
    count = len(additions)
    channels = "1 kanaal" if count == 1 else f"{count} kanalen"
    return f"Zet {channels} in het register, uit {file}"


def checked(
    keeper: Keeper, additions: Sequence[Addition], addresses: Addresses, file: str
) -> Checked:
    """Let lint judge the register with all of it, and leave out what it refuses, telling why."""
    left, problems = list(additions), list[SheetProblem]()
    for _ in range(_MOST_ROUNDS):
        if not left:
            break
        try:
            preview = keeper.preview(*listing(left, addresses))
        except UnchangedError:
            break
        except RejectedError as error:
            refused = _refused(error, left, file)
            problems += [each for _, each in refused]
            bad = {one.key for one, _ in refused if one}
            left = [each for each in left if each.key not in bad] if bad else []
        else:
            return Checked(tuple(left), tuple(problems), preview)
    return Checked((), tuple(problems), None)


def _refused(
    error: RejectedError, additions: Sequence[Addition], file: str
) -> list[tuple[Addition | None, SheetProblem]]:
    """Give every mistake with the addition that it is in; None where it is in none of them."""
    found: list[tuple[Addition | None, SheetProblem]] = []
    for problem in error.problems:
        one, column = _place(problem, error.documents, additions)
        if one is None:
            told = word("errors", "lint_elsewhere", problem=str(problem))
            found.append((None, SheetProblem(file, "", "", told)))
            continue
        cell = one.entry.places.get(column) or one.entry.places["address"]
        told = word("errors", "lint", message=problem.message, rule=problem.rule)
        found.append((one, SheetProblem(file, one.entry.sheet, cell, told)))
    return found


def _place(
    problem: Problem,
    documents: Mapping[str, Document],
    additions: Sequence[Addition],
) -> tuple[Addition | None, str]:
    """Find the addition whose row a mistake is in, and the column."""
    for name, document in documents.items():
        if document.file != problem.file or name == CANDIDATES:
            continue
        rows = document.data.get(CHANNELS) or ()
        for path in document.nodes:
            place = document.at(path)
            is_there = (place.line, place.column) == (problem.line, problem.column)
            if not is_there or path[:1] != (CHANNELS,) or len(path) < 2:
                continue
            row = rows[int(path[1])]
            for each in additions:
                is_same = (each.row["platform"], each.row["address"]) == (
                    row.get("platform"),
                    row.get("address"),
                )
                if is_same and organisation_file(each.organisation) == name:
                    field = str(path[2]) if len(path) > 2 else "address"
                    return each, _COLUMNS.get(field, field)
    return None, ""
