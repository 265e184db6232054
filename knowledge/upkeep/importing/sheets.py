"""A spreadsheet file as sheets of cells: XLSX, or CSV as Excel, LibreOffice and others write it."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.addresses.web import is_control
from knowledge.upkeep.importing.words import word
from knowledge.upkeep.survey.cells import SheetProblem
from knowledge.upkeep.survey.form import Form
from knowledge.upkeep.survey.reading import UnreadableWorkbookError, open_workbook

LARGEST_FILE = 2_000_000
"""Bytes."""
MOST_ROWS = 2_000
MOST_COLUMNS = 60
XLSX, CSV, ODS = ".xlsx", ".csv", ".ods"
KINDS = (XLSX, CSV)

_SEPARATORS = ";,\t|"
_SAMPLE = 5_000
_ENCODINGS = ("utf-8-sig", "cp1252")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def sheets_of(path: Path, name: str) -> tuple[Worksheet, ...]:
    """Give the sheets of a file that are not hidden.

    Args:
        path: The file.
        name: What staff know it by; its ending tells what it is.

    Raises:
        UnreadableWorkbookError: It is no such file, or too large.
    """
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        raise _refused(name, "ods" if kind == ODS else "unreadable")
    if path.stat().st_size > LARGEST_FILE:
        raise _too_large(name)
    try:
        book = open_workbook(path, Form.load()) if kind == XLSX else _csv_book(path, name)
    except UnreadableWorkbookError as error:
        told = tuple(SheetProblem(name, "", "", each.message) for each in error.problems)
        raise UnreadableWorkbookError(told) from error
    found = tuple(
        each
        for each in book.worksheets
        if isinstance(each, Worksheet) and each.sheet_state == "visible"
    )
    if any(_last_row(each) > MOST_ROWS for each in found):
        raise _too_large(name)
    return found


def _last_row(sheet: Worksheet) -> int:
    """Give the last row that says something: programs give whole columns a style."""
    # Its own rows would be made anew, each of them, by asking for them.
    cells = sheet._cells
    return max((row for (row, _), cell in cells.items() if cell.value not in (None, "")), default=0)


def _csv_book(path: Path, name: str) -> Workbook:
    text = _decoded(path.read_bytes(), name)
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  # a new workbook has one sheet
    sheet.title = "csv"
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise _refused(name, "unreadable") from error
    if len(rows) > MOST_ROWS:
        raise _too_large(name)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row[:MOST_COLUMNS], start=1):
            kept = "".join(each for each in value if each in "\n\t" or not is_control(each))
            if kept.strip():
                sheet.cell(number, column, kept.strip())
    return book


def _separator(text: str) -> str:
    """Give what stands between cells: what Excel says in its own first line, or what fits best."""
    first = text.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1]
    with suppress(csv.Error):
        return csv.Sniffer().sniff(text[:_SAMPLE], _SEPARATORS).delimiter
    return max(_SEPARATORS, key=first.count)


def _decoded(content: bytes, name: str) -> str:
    encodings = ("utf-16",) if content.startswith(_UTF_16) else _ENCODINGS
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise _refused(name, "encoding")


def _refused(name: str, why: str) -> UnreadableWorkbookError:
    return UnreadableWorkbookError((SheetProblem(name, "", "", word("errors", why)),))


def _too_large(name: str) -> UnreadableWorkbookError:
    megabytes = str(LARGEST_FILE // 1_000_000)
    message = word("errors", "too_large", rows=str(MOST_ROWS), megabytes=megabytes)
    return UnreadableWorkbookError((SheetProblem(name, "", "", message),))
