"""The newest round, judged by the register as it is now; and what staff said no to."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.register.registry import Registry
from knowledge.upkeep.gathering.finding import Finding, Source, Voice
from knowledge.upkeep.gathering.judging import Judge, Proposal
from knowledge.upkeep.saving.work_tree import write_whole

STATE = Path("var/gather")
LATEST = "latest.json"
REFUSED = "refused.json"
LOCK = "lock"


class BusyError(Exception):
    """A round is going on in this folder."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest round.

    Attributes:
        day: Of the round; None when there was none, or its file cannot be read.
        findings: All of its evidence.
    """

    day: date | None
    findings: tuple[Finding, ...]

    @classmethod
    def read(cls, folder: Path = STATE) -> Latest:
        """Read it."""
        try:
            told = json.loads((folder / LATEST).read_text(encoding="utf-8"))
            rows = [each for one in told["proposals"] for each in one["evidence"]]
            return cls(date.fromisoformat(told["date"]), tuple(map(_finding, rows)))
        except (OSError, ValueError, KeyError, TypeError):
            return cls(None, ())

    def proposals(self, registry: Registry, refused: Iterable[str] = ()) -> tuple[Proposal, ...]:
        """Judge it again: what staff listed, called fake or refused since is no proposal.

        Args:
            registry: The register as it is now.
            refused: Names (`Proposal.choice`) of what staff said no to.
        """
        no = frozenset(refused)
        found = Judge(registry).judge(self.findings).proposals
        return tuple(each for each in found if each.choice not in no)


class Refusals:
    """What staff said no to, kept so that no later round proposes it again.

    Args:
        folder: Of the rounds.
    """

    def __init__(self, folder: Path = STATE) -> None:
        self._file = folder / REFUSED

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def add(self, proposals: Iterable[Proposal], *, account: str, today: date) -> None:
        """Keep that somebody of staff said no."""
        rows = self._read()
        rows |= {each.choice: {"by": account, "date": today.isoformat()} for each in proposals}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.touch()
        text = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(self._file, f"{text}\n".encode())

    def _read(self) -> dict[str, Any]:
        try:
            rows = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return rows if isinstance(rows, dict) else {}


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep every other round out of a folder; the system lets go when this process ends.

    Raises:
        BusyError: One is going on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(str(folder)) from error
        yield


def is_going_on(folder: Path = STATE) -> bool:
    """Tell whether a round is going on in a folder."""
    if not folder.is_dir():
        return False
    try:
        with alone(folder):
            return False
    except BusyError:
        return True


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(**{**row, "source": Source(row["source"]), "voice": Voice(row["voice"])})
