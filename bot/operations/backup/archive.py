"""The file of a backup: a compressed tar whose last member says what every other one has to be.

Nothing is taken from a file before all of it was checked against that list.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

MANIFEST = "manifest.json"
FORMAT = 1
ONLY_OURS = 0o600
MODES = 0o7777
BLOCK = 1024 * 1024


class BackupError(Exception):
    """A backup cannot be made or used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a backup.

    Attributes:
        name: Its path in the backup, such as `spool/aside/KC-….json`.
        mode: Its permissions.
    """

    name: str
    size: int
    mode: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, and of what.

    Attributes:
        made_at: When, in UTC, ISO 8601.
        facts: Of the database and the register, as their modules give them.
    """

    made_at: str
    members: tuple[Member, ...]
    facts: Mapping[str, Any]


class Writing:
    """A backup that is being made.

    Args:
        archive: Where members go.
    """

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive
        self.members: list[Member] = []

    def add(self, name: str, file: BinaryIO, *, mode: int = ONLY_OURS) -> None:
        """Add what can be read from a file, from its beginning."""
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        described = tarfile.TarInfo(name)
        described.size, described.mode, described.mtime = size, mode, int(time.time())
        hashed = _Hashed(file)
        self._archive.addfile(described, hashed)
        self.members.append(Member(name, size, mode, hashed.digest()))

    def add_bytes(self, name: str, content: bytes, *, mode: int = ONLY_OURS) -> None:
        """Add a file with this content."""
        self.add(name, io.BytesIO(content), mode=mode)

    def add_path(self, name: str, path: Path) -> bool:
        """Add a file as it is, with its mode; False when it is gone meanwhile."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return False
        with file:
            self.add(name, file, mode=os.fstat(file.fileno()).st_mode & MODES)
        return True


class _Hashed:
    """Reads a file and remembers the hash of what was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self._hash.update(content)
        return content

    def digest(self) -> str:
        return self._hash.hexdigest()


@contextmanager
def writing(path: Path, made_at: str, facts: Mapping[str, Any]) -> Iterator[Writing]:
    """Make a backup; the file is there, whole, when the block ends well.

    Args:
        path: Of the new file; only this account may read it.
        made_at: When, in UTC.
        facts: Written down when the block has ended: it may fill them.

    Raises:
        BackupError: There is such a file, or the disk does not take it.
    """
    if path.exists():
        raise BackupError(f"{path} is there already: give another name")
    draft = path.with_name(f".{path.name}.unfinished")
    try:
        with (
            open(draft, "xb", opener=_only_ours) as file,
            tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive,
        ):
            made = Writing(archive)
            yield made
            manifest = Manifest(made_at, tuple(made.members), facts)
            made.add_bytes(MANIFEST, json.dumps({"format": FORMAT, **asdict(manifest)}).encode())
        _sync(draft)
        draft.rename(path)
    except OSError as error:
        raise BackupError(f"{path} cannot be written ({error.strerror}): free the disk") from error
    finally:
        with suppress(OSError):
            draft.unlink()


def read_manifest(path: Path) -> Manifest:
    """Read a backup to its end and check every byte of it.

    Raises:
        BackupError: It is none, was cut off or changed, or is of a newer version.
    """
    found: list[Member] = []
    document: dict[str, Any] | None = None
    try:
        with tarfile.open(path, "r:gz") as archive:
            for each in archive:
                content = _content(archive, each)
                if each.name == MANIFEST:
                    document = json.loads(content.read())
                else:
                    found.append(Member(each.name, each.size, each.mode, _digest(content)))
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, OSError, ValueError) as error:
        says = f"{path} cannot be read ({type(error).__name__}): take another backup"
        raise BackupError(says) from error
    return _checked(path, document, found)


def _checked(path: Path, document: dict[str, Any] | None, found: Sequence[Member]) -> Manifest:
    if document is None:
        raise BackupError(f"{path} was cut off: take another backup")
    if document.pop("format", None) != FORMAT:
        raise BackupError(f"{path} is of a newer version of Kanaalcheck: restore it with that one")
    listed = tuple(Member(**each) for each in document.pop("members"))
    if listed != tuple(found):
        raise BackupError(f"{path} was changed since it was made: take another backup")
    return Manifest(members=listed, **document)


def each_file(path: Path, beginning: str) -> Iterator[tuple[Member, PurePosixPath, BinaryIO]]:
    """Give the members below a folder of a checked backup, with their path in it and content."""
    with tarfile.open(path, "r:gz") as archive:
        for each in archive:
            name = PurePosixPath(each.name)
            if each.name.startswith(beginning) and ".." not in name.parts:
                member = Member(each.name, each.size, each.mode & MODES, "")
                yield member, name.relative_to(beginning), _content(archive, each)


def _content(archive: tarfile.TarFile, described: tarfile.TarInfo) -> BinaryIO:
    content = archive.extractfile(described) if described.isreg() else None
    if content is None:
        raise tarfile.TarError(f"{described.name} is no file")
    return content  # type: ignore[return-value]  # tarfile says IO[bytes]


def _digest(content: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := content.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _only_ours(path: str, flags: int) -> int:
    return os.open(path, flags, ONLY_OURS)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
