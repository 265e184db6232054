"""The cells of a sheet that somebody filled in, each read with suspicion; mistakes are told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.addresses.web import is_control, is_invisible
from knowledge.upkeep.survey.form import LONGEST_LINE, Form
from knowledge.upkeep.survey.manners import Manners

_DAY = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})")


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What is wrong in a workbook, told to staff.

    Attributes:
        sheet: Empty when the whole file is meant.
        cell: Such as `B7`; empty when the whole sheet is meant.
    """

    file: str
    sheet: str
    cell: str
    message: str

    def __str__(self) -> str:
        place = [self.file]
        place += [f"blad {self.sheet}"] if self.sheet else []
        place += [f"cel {self.cell}"] if self.cell else []
        return f"{', '.join(place)}: {self.message}"


@dataclass
class Cells:
    """Reads the cells of one file.

    Attributes:
        form: Has the words of what is wrong.
        problems: Mistakes so far; a cell with one is read as empty.
    """

    file: str
    form: Form
    problems: list[SheetProblem] = field(default_factory=list)
    manners: Manners = field(default_factory=Manners.load)

    def merged(self, sheet: Worksheet, row: int, column: int) -> None:
        """Tell of cells that were put together: all but the first lost what stood in them."""
        for each in sheet.merged_cells.ranges:
            if each.max_row >= row and each.max_col >= column:
                message = self.form.word("errors", "merged")
                self.problems.append(SheetProblem(self.file, sheet.title, each.coord, message))

    def choice(self, sheet: Worksheet, cell: Cell, options: Mapping[str, object]) -> str | None:
        """Give the option that a cell names; capitals do not matter."""
        text = self.said(sheet, cell, LONGEST_LINE)
        if not text:
            return None
        found = next((each for each in options if each.casefold() == text.casefold()), None)
        if found is None:
            self.wrong(sheet, cell, "unknown_choice", value=text, choices=", ".join(options))
        return found

    def said(self, sheet: Worksheet, cell: Cell, maximum: int) -> str:
        """Give the words of a cell; none where they stand for nothing, such as `n.v.t.`."""
        text = self.text(sheet, cell, maximum)
        return "" if self.manners.says_nothing(text) else text

    def text(self, sheet: Worksheet, cell: Cell, maximum: int) -> str:
        """Give the words of a cell in one line, without characters that hide."""
        value = cell.value
        if value is None:
            return ""
        if cell.data_type == "f":
            self.wrong(sheet, cell, "formula")
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = " ".join(str(value).split())
        text = "".join(each for each in text if not (is_control(each) or is_invisible(each)))
        if len(text) > maximum:
            self.wrong(sheet, cell, "too_long", length=str(len(text)), maximum=str(maximum))
        return text

    def day(self, sheet: Worksheet, cell: Cell) -> date | None:
        """Give the day in a cell, as a date or in words such as 25/11/2026."""
        if isinstance(cell.value, datetime):
            return cell.value.date()
        if isinstance(cell.value, date):
            return cell.value
        text = self.said(sheet, cell, LONGEST_LINE)
        if not text:
            return None
        try:
            return _as_day(text)
        except ValueError:
            self.wrong(sheet, cell, "bad_date", value=text)
            return None

    def wrong(self, sheet: Worksheet, cell: Cell, why: str, **values: str) -> None:
        """Note a mistake: a key of `errors` of the form."""
        message = self.form.word("errors", why, **values)
        self.problems.append(SheetProblem(self.file, sheet.title, cell.coordinate, message))


def _as_day(text: str) -> date:
    found = _DAY.fullmatch(text)
    if found:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    return date.fromisoformat(text)
