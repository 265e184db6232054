"""The overview as a workbook: the annex, every channel, the numbers and charts of them."""

import io
from collections.abc import Iterable, Sequence
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.publishing.overview.figures import figures
from knowledge.publishing.overview.model import Overview
from knowledge.publishing.overview.table import COLUMNS, rows, shown_address
from knowledge.publishing.overview.texts import OverviewTexts
from knowledge.wording.catalogue import Catalogue
from knowledge.wording.sources import in_words

WIDTHS = {"domain": 24, "organisation": 26, "in_use": 50, "planned": 28, "past": 28}
WIDTH = 28
CHANNEL_WIDTHS = (34, 30, 16, 52, 24, 14, 14, 14, 40, 12, 40)
ABOUT_WIDTH = 100
CHART_ROWS = 20
LINE_HEIGHT = 15.0
"""Points of one line of the usual letter."""
HIGHEST_ROW = 409.0
"""Points; no spreadsheet program makes a row higher."""
WORDS_FIT = 0.9
"""Part of a column's width in characters that words fill before the line breaks."""

_HEAD = Font(bold=True, color="FFFFFF")
_BLUE = PatternFill("solid", start_color="0B4F9E")
_WRAP = Alignment(wrap_text=True, vertical="top")

Cell = str | int | None


def as_xlsx(overview: Overview) -> bytes:
    """Give the overview as a workbook."""
    words = OverviewTexts.load()
    book = Workbook()
    first = book.active
    assert first is not None  # noqa: S101  # a new workbook has one sheet
    first.title = words.sheets["overview"]
    _fill(
        first,
        [words.columns[name] for name in COLUMNS],
        (row.cells for row in rows(overview)),
        [WIDTHS.get(name, WIDTH) for name in COLUMNS],
    )
    _fill(
        book.create_sheet(words.sheets["channels"]),
        list(words.channel_columns.values()),
        _channels(overview, words),
        CHANNEL_WIDTHS,
    )
    _figures(book.create_sheet(words.sheets["figures"]), overview, words)
    about = book.create_sheet(words.sheets["about"])
    about.column_dimensions["A"].width = ABOUT_WIDTH
    lines = (words.title, words.dated(overview), words.incomplete, words.growth_hint)
    _write(about, 1, [[line] for line in lines])
    for number, line in enumerate(lines, start=1):
        about.row_dimensions[number].height = _lines(line, ABOUT_WIDTH) * LINE_HEIGHT
    _fit_to_page(about)
    book.properties.title = words.title
    book.properties.version = overview.version
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _channels(overview: Overview, words: OverviewTexts) -> Iterable[Sequence[Cell]]:
    catalogue = Catalogue.load()
    for each in overview.organisations:
        for channel in each.channels:
            verified, since = channel.channel.verified, channel.channel.since
            ended = channel.channel.retired_on
            yield (
                each.domain.name["nl"],
                each.organisation.display_name,
                channel.platform.name["nl"],
                shown_address(channel),
                words.standing[channel.standing],
                verified.date.isoformat() if verified else None,
                since.isoformat() if since else None,
                ended.isoformat() if ended else None,
                channel.channel.replaced_by,
                channel.first_year,
                in_words(channel.channel.sources[0], catalogue, "nl", each.organisation),
            )


def _fill(
    sheet: Worksheet,
    head: Sequence[str],
    content: Iterable[Sequence[Cell]],
    widths: Sequence[int],
) -> None:
    """Write a table that can be filtered, its head always in sight."""
    last = _write(sheet, 1, [head, *content])
    for number, width in enumerate(widths, start=1):
        cell = sheet.cell(1, number)
        cell.font, cell.fill = _HEAD, _BLUE
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number in range(1, last + 1):
        sheet.row_dimensions[number].height = _height(sheet, number, widths)
    sheet.print_area = f"A1:{get_column_letter(len(widths))}{last}"
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    _fit_to_page(sheet)


def _height(sheet: Worksheet, row: int, widths: Sequence[int]) -> float:
    """Give the points that the fullest cell of a row needs; LibreOffice takes what is said here."""
    lines = max(
        _lines(str(sheet.cell(row, column).value or ""), width)
        for column, width in enumerate(widths, start=1)
    )
    return min(HIGHEST_ROW, lines * LINE_HEIGHT)


def _lines(text: str, width: int) -> int:
    fitting = max(int(width * WORDS_FIT), 1)
    return sum(max(len(wrap(line, fitting)), 1) for line in text.split("\n"))


def _fit_to_page(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A3
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write(sheet: Worksheet, first: int, lines: Iterable[Sequence[Cell]]) -> int:
    """Write rows so that no value is run as a formula, and give the last row's number."""
    number = first - 1
    for number, line in enumerate(lines, start=first):
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(number, column, value)
            cell.alignment = _WRAP
            if isinstance(value, str):
                cell.data_type = "s"
                cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    return number


def _figures(sheet: Worksheet, overview: Overview, words: OverviewTexts) -> None:
    """Put the numbers below each other, with a chart of the program's own beside each."""
    sheet.column_dimensions["A"].width = 24
    _fit_to_page(sheet)
    names = {
        "platform": words.platform,
        "organisations": words.organisations,
        "channels": words.channels,
        "year": words.year,
    }
    row = 1
    for figure in figures(overview, names):
        title = sheet.cell(row, 1, words.figures[figure.id])
        title.font = Font(bold=True, size=13)
        numbered: list[Sequence[Cell]] = [(name, *numbers) for name, numbers in figure.rows]
        lines = [figure.head, *numbered]
        last = _write(sheet, row + 1, lines)
        chart: BarChart | LineChart = LineChart() if figure.id == "growth" else BarChart()
        if isinstance(chart, BarChart):
            chart.type = "bar"
            chart.grouping = "stacked" if figure.id == "grid" else "clustered"
            chart.overlap = 100 if figure.id == "grid" else None
        chart.title = words.figures[figure.id]
        columns = len(figure.head)
        data = Reference(sheet, min_col=2, max_col=columns, min_row=row + 1, max_row=last)
        chart.add_data(data, titles_from_data=True)
        chart.set_categories(Reference(sheet, min_col=1, min_row=row + 2, max_row=last))
        if columns == 2:
            chart.legend = None
        for series in chart.series:
            series.smooth = False
        chart.height, chart.width = 11, 22
        # Charts of newer programs hide the axes unless they are told not to.
        chart.x_axis.delete = chart.y_axis.delete = False
        sheet.add_chart(chart, f"{get_column_letter(columns + 2)}{row}")
        row = max(last, row + CHART_ROWS) + 3
