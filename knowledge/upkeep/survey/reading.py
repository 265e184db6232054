"""A workbook that came back: every cell read with suspicion, every mistake told with its place."""

import re
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
    QUESTION_COLUMN,
    TEAM_ROW,
    AskedAnswer,
    Form,
)
from knowledge.upkeep.survey.manners import holds_several
from knowledge.upkeep.survey.workbook import ORGANISATION_PROPERTY
from knowledge.wording.teams import folded

LARGEST_FILE = 2_000_000
"""Bytes; one that we make has about 20 kB."""
LARGEST_UNPACKED = 10_000_000
MOST_CELLS = 40_000
"""In all sheets, empty ones that have a style included: reading 25,000 takes a second."""
MOST_ROWS = 500

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
_LONGEST_KIND = 200
_SHEETS = "xl/worksheets/"
_CELL = re.compile(rb"<(?:\w+:)?c[ />]")


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
class Unread:
    """A sheet or a cell where somebody wrote and nothing is asked.

    Attributes:
        cell: Empty when the whole sheet is meant.
    """

    sheet: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook says.

    Attributes:
        prefilled: Keys of the rows that it had when it was made.
        answers: By field.
        complete: By platform, whether the list of channels is complete, where that was said.
        problems: Mistakes of form; where there are any, some cells were read as empty.
        unread: What somebody wrote where nothing is asked.
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
    unread: tuple[Unread, ...] = ()


class UnreadableWorkbookError(Exception):
    """A workbook that cannot be used; `problems` says why."""

    def __init__(self, problems: tuple[SheetProblem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class _OpenDocumentError(Exception):
    """The file is an OpenDocument."""


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
        if path.stat().st_size > LARGEST_FILE or _is_too_much(path):
            raise _refused(path, form, "too_large")
        return load_workbook(path, keep_links=False)
    except _OpenDocumentError as error:
        raise _refused(path, form, "ods") from error
    except (InvalidFileException, zipfile.BadZipFile, OSError) as error:
        raise _refused(path, form, "not_xlsx") from error
    except (KeyError, ValueError, TypeError, SyntaxError, AttributeError, IndexError) as error:
        # What openpyxl raises on parts that are missing or hold something else; SyntaxError is XML.
        raise _refused(path, form, "not_xlsx") from error


def _is_too_much(path: Path) -> bool:
    """Tell whether reading a workbook would take long: its parts are large, or its cells many.

    Raises:
        _OpenDocumentError: It is a workbook of LibreOffice's own kind, whatever its name.
    """
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
        kinds = [each for each in parts[:1] if each.filename == "mimetype"]
        is_read = bool(kinds) and kinds[0].file_size < _LONGEST_KIND
        if is_read and packed.read(kinds[0]).startswith(_OPEN_DOCUMENT):
            raise _OpenDocumentError
        if sum(each.file_size for each in parts) > LARGEST_UNPACKED:
            return True
        sheets = [each for each in parts if each.filename.startswith(_SHEETS)]
        return sum(map(len, (_CELL.findall(packed.read(each)) for each in sheets))) > MOST_CELLS


def _cells_of(sheet: Worksheet) -> Iterator[Cell]:
    """Give the cells that a file has, without making those between them."""
    for place in sorted(sheet._cells):
        cell = sheet._cells[place]
        if isinstance(cell, Cell):
            yield cell


def _is_said(cell: Cell) -> bool:
    return bool(str(cell.value if cell.value is not None else "").strip())


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
        if not self._is_in_place(channels, questions):
            return None  # what stands elsewhere would be taken for something else
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
            unread=tuple(self._unread(channels)),
        )

    def _is_in_place(self, channels: Worksheet, questions: Worksheet) -> bool:
        """Tell whether columns and questions stand where they were sent; tell what does not."""
        wanted = [*self._heads(channels), *self._asked(questions)]
        moved = [each for each in wanted if folded(str(each[0].value)) != folded(each[1])]
        for cell, title in moved:
            self.cells.wrong(cell.parent, cell, "moved", title=title)
        return not moved

    def _heads(self, channels: Worksheet) -> Iterator[tuple[Cell, str]]:
        form, complete = self.form, self._complete_sheet()
        for name, title in form.columns.items():
            yield channels.cell(CHANNEL_HEAD, form.column(name)), title
        for name, number in COMPLETE_COLUMNS.items():
            if complete is not None:
                head = form.word("complete", "columns", name)
                yield complete.cell(COMPLETE_HEAD, number), head

    def _asked(self, questions: Worksheet) -> Iterator[tuple[Cell, str]]:
        for row, name in ((TEAM_ROW, "team"), (DATE_ROW, "date")):
            yield questions.cell(row, QUESTION_COLUMN), self.form.word("who", name)
        for asked in self.form.answers:
            row = self.form.answer_row(asked)
            yield questions.cell(row, QUESTION_COLUMN), asked.question
            if asked.choice:
                yield questions.cell(row - 1, QUESTION_COLUMN), asked.choice

    def _unread(self, channels: Worksheet) -> Iterator[Unread]:
        """Give what stands in the workbook and is not read: own columns, sheets and notes."""
        ours = set(self.form.sheets.values())
        for sheet in self.book.worksheets:
            if sheet.title not in ours and any(_is_said(cell) for cell in _cells_of(sheet)):
                yield Unread(sheet.title)
        last = len(self.form.columns)
        for cell in _cells_of(channels):
            is_note = cell.comment is not None and cell.row > CHANNEL_HEAD
            if is_note or (cell.column > last and _is_said(cell)):
                yield Unread(channels.title, cell.coordinate)

    def _complete_sheet(self) -> Worksheet | None:
        title = self.form.sheets["complete"]
        sheet = self.book[title] if title in self.book.sheetnames else None
        return sheet if isinstance(sheet, Worksheet) else None

    def _sheet(self, name: str) -> Worksheet | None:
        title = self.form.sheets[name]
        found = self.book[title] if title in self.book.sheetnames else None
        if isinstance(found, Worksheet) and found.sheet_state == "visible":
            return found
        if isinstance(found, Worksheet):
            message = self.form.word("errors", "hidden_sheet", sheet=title)
            self.cells.problems.append(SheetProblem(self.file, "", "", message))
            return None
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
        sheet = self._complete_sheet()
        if sheet is None:
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
            if not any(cell.value not in (None, "") for cell in cells.values()):
                continue
            if sheet.row_dimensions[number].hidden:
                self.cells.wrong(sheet, cells["platform"], "hidden_row", number=str(number))
            yield self._row(sheet, number, cells)
        below = [cell for cell in _cells_of(sheet) if cell.row > MOST_ROWS and _is_said(cell)]
        if below:
            self.cells.wrong(sheet, below[0], "too_many", maximum=str(MOST_ROWS))

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
