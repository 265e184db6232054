"""Reports on disk while the database is away: one file each, durable before it is acknowledged.

A file is named by the reference and a hash of the idempotency key, so that either finds it. What
cannot be read or filed is moved to `aside/` for people to look at.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from actions.reports.intake.images import NAME
from actions.reports.model import Filing, Kind, Loss, Receipt, Status, Subject

_SUFFIX = ".json"
_UNFINISHED = ".unfinished"
_SECONDS_TO_WRITE = 60
_ONLY_OURS = 0o600
_WITHOUT_KEY = "none"
_USUAL_SIZE = 8_192


class Unreadable(ValueError):  # noqa: N818 - reads as what is the case
    """A file of the spool does not hold a report."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """A report that waits for the database."""

    filing: Filing
    reference: str
    received_at: datetime

    @property
    def receipt(self) -> Receipt:
        """What the citizen got."""
        return Receipt(self.reference, Status.NEW, self.received_at)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports are on disk.

    Attributes:
        waiting: For the database.
        aside: For people: they could not be filed.
    """

    waiting: int
    aside: int


class Spool:
    """A folder of waiting reports, which several processes may share.

    Args:
        folder: Made when the first report comes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._aside = folder / "aside"

    def keep(self, spooled: Spooled) -> Receipt:
        """Write a report so that even a loss of power does not lose it.

        The same idempotency key is kept once: whoever comes later gets the receipt of the first.

        Raises:
            OSError: The disk does not take it.
        """
        with self._alone("keeping"):
            known = self.receipt_of_key(spooled.filing.idempotency_key)
            if known:
                return known
            name = f"{spooled.reference}.{_digest(spooled.filing.idempotency_key)}{_SUFFIX}"
            self._write(self._folder / name, _as_text(spooled))
        return spooled.receipt

    def receipt_of_key(self, idempotency_key: str | None) -> Receipt | None:
        """Give the receipt of what waits under an idempotency key."""
        if idempotency_key is None:
            return None
        ending = f".{_digest(idempotency_key)}{_SUFFIX}"
        return self._receipt(lambda name: name.endswith(ending))

    def receipt(self, reference: str) -> Receipt | None:
        """Give the receipt of what waits, or was put aside, under a reference."""
        beginning = f"{reference}."
        return self._receipt(lambda name: name.startswith(beginning) and _is_report(name))

    def named_images(self) -> frozenset[str]:
        """Give every name of an image in what waits or was put aside, readable or not."""
        names: set[str] = set()
        for path in self._named(_is_report):
            with suppress(FileNotFoundError):  # filed meanwhile
                names.update(NAME.findall(path.read_text(encoding="utf-8", errors="replace")))
        return frozenset(names)

    def is_empty(self) -> bool:
        """Tell whether nothing waits."""
        return next(self._folder.glob(f"*{_SUFFIX}"), None) is None

    def is_writable(self) -> bool:
        """Tell whether the disk would take a report of usual size now."""
        try:
            with self._alone("trying"):
                self._write(self._folder / ".tried", " " * _USUAL_SIZE)
                (self._folder / ".tried").unlink()
        except OSError:
            return False
        return True

    def counts(self) -> Counts:
        """Count what waits and what was put aside."""
        waiting, aside = (
            sum(1 for _ in folder.glob(f"*{_SUFFIX}")) for folder in (self._folder, self._aside)
        )
        return Counts(waiting, aside)

    @contextmanager
    def emptying(self) -> Iterator[tuple[Path, ...]]:
        """Give the files that wait, oldest first; none while another process empties the spool."""
        with self._alone("emptying", wait=False) as is_alone:
            if is_alone:
                self._sweep()
            yield self._waiting() if is_alone else ()

    def done(self, path: Path) -> None:
        """Delete a report that the database holds now."""
        path.unlink()

    def put_aside(self, path: Path) -> Path:
        """Move away what can never be filed; gives where it is now."""
        self._aside.mkdir(mode=0o700, exist_ok=True)
        return path.rename(self._aside / path.name)

    def forget(self, conversation: str) -> int:
        """Delete how to reach the citizen of a conversation; gives the number of reports."""
        with self._alone("emptying"):
            return sum(self._forget_in(path, conversation) for path in self._named(_is_report))

    def _forget_in(self, path: Path, conversation: str) -> bool:
        try:
            spooled = read(path)
        except Unreadable:
            return False
        if spooled.filing.conversation != conversation:
            return False
        filing = replace(spooled.filing, contact=None, notify=False, conversation=None)
        self._write(path, _as_text(replace(spooled, filing=filing)))
        return True

    def _named(self, is_named: Callable[[str], bool]) -> Iterator[Path]:
        for folder in (self._folder, self._aside):
            with suppress(FileNotFoundError), os.scandir(folder) as entries:
                # Thousands may wait: a path is made of those alone that are asked for.
                yield from [folder / each.name for each in entries if is_named(each.name)]

    def _waiting(self) -> tuple[Path, ...]:
        found = [(path.stat().st_mtime_ns, path) for path in self._folder.glob(f"*{_SUFFIX}")]
        return tuple(path for _, path in sorted(found))

    def _sweep(self) -> None:
        """Delete what a process began to write before it was killed; nobody was told of it."""
        mark = self._folder / ".emptying"
        os.utime(mark)  # the clock of the disk: ours may be another one
        now = mark.stat().st_mtime
        for path in self._folder.glob(f"*{_UNFINISHED}"):
            with suppress(FileNotFoundError):
                if now - path.stat().st_mtime > _SECONDS_TO_WRITE:
                    path.unlink()

    def _receipt(self, is_named: Callable[[str], bool]) -> Receipt | None:
        for path in self._named(is_named):
            with suppress(FileNotFoundError, Unreadable):  # filed meanwhile, or for people
                return replace(read(path).receipt, is_new=False)
        return None

    def _write(self, path: Path, text: str) -> None:
        unfinished = path.with_suffix(_UNFINISHED)
        try:
            with open(unfinished, "w", encoding="utf-8", opener=_only_ours) as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(path)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        _sync(path.parent)

    @contextmanager
    def _alone(self, what: str, *, wait: bool = True) -> Iterator[bool]:
        """Keep other threads and processes out; False where one is in and we do not wait."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / f".{what}").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True


def read(path: Path) -> Spooled:
    """Read a file of the spool.

    Raises:
        FileNotFoundError: It was filed meanwhile.
        Unreadable: It does not hold a report.
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        document = json.loads(text)
        return Spooled(
            _filing(document["filing"]),
            document["reference"],
            datetime.fromisoformat(document["received_at"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"{path}: {type(error).__name__}") from error


def _as_text(spooled: Spooled) -> str:
    document = {
        "reference": spooled.reference,
        "received_at": spooled.received_at.isoformat(),
        "filing": asdict(spooled.filing),
    }
    return json.dumps(document)


def _filing(document: dict[str, Any]) -> Filing:
    made = {
        "subject": Subject(**document["subject"]),
        "kind": Kind(document["kind"]),
        "loss": Loss(document["loss"]),
        "images": tuple(document["images"]),
    }
    return Filing(**(document | made))


def _is_report(name: str) -> bool:
    return name.endswith(_SUFFIX)


def _digest(idempotency_key: str | None) -> str:
    return sha256(idempotency_key.encode()).hexdigest() if idempotency_key else _WITHOUT_KEY


def _only_ours(path: str, flags: int) -> int:
    return os.open(path, flags, _ONLY_OURS)


def _sync(folder: Path) -> None:
    """Make a new name in a folder durable."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
