"""What was seen so far, written line by line, so that a round that breaks off can go on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.upkeep.watching.fetching import Trouble
from knowledge.upkeep.watching.look import Sighting
from knowledge.upkeep.watching.lookalikes import Lookalike
from knowledge.upkeep.watching.pages import Link, Where

JOURNAL = "round.jsonl"
KNOWN = "lookalikes.json"


class Journal:
    """One round in one folder.

    Args:
        folder: Where it is kept.
        goes_on: Keeps what a round before saw; else this is a new round.
    """

    def __init__(self, folder: Path, *, goes_on: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file, self._known_file = folder / JOURNAL, folder / KNOWN
        if not goes_on:
            self._file.unlink(missing_ok=True)
        self.sightings: dict[str, Sighting] = {}
        self.asked: dict[str, Lookalike | None] = {}
        for row in self._rows():
            self._take(row)

    def saw(self, sighting: Sighting) -> None:
        """Keep what was seen of a website."""
        self.sightings[sighting.site] = sighting
        self._write({"site": asdict(sighting)})

    def asked_for(self, name: str, found: Lookalike | None) -> None:
        """Keep whether a name exists."""
        self.asked[name] = found
        self._write({"name": name, "found": asdict(found) if found else None})

    def known_since(self, today: date) -> dict[str, str]:
        """Give the day on which each lookalike was first seen, and keep those seen first today."""
        known: dict[str, str] = {}
        if self._known_file.is_file():
            known = json.loads(self._known_file.read_text(encoding="utf-8"))
        for name, found in self.asked.items():
            if found is not None:
                known.setdefault(name, today.isoformat())
        text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
        fresh = self._known_file.with_suffix(".new")
        fresh.write_text(text + "\n", encoding="utf-8")
        fresh.replace(self._known_file)
        return known

    def _rows(self) -> Iterator[dict[str, Any]]:
        if not self._file.is_file():
            return
        for line in self._file.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:  # the line that was being written when the round broke off
                continue

    def _take(self, row: dict[str, Any]) -> None:
        if "site" in row:
            sighting = _sighting(row["site"])
            self.sightings[sighting.site] = sighting
            return
        found = row["found"]
        self.asked[row["name"]] = _lookalike(found) if found else None

    def _write(self, row: dict[str, Any]) -> None:
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _sighting(row: dict[str, Any]) -> Sighting:
    return Sighting(
        **{
            **row,
            "trouble": Trouble(row["trouble"]) if row["trouble"] else None,
            "hops": tuple(row["hops"]),
            "links": tuple(
                Link(each["url"], Where(each["where"]), each["page"]) for each in row["links"]
            ),
        }
    )


def _lookalike(row: dict[str, Any]) -> Lookalike:
    return Lookalike(**{**row, "numbers": tuple(row["numbers"])})
