"""The folder `knowledge/` to a checked register."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.address import Addresses
from knowledge.building import Builder, Draft
from knowledge.documents import Document, UnreadableDocumentError, parse_document, shown_path
from knowledge.linting.file_rules import check_files, files_of
from knowledge.linting.problem import Problem, has_mistake, mistake
from knowledge.linting.register_rules import check_register
from knowledge.linting.schema_rules import check_shape
from knowledge.model import Position, Register
from knowledge.platforms import Platforms, PlatformsError

PLATFORMS_FILE = "platforms.yml"
VERSION_LENGTH = 12

__all__ = [
    "LoadResult",
    "Problem",
    "RegisterError",
    "load_register",
    "read_addresses",
    "read_register",
]


class RegisterError(ValueError):
    """A register that cannot be used; the message is for staff, one line per mistake.

    Attributes:
        problems: What is wrong, in the order of the files.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class LoadResult:
    """What a folder holds.

    Attributes:
        register: None when any problem is a mistake.
        problems: Mistakes and warnings, in the order of the files.
        draft: The same things with their places in the files, as far as they could be read.
    """

    register: Register | None
    problems: tuple[Problem, ...]
    draft: Draft


def read_addresses(folder: Path) -> Addresses:
    """Read `platforms.yml`, which says how addresses are read.

    Raises:
        RegisterError: The file is missing or wrong.
    """
    path = folder / PLATFORMS_FILE
    place = Position(shown_path(path), 1, 1)
    try:
        document = parse_document(place.file, path.read_bytes())
    except UnreadableDocumentError as error:
        raise RegisterError(error.problems) from error
    except OSError as error:
        problem = mistake(place, "dit bestand ontbreekt of is niet leesbaar", "file-missing")
        raise RegisterError((problem,)) from error
    problems = tuple(check_shape(document, "platforms"))
    if problems:
        raise RegisterError(problems)
    try:
        return Addresses(Platforms.load(path))
    except (PlatformsError, re.error) as error:
        raise RegisterError((mistake(place, str(error), "value-wrong"),)) from error


def read_register(folder: Path, addresses: Addresses) -> Register:
    """Read a folder that must be right.

    Raises:
        RegisterError: Anything in it is wrong.
    """
    result = load_register(folder, addresses)
    if result.register is None:
        raise RegisterError(result.problems)
    return result.register


def load_register(folder: Path, addresses: Addresses, *, today: date | None = None) -> LoadResult:
    """Read and check everything in a folder.

    Args:
        folder: The folder `knowledge/`.
        addresses: Made from the same folder.
        today: Confirmations after this date are mistakes; None checks no dates. A register that
            is in use needs no such check: a confirmation in the future counts as none.
    """
    problems = list(check_files(folder))
    digest = hashlib.sha256()
    builder = Builder(addresses)
    for path, kind in files_of(folder):
        content = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
        problems += _add(builder, shown_path(path), content, kind)
    # Sense is judged on shapes that are right: else one slip gives a heap of messages.
    if not has_mistake(problems):
        problems += builder.draft.problems
        problems += check_register(builder.draft, addresses, today)
    problems.sort()
    version = digest.hexdigest()[:VERSION_LENGTH]
    register = None if has_mistake(problems) else builder.draft.register(version)
    return LoadResult(register, tuple(problems), builder.draft)


def _add(builder: Builder, file: str, content: bytes, kind: str) -> list[Problem]:
    """Read one file into the draft, when its shape is right."""
    try:
        document = parse_document(file, content)
    except UnreadableDocumentError as error:
        return list(error.problems)
    problems = list(check_shape(document, kind))
    if not problems:
        _build(builder, document, kind)
    return problems


def _build(builder: Builder, document: Document, kind: str) -> None:
    match kind:
        case "organisation":
            builder.organisation(document)
        case "answers":
            builder.answer(document)
        case "candidates":
            builder.candidates(document)
        case "impersonations":
            builder.impersonations(document)
        case "rules":
            builder.rules(document)
        case "reporting":
            builder.reporting(document)
        case "cases":
            builder.cases(document)
