"""The rows of a spreadsheet of channels, whatever its columns are called, with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.addresses.platforms import Platforms
from knowledge.model import ChannelStatus
from knowledge.upkeep.importing.sheets import MOST_COLUMNS, MOST_ROWS, sheets_of
from knowledge.upkeep.importing.words import Headings, word
from knowledge.upkeep.survey.cells import Cells, SheetProblem
from knowledge.upkeep.survey.form import LONGEST_LINE, Form
from knowledge.wording.teams import folded

HEAD_WITHIN = 20
"""Rows in which the names of the columns are looked for."""
ADDRESSES = ("address", "account")

_YEAR = re.compile(r"(?:19|20)\d{2}")
_LANGUAGES = re.compile(r"[,;/+&|]|\s(?:en|et|and|und)\s")


@dataclass(frozen=True, slots=True)
class Entry:
    """One channel as a spreadsheet has it.

    Attributes:
        number: Of its row.
        places: Cell of each column, by name.
        platform: Key; None where only the address can tell.
        written: The address, on one line; empty where the account alone was given.
        account: What stood in a column for accounts beside it.
        raw: The address with its line ends.
        link: What the cell links to, where it does.
        since: When it starts.
        source: Where it stands, of this row alone.
    """

    sheet: str
    number: int
    places: Mapping[str, str]
    organisation: str
    platform: str | None
    written: str
    account: str
    raw: str
    link: str
    label: str
    languages: tuple[str, ...]
    status: ChannelStatus | None
    since: date | None
    source: str
    source_date: date | None


@dataclass
class Read:
    """What a spreadsheet says.

    Attributes:
        problems: Rows with one are not among the entries.
        notes: What staff should know, in Dutch.
    """

    entries: list[Entry] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_channels(path: Path, name: str, platforms: Platforms) -> Read:
    """Read every sheet of a file that is not hidden.

    Args:
        path: The file.
        name: What staff know it by.
        platforms: Their names; a column can be called after one.

    Raises:
        UnreadableWorkbookError: It is no such file, or too large.
    """
    read, headings = Read(), Headings.load(platforms)
    sheets = sheets_of(path, name)
    is_any = False
    for sheet in sheets:
        if sheet.max_row == 1 and sheet.max_column == 1 and sheet.cell(1, 1).value is None:
            continue
        reading = _Reading(Cells(name, Form.load(), read.problems), sheet, headings, read)
        is_any |= reading.run()
    if not is_any:
        read.problems.append(SheetProblem(name, "", "", word("errors", "no_head")))
    return read


class _Reading:
    """Reads one sheet."""

    def __init__(self, cells: Cells, sheet: Worksheet, headings: Headings, read: Read) -> None:
        self._cells, self._sheet, self._headings, self._read = cells, sheet, headings, read
        self._columns: dict[str, int] = {}

    def run(self) -> bool:
        """Read it; False where it has no columns that we know."""
        head = self._head()
        if head is None:
            self._read.notes.append(word("notes", "no_head", sheet=self._sheet.title))
            return False
        self._cells.merged(self._sheet, head + 1, 1)
        for number in range(head + 1, min(self._sheet.max_row, MOST_ROWS) + 1):
            for entry in self._entries(number):
                self._read.entries.append(entry)
        return True

    def _head(self) -> int | None:
        for row in range(1, min(self._sheet.max_row, HEAD_WITHIN) + 1):
            found: dict[str, list[Cell]] = {}
            others = []
            for column in range(1, min(self._sheet.max_column, MOST_COLUMNS) + 1):
                cell = self._sheet.cell(row, column)
                title = str(cell.value or "").strip()
                holds = self._headings.column(title) if title else None
                if holds:
                    found.setdefault(holds, []).append(cell)
                elif title:
                    others.append(title)
            is_head = "organisation" in found and self._holds_addresses(found)
            if is_head:
                self._take(found, others)
                return row
        return None

    def _holds_addresses(self, found: Mapping[str, object]) -> bool:
        platforms = set(self._headings.platforms.values())
        return bool(found.keys() & {*ADDRESSES, *platforms})

    def _take(self, found: Mapping[str, list[Cell]], others: list[str]) -> None:
        for holds, cells in found.items():
            if len(cells) > 1:
                titles = ", ".join(f"{each.coordinate} '{each.value}'" for each in cells)
                message = word("errors", "twice", what=holds, columns=titles)
                self._told(cells[1].coordinate, message)
            self._columns[holds] = cells[0].column
        if others:
            told = word("notes", "columns", sheet=self._sheet.title, columns=", ".join(others))
            self._read.notes.append(told)
        if "since" in found:
            self._read.notes.append(word("notes", "since", sheet=self._sheet.title))

    def _entries(self, number: int) -> Iterator[Entry]:
        """Give the channels of one row: one, or one for each column of a platform."""
        cells = {name: self._sheet.cell(number, at) for name, at in self._columns.items()}
        named = [name for name in cells if name in self._headings.platforms.values()]
        is_long = bool(self._columns.keys() & set(ADDRESSES))
        if all(cell.value in (None, "") for cell in cells.values()):
            return
        for platform in named:
            if self._is_said(cells[platform]):
                yield from self._entry(number, cells, {"address": cells[platform]}, platform)
        given = {name: cells[name] for name in ADDRESSES if name in cells}
        others = [name for name in cells if name not in named]
        if is_long and any(cells[name].value not in (None, "") for name in others):
            is_only_wide = named and not any(map(self._is_said, given.values()))
            if not is_only_wide:
                yield from self._entry(number, cells, given, None)

    def _entry(
        self, number: int, cells: Mapping[str, Cell], given: Mapping[str, Cell], named: str | None
    ) -> Iterator[Entry]:
        before = len(self._read.problems)
        first = next(iter(given.values()))
        texts = {name: self._text(cell) for name, cell in given.items()}
        nothing = [text for text in texts.values() if text and self._is_nothing(text)]
        said = {name: text for name, text in texts.items() if text and not self._is_nothing(text)}
        if not said and nothing:
            self._read.notes.append(word("notes", "nothing", number=str(number), value=nothing[0]))
            return
        if not said and len(self._read.problems) == before:
            self._missing(first, "no_address")
        organisation = self._said(cells.get("organisation"))
        if not organisation:
            self._missing(cells["organisation"], "no_organisation")
        platform = named or self._platform(cells.get("platform"))
        places = {name: cell.coordinate for name, cell in {**cells, **given}.items()}
        if "address" not in given:
            places["address"] = first.coordinate
        entry = Entry(
            sheet=self._sheet.title,
            number=number,
            places=places,
            organisation=organisation,
            platform=platform,
            written=said.get("address", ""),
            account=said.get("account", ""),
            raw=str((given.get("address") or first).value or ""),
            link=next((_link(cell) for cell in given.values() if _link(cell)), ""),
            label=self._said(cells.get("label")),
            languages=tuple(self._languages(cells.get("languages"))),
            status=self._status(cells.get("status")),
            since=self._day(cells.get("since")),
            source=self._said(cells.get("source")),
            source_date=self._day(cells.get("source_date")),
        )
        if len(self._read.problems) == before:
            yield entry

    def _platform(self, cell: Cell | None) -> str | None:
        text = self._text(cell) if cell is not None else ""
        found = self._headings.platform(text) if text else None
        # Only then whether it means nothing: X is a platform too.
        if cell is not None and text and found is None and self._is_said(cell):
            self._told(cell.coordinate, word("errors", "unknown_platform", value=text))
        return found

    def _status(self, cell: Cell | None) -> ChannelStatus | None:
        text = self._said(cell)
        if cell is None or not text:
            return None
        found = self._headings.statuses.get(folded(text))
        if found is None:
            self._told(cell.coordinate, word("errors", "unknown_status", value=text))
        return found

    def _languages(self, cell: Cell | None) -> Iterator[str]:
        for part in filter(None, map(str.strip, _LANGUAGES.split(self._said(cell)))):
            code = self._headings.language(part)
            if code:
                yield code
            elif cell is not None:
                self._told(cell.coordinate, word("errors", "unknown_language", value=part))

    def _day(self, cell: Cell | None) -> date | None:
        if cell is None:
            return None
        text = str(cell.value or "").strip()
        # A year alone is how people remember it.
        return (
            date(int(text), 1, 1) if _YEAR.fullmatch(text) else self._cells.day(self._sheet, cell)
        )

    def _text(self, cell: Cell) -> str:
        return self._cells.text(self._sheet, cell, LONGEST_LINE)

    def _said(self, cell: Cell | None) -> str:
        return self._cells.said(self._sheet, cell, LONGEST_LINE) if cell is not None else ""

    def _is_said(self, cell: Cell) -> bool:
        text = " ".join(str(cell.value or "").split())
        return bool(text) and not self._cells.manners.says_nothing(text)

    def _is_nothing(self, text: str) -> bool:
        manners = self._cells.manners
        return manners.says_nothing(text) or manners.points_elsewhere(text)

    def _missing(self, cell: Cell, why: str) -> None:
        """Tell of an empty cell, unless it is one of several that were put together: told whole."""
        if isinstance(cell, MergedCell):
            self._told(cell.coordinate, self._cells.form.word("errors", "merged"))
        else:
            self._told(cell.coordinate, word("errors", why))

    def _told(self, cell: str, message: str) -> None:
        self._read.problems.append(SheetProblem(self._cells.file, self._sheet.title, cell, message))


def _link(cell: Cell) -> str:
    link = getattr(cell, "hyperlink", None)
    return str(link.target or "") if link else ""
