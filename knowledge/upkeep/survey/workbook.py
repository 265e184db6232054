"""The workbook that an organisation fills in: prefilled, locked where it must be."""

from datetime import date
from pathlib import Path
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.addresses.platforms import Platforms
from knowledge.files.completeness import declarable
from knowledge.model import OfficialChannel, Organisation
from knowledge.upkeep.survey.form import (
    ANSWER_COLUMN,
    ANSWER_HEAD,
    CHANNEL_HEAD,
    COMPLETE_COLUMNS,
    COMPLETE_HEAD,
    DATE_ROW,
    NEW_ROWS,
    TEAM_ROW,
    AskedAnswer,
    Form,
)

ORGANISATION_PROPERTY = "kanaalcheck-organisatie"
DAY_FORMAT = "DD/MM/YYYY"

_OPEN = Protection(locked=False)
_YELLOW = PatternFill("solid", start_color="FFF7D6")
_GREY = PatternFill("solid", start_color="EEF0F2")
_BLUE = PatternFill("solid", start_color="0B4F9E")
_LINE = Border(*(Side(style="thin", color="6B7480"),) * 4)
_WRAP = Alignment(wrap_text=True, vertical="top")
_BOLD = Font(bold=True)
_TITLE = Font(bold=True, size=14)
_HEAD = Font(bold=True, color="FFFFFF")


def make_workbook(
    organisation: Organisation, platforms: Platforms, *, version: str, day: date, form: Form
) -> Workbook:
    """Give the workbook of one organisation.

    Args:
        organisation: Whose channels and answers are filled in.
        platforms: To choose from.
        version: Of the knowledge that it is filled from.
        day: On which it is made.
        form: The questions.
    """
    book = Workbook()
    guide = book.active
    assert guide is not None  # noqa: S101  # a new workbook has one sheet
    guide.title = form.sheets["guide"]
    _guide(guide, organisation, form, version=version, day=day)
    channels = book.create_sheet(form.sheets["channels"])
    complete = book.create_sheet(form.sheets["complete"])
    questions = book.create_sheet(form.sheets["questions"])
    _lists(book, platforms, form)
    _channels(channels, organisation, platforms, form)
    _complete(complete, organisation, platforms, form)
    _questions(questions, organisation, form)
    _identity(book, organisation, version, form)
    for sheet in book.worksheets:
        sheet.protection.sheet = True
        sheet.protection.formatColumns = False
        sheet.protection.formatRows = False
    # Without this a sheet can be renamed or thrown away; there is no password to lose.
    book.security = WorkbookProtection(lockStructure=True)
    return book


def write_workbook(book: Workbook, path: Path) -> None:
    """Save a workbook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def address_key(channel: OfficialChannel) -> str:
    """Give what a prefilled row is known by."""
    return f"{channel.address.platform}|{channel.address.key}"


def _guide(
    sheet: Worksheet, organisation: Organisation, form: Form, *, version: str, day: date
) -> None:
    sheet.column_dimensions["A"].width = 110
    sheet["A1"] = form.word("title")
    sheet["A1"].font = _TITLE
    sheet["A2"] = organisation.name
    sheet["A2"].font = _BOLD
    lines = [line.format(organisation=organisation.display_name) for line in form.guide]
    lines.append(form.word("version", day=f"{day:%d/%m/%Y}", version=version))
    for row, line in enumerate(lines, start=4):
        cell = sheet.cell(row, 1, line)
        cell.alignment = _WRAP
        # LibreOffice prints a line as high as it is told to be.
        sheet.row_dimensions[row].height = 15.0 * len(wrap(line, 100))
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for row in range(1, 4 + len(lines)):
        _as_text(sheet, row, 1)


def _lists(book: Workbook, platforms: Platforms, form: Form) -> None:
    """Put what can be chosen on a hidden sheet, each list under a name."""
    sheet = book.create_sheet(form.sheets["lists"])
    sheet.sheet_state = "hidden"
    choices = {
        "platforms": [each.name["nl"] for each in platforms],
        "statuses": list(form.statuses.values())[:3],
        "yes_or_no": list(form.yes_or_no),
        **{f"choice_{each.field}": list(each.options) for each in form.answers if each.choice},
    }
    for column, (name, values) in enumerate(choices.items(), start=1):
        for row, value in enumerate(values, start=1):
            sheet.cell(row, column, value)
        letter = get_column_letter(column)
        place = f"'{sheet.title}'!${letter}$1:${letter}${len(values)}"
        book.defined_names[name] = DefinedName(name, attr_text=place)


def _channels(
    sheet: Worksheet, organisation: Organisation, platforms: Platforms, form: Form
) -> None:
    sheet["A1"] = form.word("channels", "title", organisation=organisation.display_name)
    sheet["A1"].font = _TITLE
    for name, title in form.columns.items():
        number = form.column(name)
        head = sheet.cell(CHANNEL_HEAD, number, title)
        head.font, head.fill, head.alignment, head.border = _HEAD, _BLUE, _WRAP, _LINE
        sheet.column_dimensions[get_column_letter(number)].width = form.widths[name]
    sheet.freeze_panes = sheet.cell(CHANNEL_HEAD + 1, 3)
    first = CHANNEL_HEAD + 1
    known = [each for each in organisation.channels if not each.personal]
    for row, channel in enumerate(known, start=first):
        _known_row(sheet, row, channel, platforms, form)
    last = CHANNEL_HEAD + len(known) + NEW_ROWS
    for row in range(first + len(known), last + 1):
        for name in form.columns:
            _open(sheet, row, form.column(name))
        for name in ("address", "label", "replaced_by"):
            # Else a telephone number loses its zero.
            sheet.cell(row, form.column(name)).number_format = "@"
    _choose(sheet, "platforms", form.column("platform"), first, last)
    _choose(sheet, "statuses", form.column("status"), first, last)
    _choose(sheet, "yes_or_no", form.column("ours"), first, last)
    for name in ("since", "retired_on"):
        for row in range(first, last + 1):
            sheet.cell(row, form.column(name)).number_format = DAY_FORMAT
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{CHANNEL_HEAD}:{CHANNEL_HEAD}"


def _known_row(
    sheet: Worksheet, row: int, channel: OfficialChannel, platforms: Platforms, form: Form
) -> None:
    values = {
        "platform": platforms.get(channel.address.platform).name["nl"],
        "address": channel.address.value,
        "label": channel.label,
        "status": form.statuses[channel.status],
        "since": channel.since,
        "retired_on": channel.retired_on,
        "replaced_by": channel.replaced_by,
    }
    for name in form.columns:
        number = form.column(name)
        cell = sheet.cell(row, number, values.get(name))
        if name in ("platform", "address"):
            cell.fill, cell.border, cell.alignment = _GREY, _LINE, _WRAP
        else:
            _open(sheet, row, number)
        if isinstance(values.get(name), str):
            _as_text(sheet, row, number)


def _complete(
    sheet: Worksheet, organisation: Organisation, platforms: Platforms, form: Form
) -> None:
    """Ask for each platform whether the list of channels is complete."""
    sheet["A1"] = form.word("complete", "title", organisation=organisation.display_name)
    sheet["A1"].font = _TITLE
    for name, number in COMPLETE_COLUMNS.items():
        head = sheet.cell(COMPLETE_HEAD, number, form.word("complete", "columns", name))
        head.font, head.fill, head.alignment, head.border = _HEAD, _BLUE, _WRAP, _LINE
        width = float(form.word("complete", "widths", name))
        sheet.column_dimensions[get_column_letter(number)].width = width
    said = {key: each for each in organisation.complete for key in each.platforms}
    first = COMPLETE_HEAD + 1
    for row, platform in enumerate(declarable(platforms), start=first):
        sheet.cell(row, COMPLETE_COLUMNS["platform"], platform.name["nl"])
        before = said.get(platform.key)
        if before:
            text = form.word("complete", "before", day=f"{before.date:%d/%m/%Y}", team=before.by)
            sheet.cell(row, COMPLETE_COLUMNS["before"], text)
        for name in ("platform", "before"):
            cell = sheet.cell(row, COMPLETE_COLUMNS[name])
            cell.fill, cell.border, cell.alignment = _GREY, _LINE, _WRAP
            _as_text(sheet, row, COMPLETE_COLUMNS[name])
        _open(sheet, row, COMPLETE_COLUMNS["answer"])
    _choose(sheet, "yes_or_no", COMPLETE_COLUMNS["answer"], first, sheet.max_row)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _questions(sheet: Worksheet, organisation: Organisation, form: Form) -> None:
    for letter, width in (("A", 6), ("B", 52), ("C", 90)):
        sheet.column_dimensions[letter].width = width
    sheet["A1"] = form.word("title")
    sheet["A1"].font = _TITLE
    for row, name in ((TEAM_ROW, "team"), (DATE_ROW, "date")):
        sheet.cell(row, 2, form.word("who", name)).font = _BOLD
        _open(sheet, row, ANSWER_COLUMN)
    sheet.cell(DATE_ROW, ANSWER_COLUMN).number_format = DAY_FORMAT
    for asked in form.answers:
        _question(sheet, organisation, asked, form)
    sheet.freeze_panes = sheet.cell(ANSWER_HEAD, 1)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _question(sheet: Worksheet, organisation: Organisation, asked: AskedAnswer, form: Form) -> None:
    row = form.answer_row(asked)
    stored = getattr(organisation, asked.field)
    chosen, text = asked.split(stored.text) if stored else ("", "")
    if asked.choice:
        sheet.cell(row - 1, 2, asked.choice).font = _BOLD
        sheet.cell(row - 1, ANSWER_COLUMN, chosen or None)
        _open(sheet, row - 1, ANSWER_COLUMN)
        _choose(sheet, f"choice_{asked.field}", ANSWER_COLUMN, row - 1, row - 1)
    number = sheet.cell(row, 1, int(asked.number))
    number.font, number.alignment = _BOLD, _WRAP
    question = sheet.cell(row, 2, asked.question)
    question.font, question.alignment = _BOLD, _WRAP
    sheet.cell(row, ANSWER_COLUMN, text or None)
    if text:
        _as_text(sheet, row, ANSWER_COLUMN)
    _open(sheet, row, ANSWER_COLUMN)
    sheet.row_dimensions[row].height = 110


def _identity(book: Workbook, organisation: Organisation, version: str, form: Form) -> None:
    """Hide whose workbook it is, and which rows it had, twice: programs may drop one."""
    sheet = book.create_sheet(form.sheets["hidden"])
    sheet.sheet_state = "veryHidden"
    sheet["A1"], sheet["A2"] = organisation.id, version
    rows = (address_key(each) for each in organisation.channels if not each.personal)
    for row, key in enumerate(rows, start=3):
        sheet.cell(row, 1, key)
    for row in range(1, sheet.max_row + 1):
        _as_text(sheet, row, 1)
    book.custom_doc_props.append(StringProperty(name=ORGANISATION_PROPERTY, value=organisation.id))


def _choose(sheet: Worksheet, name: str, column: int, first: int, last: int) -> None:
    """Let cells be filled from a list only."""
    letter = get_column_letter(column)
    rule = DataValidation(type="list", formula1=name, allow_blank=True, showErrorMessage=True)
    rule.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(rule)


def _open(sheet: Worksheet, row: int, column: int) -> None:
    cell = sheet.cell(row, column)
    cell.protection, cell.fill, cell.border, cell.alignment = _OPEN, _YELLOW, _LINE, _WRAP


def _as_text(sheet: Worksheet, row: int, column: int) -> None:
    """Keep a value that begins as a formula does from being run."""
    cell = sheet.cell(row, column)
    if isinstance(cell.value, str):
        cell.data_type = "s"
        cell.quotePrefix = cell.value.startswith(("=", "+", "-", "@"))
