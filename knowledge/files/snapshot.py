"""The files of a register as they were at one moment, so that everything is read from the same."""

import errno
import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from knowledge.files.documents import shown_path

SINGLE_FILES: Mapping[str, str] = {
    "candidates.yml": "candidates",
    "cases.yml": "cases",
    "impersonations.yml": "impersonations",
    "neighbours.yml": "neighbours",
    "platforms.yml": "platforms",
    "reporting.yml": "reporting",
    "rules.yml": "rules",
}
FOLDERS: Mapping[str, str] = {
    "organisations": "organisation",
    "answers": "answers",
    "others": "others",
}
EXTENSION = ".yml"
VERSION_LENGTH = 12
LARGEST_FILE = 1_000_000
"""Bytes of one file; the largest that people keep has a tenth of it."""
MOST_FILES = 2_000
"""In one folder of the register."""

NOT_NOW = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO, errno.ESTALE})
"""What keeps a file from being read and says nothing about it."""

_EDITORS_OWN = re.compile(r"\..*|#.*|.*~", re.DOTALL)  # hidden files, autosaves and backups


Look: TypeAlias = frozenset[tuple[str, tuple[int, ...]]]
"""Name and stamps of every file, which change with its content wherever stamps can be trusted."""

State: TypeAlias = tuple[str, tuple[str, ...], tuple[str, ...]]
"""What tells one snapshot from another: version, unreadable and unread files."""


@dataclass(frozen=True)
class Snapshot:
    """What a folder held.

    Attributes:
        shown: The folder as staff see it.
        contents: Every file of the register by its path in the folder (`answers/a.yml`), in order.
        unreadable: Paths of files of the register that are there but cannot be read.
        unread: Paths of what else lies in the folders of the register.
        too_large: Paths of files that hold more than `LARGEST_FILE`, which nobody read.
    """

    shown: str
    contents: Mapping[str, bytes]
    unreadable: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    too_large: tuple[str, ...] = ()

    @cached_property
    def version(self) -> str:
        """Hash of the names and contents."""
        digest = hashlib.sha256()
        for name, content in self.contents.items():
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()[:VERSION_LENGTH]

    @property
    def state(self) -> State:
        """What tells it from another snapshot of the same folder."""
        return self.version, (*self.unreadable, *self.too_large), self.unread

    def shown_name(self, name: str) -> str:
        """Give the path of a file as staff see it."""
        return f"{self.shown}/{name}"

    def instead(self, changes: Mapping[str, bytes | None]) -> "Snapshot":
        """Give the same files with some changed.

        Args:
            changes: New content by path; None as if the file were deleted.
        """
        if not changes:
            return self
        contents = {**self.contents, **changes}
        kept = {name: content for name, content in contents.items() if content is not None}
        return Snapshot(
            self.shown,
            dict(sorted(kept.items())),
            tuple(name for name in self.unreadable if name not in changes),
            self.unread,
            tuple(name for name in self.too_large if name not in changes),
        )


def take_snapshot(folder: Path) -> Snapshot:
    """Read all files of a register; what is gone before it is read counts as never there.

    Raises:
        OSError: The system can open no more files now, or its memory or disk fails.
    """
    contents: dict[str, bytes] = {}
    names, unreadable, unread = _names(folder)
    too_large = []
    for name in names:
        try:
            with (folder / name).open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if error.errno in NOT_NOW:
                raise
            unreadable.append(name)
            continue
        if len(content) > LARGEST_FILE:
            too_large.append(name)
        else:
            contents[name] = content
    return Snapshot(
        shown_path(folder), contents, tuple(sorted(unreadable)), tuple(unread), tuple(too_large)
    )


def look_at(folder: Path) -> Look:
    """Look at the files without reading them; links are followed."""
    seen = [(name, _stamps(folder / name)) for name in SINGLE_FILES]
    for place in FOLDERS:
        seen += [(f"{place}/{each.name}", _stamps(each)) for each in _entries(folder / place)]
    return frozenset(seen)


def _stamps(file: Path | os.DirEntry[str]) -> tuple[int, ...]:
    try:
        found = file.stat()
    except OSError:
        return ()
    # The time of change is set by the system alone: tools that keep the time of writing do not
    # deceive it, nor does another file of the same size in the same place.
    return (
        found.st_ino,
        found.st_size,
        found.st_mode,
        found.st_mtime_ns,
        found.st_ctime_ns,
    )


def kind_of(name: str) -> str:
    """Give the name of the schema of a file, by its path in the folder.

    Raises:
        KeyError: The register has no such file.
    """
    place, slash, _ = name.partition("/")
    return FOLDERS[place] if slash else SINGLE_FILES[place]


def _names(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """Give what can be read, what should be and cannot, and what is not read."""
    names = [name for name in SINGLE_FILES if (folder / name).is_file()]
    unreadable, unread = [], []
    for place in FOLDERS:
        for entry in _entries(folder / place):
            name = f"{place}/{entry.name}"
            if not entry.name.endswith(EXTENSION):
                unread.append(name)
            elif entry.is_file():
                names.append(name)
            else:  # a link that leads nowhere is no deleted file
                unreadable.append(name)
    return sorted(names), unreadable, sorted(unread)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """List a folder without what editors and Kubernetes keep for themselves."""
    try:
        with os.scandir(folder) as entries:
            return [each for each in entries if not _EDITORS_OWN.match(each.name)]
    except OSError as error:
        if error.errno in NOT_NOW:
            raise
        return []
