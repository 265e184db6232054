"""Files to pieces of a register; a file that did not change is not read again."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.addresses.address import Addresses
from knowledge.files.documents import Document, UnreadableDocumentError, parse_document
from knowledge.files.problem import Problem
from knowledge.files.rows import Builder, PartialRegister
from knowledge.files.snapshot import Snapshot, kind_of
from knowledge.linting.schema_rules import check_shape


@dataclass(frozen=True)
class Piece:
    """What one file adds to the register.

    Attributes:
        digest: Of the content.
        draft: Empty when the file has mistakes.
        problems: What is wrong with the YAML and its shape.
        document: None when the file is no usable YAML.
    """

    digest: bytes
    draft: PartialRegister
    problems: tuple[Problem, ...] = ()
    document: Document | None = None


@dataclass
class Reader:
    """Reads snapshots one after the other, from one thread at a time.

    Pieces of an unchanged file are the same objects as before, so that what is computed from them
    can be kept as well.
    """

    _addresses: Addresses | None = None
    _pieces: dict[str, Piece] = field(default_factory=dict)

    def read(self, snapshot: Snapshot, addresses: Addresses) -> tuple[Piece, ...]:
        """Read all files, in order.

        Args:
            snapshot: The files.
            addresses: Reads their addresses; the same object as before where it did not change.
        """
        known = self._pieces if addresses is self._addresses else {}
        pieces = {}
        for name, content in snapshot.contents.items():
            file, digest = snapshot.shown_name(name), hashlib.sha256(content).digest()
            piece = known.get(file)
            if piece is None or piece.digest != digest:
                piece = _piece(file, content, digest, kind_of(name), addresses)
            pieces[file] = piece
        # What is gone may be back in a moment, when a folder is replaced.
        self._addresses, self._pieces = addresses, {**known, **pieces}
        return tuple(pieces.values())

    def forget_others(self, pieces: Iterable[Piece]) -> None:
        """Remember these pieces only."""
        kept = set(map(id, pieces))
        self._pieces = {file: each for file, each in self._pieces.items() if id(each) in kept}

    def let_go(self) -> None:
        """Forget what takes much memory and is seldom asked for."""
        for piece in self._pieces.values():
            if piece.document:
                piece.document.let_go()


def _piece(file: str, content: bytes, digest: bytes, kind: str, addresses: Addresses) -> Piece:
    try:
        document = parse_document(file, content)
    except UnreadableDocumentError as error:
        return Piece(digest, PartialRegister(), error.problems)
    problems = tuple(check_shape(document, kind))
    builder = Builder(addresses)
    if not problems:
        _build(builder, document, kind)
    document.let_go()
    return Piece(digest, builder.draft, problems, document)


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
        case "others":
            builder.others(document)
