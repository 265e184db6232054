"""What a round gathered so far: one JSON line for each thing that was asked."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge.upkeep.gathering.finding import Fact, Finding, Source, Told, Voice

FILE = "gathered.jsonl"


class Journal:
    """One round in one folder; what could not be told is not kept, and is asked again.

    Args:
        folder: Where it is kept.
        goes_on: Keeps what a round before gathered; else this is a new round.
    """

    def __init__(self, folder: Path, *, goes_on: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / FILE
        if not goes_on:
            self._file.unlink(missing_ok=True)
        self.told: dict[str, Told] = {}
        for line in self._lines():
            try:
                row = json.loads(line)
            except ValueError:  # the line that was being written when the round broke off
                continue
            self.told[row["asked"]] = _told(row)

    def keep(self, asked: str, told: Told) -> None:
        """Keep what was told."""
        self.told[asked] = told
        if told.trouble:
            return
        row = {"asked": asked, **asdict(told)}
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _lines(self) -> list[str]:
        if not self._file.is_file():
            return []
        return self._file.read_text(encoding="utf-8").splitlines()


def _told(row: dict[str, Any]) -> Told:
    return Told(tuple(map(_finding, row["findings"])), tuple(Fact(**each) for each in row["facts"]))


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(**{**row, "source": Source(row["source"]), "voice": Voice(row["voice"])})
