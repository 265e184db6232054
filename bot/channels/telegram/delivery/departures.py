"""What left this process, in a file that is mapped into memory.

Between a transaction and the request after it there is time in which a process may be killed, and
nobody would know whether the request left. Memory is written in that very instant, and the system
keeps a mapped file when the process is killed, though not when the power fails.
"""

from __future__ import annotations

import logging
import mmap
import struct
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bot.channels.telegram.delivery.journal import Entry

PLACES = 4_096
"""Updates that can be on their way together; two that share a place are as many apart."""
_RECORD = struct.Struct("<qq")
SIZE = PLACES * _RECORD.size

logger = logging.getLogger(__name__)


class Departures:
    """Notes which part of which answer left.

    Args:
        folder: Holds a file for each process of this machine.
        process: Names this one.
    """

    def __init__(self, folder: Path, process: str) -> None:
        self._folder = folder
        self._file = folder / process
        self._places = _mapped(self._file)

    def left(self, update_id: int, parts: int) -> None:
        """Note how many parts of an answer left; in any thread."""
        if self._places is not None:
            start = update_id % PLACES * _RECORD.size
            # One assignment: nothing comes between, not even another thread.
            self._places[start : start + _RECORD.size] = _RECORD.pack(update_id, parts)

    def settle(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Correct what was taken over by what the killed process noted, and forget that process."""
        settled = tuple(self._settled(entry) for entry in entries)
        for entry in settled:
            self.left(entry.update_id, entry.said)
        for process in {entry.taken_by for entry in entries} - {self._file.name, ""}:
            with suppress(OSError):
                (self._folder / process).unlink()
        return settled

    def close(self) -> None:
        """Forget everything: this process ends well, and the database knows it all."""
        if self._places is not None:
            self._places = None
            self._file.unlink(missing_ok=True)

    def _settled(self, entry: Entry) -> Entry:
        if not entry.said or not entry.taken_by:
            return entry
        try:
            noted = (self._folder / entry.taken_by).read_bytes()
        except OSError:  # of another machine: the database alone tells
            return entry
        start = entry.update_id % PLACES * _RECORD.size
        update_id, parts = _RECORD.unpack_from(noted, start) if len(noted) == SIZE else (0, 0)
        if update_id == entry.update_id and parts >= entry.said:
            return entry
        return replace(entry, said=entry.said - 1)


def _mapped(file: Path) -> mmap.mmap | None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        with file.open("r+b") as opened:
            opened.truncate(SIZE)
            return mmap.mmap(opened.fileno(), SIZE)
    except OSError as error:
        logger.warning(
            "%s cannot be written (%s): an answer that is on its way when the process is killed "
            "may be lost",
            file.parent,
            type(error).__name__,
        )
        return None
