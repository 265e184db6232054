"""A register that follows a signed copy from elsewhere: judged like files of our own, then served.

The copy that was taken last lies unpacked in a folder; a link leads to it, and is swapped whole.
Nothing that cannot be relied on ever reaches that folder, and what is older never comes back.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from knowledge.files.snapshot import (
    EXTENSION,
    FOLDERS,
    MOST_FILES,
    SINGLE_FILES,
    Snapshot,
    take_snapshot,
)
from knowledge.publishing.export.signed import (
    SignedCopy,
    SignedCopyError,
    each_public_key,
    verify,
)
from knowledge.register.loading import RegisterError, addresses_in, register_in

LARGEST_COPY = 64 * 1024 * 1024
"""Bytes of a copy; the register of today takes a twentieth of it."""
AHEAD = timedelta(days=1)
"""What the clock of who signs may be ahead: one from the future would keep out all later ones."""

ABOUT, SEEN, LOCK, SERVED = "about.json", "seen.json", "lock", "served"
_COPIES = "copies"
_PART = re.compile(r"[^/\\\0.#][^/\\\0]*")  # hidden files and autosaves are no part of a register


class Why(StrEnum):
    """Why what is published elsewhere is not served here."""

    UNREACHABLE = "unreachable"
    TOO_LARGE = "too_large"
    UNRELIABLE = "unreliable"
    OLDER = "older"
    FROM_THE_FUTURE = "from_the_future"
    BROKEN = "broken"


class CopyRefused(Exception):  # noqa: N818 - reads as what is the case
    """A copy that is not served; the message is for staff.

    Attributes:
        why: In one word.
    """

    def __init__(self, why: Why, message: str) -> None:
        super().__init__(message)
        self.why = why


@dataclass(frozen=True, slots=True)
class About:
    """The copy that is served.

    Attributes:
        version: Of the register in it.
        made_at: When it was signed, in UTC.
        tag: By which whoever publishes it knows it (an ETag); None when it has none.
    """

    version: str
    made_at: datetime
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of asking for a newer one.

    Attributes:
        asked_at: When there last was an answer that is served, in UTC; None before the first.
        why: Why what is published now is not served; None when it is.
    """

    asked_at: datetime | None = None
    why: Why | None = None


class Followed:
    """The folder of the copies that were taken; several processes may share it.

    Args:
        folder: For copies, and for what is known of them; made when it is first written to.
        keys: Public Ed25519 keys as PEM, one after another: any of them may sign.
    """

    def __init__(self, folder: Path, keys: bytes) -> None:
        self._folder = folder
        self._keys = keys

    @property
    def register(self) -> Path:
        """The folder to serve; a link that leads nowhere before the first copy."""
        return self._folder / SERVED

    @property
    def about(self) -> About | None:
        """The copy that is served; None when it is what the installation came with."""
        told = _read(self.register / ABOUT)
        try:
            return About(told["version"], datetime.fromisoformat(told["made_at"]), told["tag"])
        except (KeyError, TypeError, ValueError):
            return None

    @property
    def seen(self) -> Seen:
        """What became of asking last."""
        told = _read(self._folder / SEEN)
        try:
            at, why = told["asked_at"], told["why"]
            return Seen(datetime.fromisoformat(at) if at else None, Why(why) if why else None)
        except (KeyError, TypeError, ValueError):
            return Seen()

    def begin_with(self, knowledge: Path) -> None:
        """Serve the files that the installation came with until there is a copy.

        Raises:
            OSError: They cannot be written.
        """
        with self._alone():
            snapshot = take_snapshot(knowledge)
            is_there = take_snapshot(self.register).version == snapshot.version
            if self.about is None and not is_there:
                self._put(snapshot, None)

    def take(self, content: bytes, signature: bytes, tag: str | None, now: datetime) -> bool:
        """Serve a copy from now on.

        Args:
            content: The bytes of the copy.
            signature: The bytes of its signature.
            tag: The ETag that it came with.
            now: In UTC.

        Returns:
            Whether the register in it is another one than before.

        Raises:
            CopyRefused: It cannot be relied on, or is older than what is served; nothing changed.
            OSError: It cannot be written; nothing changed.
        """
        copy = self._checked(content, signature)
        if copy.made_at > now + AHEAD:
            raise CopyRefused(Why.FROM_THE_FUTURE, f"ondertekend op {copy.made_at}, na vandaag")
        with self._alone():
            about = self.about
            if about and copy.made_at < about.made_at:
                raise CopyRefused(
                    Why.OLDER,
                    f"versie {copy.version} is ondertekend op {copy.made_at}, vóór versie"
                    f" {about.version} ({about.made_at}), die hier al staat",
                )
            newer = About(copy.version, copy.made_at, tag)
            if about and about.version == copy.version == take_snapshot(self.register).version:
                _write(self.register / ABOUT, asdict(newer))
                return False
            self._put(Snapshot("", _contents(copy)), newer)
            return True

    def note(self, seen: Seen) -> None:
        """Remember what became of asking, for the other processes too.

        Raises:
            OSError: It cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        _write(self._folder / SEEN, asdict(seen))

    def _checked(self, content: bytes, signature: bytes) -> SignedCopy:
        """Check who signed a copy."""
        refused: SignedCopyError | None = None
        for key in each_public_key(self._keys):
            try:
                return verify(content, signature, key)
            except SignedCopyError as error:
                refused = error
        raise CopyRefused(Why.UNRELIABLE, str(refused))

    def _put(self, snapshot: Snapshot, about: About | None) -> None:
        """Unpack files beside those that are served, judge them there, and swap the link."""
        copies = self._folder / _COPIES
        copies.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=copies))
        made.chmod(0o755)
        try:
            for name, content in snapshot.contents.items():
                file = made / name
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(content)
            if about:
                _write(made / ABOUT, asdict(about))
                _judge(made, about.version)
            self._swap(made)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise

    def _swap(self, made: Path) -> None:
        before = self.register.resolve() if self.register.is_dir() else None
        link = self._folder / f"{SERVED}.{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(made.relative_to(self._folder))
        link.replace(self.register)
        # The one before stays: another process may be reading it.
        for each in made.parent.iterdir():
            if each.resolve() not in (made.resolve(), before):
                shutil.rmtree(each, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes that share the folder from writing to it meanwhile."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / LOCK).open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _contents(copy: SignedCopy) -> Mapping[str, bytes]:
    """Give the files of a copy, when each has a name that a register can have.

    Raises:
        CopyRefused: One has not.
    """
    if len(copy.files) > MOST_FILES * len(FOLDERS):
        raise CopyRefused(Why.TOO_LARGE, f"de kopie bevat {len(copy.files)} bestanden")
    for name in copy.files:
        if not _can_be(name):
            raise CopyRefused(Why.BROKEN, f"een register heeft geen bestand {name!r}")
    return {name: text.encode() for name, text in copy.files.items()}


def _can_be(name: str) -> bool:
    place, slash, file = name.partition("/")
    if not slash:
        return name in SINGLE_FILES
    return place in FOLDERS and bool(_PART.fullmatch(file)) and file.endswith(EXTENSION)


def _judge(folder: Path, version: str) -> None:
    """Judge unpacked files as any others are.

    Raises:
        CopyRefused: They would not be served from a folder either.
    """
    snapshot = take_snapshot(folder)
    if snapshot.too_large or snapshot.version != version:
        raise CopyRefused(Why.TOO_LARGE, "een bestand in de kopie is te groot")
    try:
        register_in(snapshot, addresses_in(snapshot))
    except RegisterError as error:
        raise CopyRefused(Why.BROKEN, f"versie {version} heeft fouten:\n{error}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _write(path: Path, told: Mapping[str, Any]) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(told, file, default=datetime.isoformat)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
