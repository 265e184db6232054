"""The folder `knowledge/` to a checked register."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from knowledge.addresses.address import Addresses
from knowledge.addresses.platforms import Platforms, PlatformsError
from knowledge.files.documents import UnreadableDocumentError, parse_document
from knowledge.files.memory import without_collecting
from knowledge.files.problem import Problem, has_mistake, mistake
from knowledge.files.rows import PartialRegister, merged
from knowledge.files.snapshot import Snapshot, take_snapshot
from knowledge.linting.file_rules import check_files
from knowledge.linting.register_rules import check_register
from knowledge.linting.schema_rules import check_shape
from knowledge.model import Position, Register
from knowledge.register.pieces import Reader

PLATFORMS_FILE = "platforms.yml"
_AS_IT_IS: Mapping[str, bytes | None] = MappingProxyType({})

__all__ = [
    "LoadResult",
    "Problem",
    "RegisterError",
    "addresses_in",
    "load_register",
    "load_snapshot",
    "read_addresses",
    "read_register",
    "register_in",
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
    draft: PartialRegister


def read_addresses(folder: Path, *, instead: Mapping[str, bytes | None] = _AS_IT_IS) -> Addresses:
    """Read `platforms.yml`, which says how addresses are read.

    Args:
        folder: The folder `knowledge/`.
        instead: As for `load_register`.

    Raises:
        RegisterError: The file is missing or wrong.
    """
    return addresses_in(take_snapshot(folder).instead(instead))


def addresses_in(snapshot: Snapshot) -> Addresses:
    """Read the `platforms.yml` of a snapshot.

    Raises:
        RegisterError: The file is missing or wrong.
    """
    place = Position(snapshot.shown_name(PLATFORMS_FILE), 1, 1)
    content = snapshot.contents.get(PLATFORMS_FILE)
    if content is None:
        message = "dit bestand ontbreekt of is niet leesbaar"
        raise RegisterError((mistake(place, message, "file-missing"),))
    try:
        document = parse_document(place.file, content)
    except UnreadableDocumentError as error:
        raise RegisterError(error.problems) from error
    problems = tuple(check_shape(document, "platforms"))
    if problems:
        raise RegisterError(problems)
    try:
        return Addresses(Platforms.read(document.text, place.file))
    except (PlatformsError, re.error) as error:
        raise RegisterError((mistake(place, str(error), "value-wrong"),)) from error


def read_register(folder: Path, addresses: Addresses) -> Register:
    """Read a folder that must be right.

    Raises:
        RegisterError: Anything in it is wrong.
    """
    return register_in(take_snapshot(folder), addresses)


def register_in(snapshot: Snapshot, addresses: Addresses) -> Register:
    """Read a snapshot that must be right.

    Raises:
        RegisterError: Anything in it is wrong.
    """
    result = load_snapshot(snapshot, addresses)
    if result.register is None:
        raise RegisterError(result.problems)
    return result.register


def load_register(
    folder: Path,
    addresses: Addresses,
    *,
    today: date | None = None,
    instead: Mapping[str, bytes | None] = _AS_IT_IS,
) -> LoadResult:
    """Read and check everything in a folder.

    Args:
        folder: The folder `knowledge/`.
        addresses: Made from the same folder, and the same changes.
        today: Confirmations after this date are mistakes; None checks no dates. A register that
            is in use needs no such check: a confirmation in the future counts as none.
        instead: Content that counts instead of what a file holds, by its path in the folder with
            slashes (`organisations/vdab.yml`); None as if the file were deleted.
    """
    return load_snapshot(take_snapshot(folder).instead(instead), addresses, today=today)


def load_snapshot(
    snapshot: Snapshot,
    addresses: Addresses,
    *,
    today: date | None = None,
    reader: Reader | None = None,
) -> LoadResult:
    """Read and check everything in a snapshot.

    Args:
        snapshot: The files.
        addresses: Made from the same snapshot.
        today: As for `load_register`.
        reader: Remembers the files of the snapshot before.
    """
    reader = reader or Reader()
    with without_collecting():
        problems = list(check_files(snapshot))
        pieces = reader.read(snapshot, addresses)
        draft = merged(piece.draft for piece in pieces)
        problems += [problem for piece in pieces for problem in piece.problems]
        # Sense is judged on shapes that are right: else one slip gives a heap of messages.
        if not has_mistake(problems):
            problems += draft.problems
            problems += check_register(draft, addresses, today)
        reader.let_go()
    problems.sort()
    if has_mistake(problems):
        return LoadResult(None, tuple(problems), draft)
    reader.forget_others(pieces)
    return LoadResult(draft.register(snapshot.version), tuple(problems), draft)
