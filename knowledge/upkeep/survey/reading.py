"""A workbook that came back: every cell read with suspicion, every mistake told with its place."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.addresses.platforms import Platforms
from knowledge.model import ChannelStatus
from knowledge.upkeep.survey.cells import Cells, SheetProblem
from knowledge.upkeep.survey.form import (
    ANSWER_COLUMN,
    CHANNEL_HEAD,
    COMPLETE_COLUMNS,
    COMPLETE_HEAD,
    DATE_ROW,
    LONGEST_LINE,
    LONGEST_TEXT,
    TEAM_ROW,
    AskedAnswer,
    Form,
)
from knowledge.upkeep.survey.manners import holds_several
from knowledge.upkeep.survey.workbook import ORGANISATION_PROPERTY

LARGEST_FILE = 2_000_000
"""Bytes; one that we make has about 20 kB."""
LARGEST_UNPACKED = 30_000_000
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row of the sheet of channels.

    Attributes:
        places: Cell of each column, by name.
        ours: True or False where it was said.
    """

    number: int
    places: Mapping[str, str]
    platform: str
    address: str
    label: str
    status: ChannelStatus | None
    ours: bool | None
    since: date | None
    retired_on: date | None
    replaced_by: str


@dataclass(frozen=True, slots=True)
class FilledAnswer:
    """What was said to one question.

    Attributes:
        place: Cell of the text.
        chosen: The sentence of the choice; empty where none was made.
        text: Empty where nothing was said.
    """

    place: str
    chosen: str
    text: str

    @property
    def joined(self) -> str:
        """Choice and text as the register holds them."""
        return " ".join(part for part in (self.chosen, self.text) if part)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook says.

    Attributes:
        prefilled: Keys of the rows that it had when it was made.
        answers: By field.
        complete: By platform, whether the list of channels is complete, where that was said.
        problems: Mistakes of form; where there are any, some cells were read as empty.
    """

    file: str
    organisation: str
    team: str
    day: date
    rows: tuple[FilledRow, ...]
    prefilled: tuple[str, ...]
    answers: Mapping[str, FilledAnswer]
    complete: Mapping[str, bool]
    problems: tuple[SheetProblem, ...] = ()


class UnreadableWorkbookError(Exception):
    """A workbook that cannot be used; `problems` says why."""

    def __init__(self, problems: tuple[SheetProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_workbook(path: Path, platforms: Platforms, form: Form, today: date) -> Filled:
    """Read one workbook.

    Args:
        path: The file.
        platforms: Their names, as the workbook lets choose from.
        form: The questions.
        today: No day of filling in lies after it.

    Raises:
        UnreadableWorkbookError: It is no workbook of ours, or nobody's.
    """
    book = open_workbook(path, form)
    reading = _Reading(path.name, book, platforms, form)
    filled = reading.filled(today)
    if filled is None:
        raise UnreadableWorkbookError(tuple(reading.cells.problems))
    return replace(filled, problems=tuple(reading.cells.problems))


def open_workbook(path: Path, form: Form) -> Workbook:
    """Open a file that may have been made to harm.

    Raises:
        UnreadableWorkbookError: It is none, or too large.
    """
    try:
        if path.stat().st_size > LARGEST_FILE or _unpacked(path) > LARGEST_UNPACKED:
            raise _refused(path, form, "too_large")
        return load_workbook(path, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, OSError) as error:
        raise _refused(path, form, "not_xlsx") from error
    except (KeyError, ValueError, TypeError, SyntaxError, AttributeError, IndexError) as error:
        # What openpyxl raises on parts that are missing or hold something else; SyntaxError is XML.
        raise _refused(path, form, "not_xlsx") from error


def _unpacked(path: Path) -> int:
    with zipfile.ZipFile(path) as packed:
        return sum(each.file_size for each in packed.infolist())


def _refused(path: Path, form: Form, why: str) -> UnreadableWorkbookError:
    return UnreadableWorkbookError((SheetProblem(path.name, "", "", form.word("errors", why)),))


@dataclass
class _Reading:
    file: str
    book: Workbook
    platforms: Platforms
    form: Form
    cells: Cells = field(init=False)

    def __post_init__(self) -> None:
        self.cells = Cells(self.file, self.form)

    def filled(self, today: date) -> Filled | None:
        sheets = {name: self._sheet(name) for name in ("channels", "questions")}
        channels, questions = sheets["channels"], sheets["questions"]
        organisation, prefilled = self._identity()
        if not organisation:
            self.cells.problems.append(
                SheetProblem(self.file, "", "", self.form.word("errors", "no_id"))
            )
        if channels is None or questions is None or not organisation:
            return None
        self.cells.merged(channels, CHANNEL_HEAD + 1, 1)
        self.cells.merged(questions, TEAM_ROW, ANSWER_COLUMN)
        return Filled(
            file=self.file,
            organisation=organisation,
            team=self._team(questions),
            day=self._day_of_filling(questions, today),
            rows=tuple(self._rows(channels)),
            prefilled=prefilled,
            answers={each.field: self._answer(questions, each) for each in self.form.answers},
            complete=dict(self._complete()),
        )

    def _sheet(self, name: str) -> Worksheet | None:
        title = self.form.sheets[name]
        found = self.book[title] if title in self.book.sheetnames else None
        if isinstance(found, Worksheet):
            return found
        message = self.form.word("errors", "no_sheet", sheet=title)
        self.cells.problems.append(SheetProblem(self.file, "", "", message))
        return None

    def _identity(self) -> tuple[str, tuple[str, ...]]:
        title = self.form.sheets["hidden"]
        if title in self.book.sheetnames:
            sheet = self.book[title]
            keys = [sheet.cell(row, 1).value for row in range(1, min(sheet.max_row, MOST_ROWS) + 1)]
            return str(keys[0] or ""), tuple(str(each) for each in keys[2:] if each)
        for each in self.book.custom_doc_props.props:
            if each.name == ORGANISATION_PROPERTY:
                return str(each.value), ()
        return "", ()

    def _team(self, sheet: Worksheet) -> str:
        cell = sheet.cell(TEAM_ROW, ANSWER_COLUMN)
        team = self.cells.text(sheet, cell, LONGEST_LINE)
        if not team:
            self.cells.wrong(sheet, cell, "no_team")
        elif "@" in team or any(each.isdigit() for each in team):
            self.cells.wrong(sheet, cell, "person", value=team)
        return team

    def _day_of_filling(self, sheet: Worksheet, today: date) -> date:
        cell = sheet.cell(DATE_ROW, ANSWER_COLUMN)
        day = self.cells.day(sheet, cell)
        if day is None and cell.value in (None, ""):
            self.cells.wrong(sheet, cell, "no_date")
        elif day and day > today:
            self.cells.wrong(sheet, cell, "future", value=f"{day:%d/%m/%Y}")
        return day or today

    def _answer(self, sheet: Worksheet, asked: AskedAnswer) -> FilledAnswer:
        row = self.form.answer_row(asked)
        cell = sheet.cell(row, ANSWER_COLUMN)
        text = self.cells.said(sheet, cell, LONGEST_TEXT)
        chosen = ""
        if asked.choice:
            found = self.cells.choice(sheet, sheet.cell(row - 1, ANSWER_COLUMN), asked.options)
            chosen = asked.options.get(found or "", "")
        return FilledAnswer(cell.coordinate, chosen, text)

    def _complete(self) -> Iterator[tuple[str, bool]]:
        """Give the platforms of which something was said; older workbooks have no such sheet."""
        title = self.form.sheets["complete"]
        sheet = self.book[title] if title in self.book.sheetnames else None
        if not isinstance(sheet, Worksheet):
            return
        platforms = {each.name["nl"]: each.key for each in self.platforms}
        yes, no = self.form.yes_or_no
        for row in range(COMPLETE_HEAD + 1, min(sheet.max_row, MOST_ROWS) + 1):
            cell = sheet.cell(row, COMPLETE_COLUMNS["answer"])
            said = self.cells.choice(sheet, cell, {yes: "", no: ""})
            if said is None:
                continue
            named = sheet.cell(row, COMPLETE_COLUMNS["platform"])
            platform = self.cells.choice(sheet, named, platforms)
            if platform:
                yield platforms[platform], said == yes
            elif not named.value:
                self.cells.wrong(sheet, named, "no_platform")

    def _rows(self, sheet: Worksheet) -> Iterator[FilledRow]:
        for number in range(CHANNEL_HEAD + 1, min(sheet.max_row, MOST_ROWS) + 1):
            cells = {name: sheet.cell(number, self.form.column(name)) for name in self.form.columns}
            if any(cell.value not in (None, "") for cell in cells.values()):
                yield self._row(sheet, number, cells)

    def _row(self, sheet: Worksheet, number: int, cells: Mapping[str, Cell]) -> FilledRow:
        platforms = {each.name["nl"]: each.key for each in self.platforms}
        statuses = {text: status for status, text in self.form.statuses.items()}
        yes, no = self.form.yes_or_no
        platform = self.cells.choice(sheet, cells["platform"], platforms)
        status = self.cells.choice(sheet, cells["status"], statuses)
        ours = self.cells.choice(sheet, cells["ours"], {yes: "", no: ""})
        address = self.cells.text(sheet, cells["address"], LONGEST_LINE)
        kind = self.platforms.get(platforms[platform]).kind if platform else ""
        is_said = bool(address) and not self.cells.manners.says_nothing(address)
        if is_said and kind and holds_several(str(cells["address"].value), kind):
            self.cells.wrong(sheet, cells["address"], "several")
        if platform is None and not cells["platform"].value:
            self.cells.wrong(sheet, cells["platform"], "no_platform")
        if not address:
            self.cells.wrong(sheet, cells["address"], "no_address")
        return FilledRow(
            number=number,
            places={name: cell.coordinate for name, cell in cells.items()},
            platform=platforms.get(platform or "", ""),
            address=address,
            label=self.cells.said(sheet, cells["label"], LONGEST_LINE),
            status=statuses.get(status or ""),
            ours=None if ours is None else ours == yes,
            since=self.cells.day(sheet, cells["since"]),
            retired_on=self.cells.day(sheet, cells["retired_on"]),
            replaced_by=self.cells.said(sheet, cells["replaced_by"], LONGEST_LINE),
        )
