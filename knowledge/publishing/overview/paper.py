"""The overview as PDF: the annex to print or to send along with an answer."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import reportlab
from reportlab.graphics.shapes import Drawing, Group, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from knowledge.publishing.overview import charts
from knowledge.publishing.overview.figures import figures
from knowledge.publishing.overview.model import (
    ANSWERS,
    Overview,
    OverviewChannel,
    OverviewOrganisation,
)
from knowledge.publishing.overview.page import can_be_followed
from knowledge.publishing.overview.table import shown_address
from knowledge.publishing.overview.texts import OverviewTexts

FONT, BOLD = "Overview", "Overview-Bold"
BLUE = HexColor("#0b4f9e")
MARGIN = 18 * mm
SCALE = 1.1
"""Units of a chart to points."""

_OPACITY = {0: 0.03, 1: 0.16, 2: 0.3}


def as_pdf(overview: Overview) -> bytes:
    """Give the overview as PDF, on A4, with its fonts in it."""
    _register_fonts()
    words = OverviewTexts.load()
    written = io.BytesIO()
    document = SimpleDocTemplate(
        written,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=words.title,
        subject=words.dated(overview),
        author="Kanaalcheck",
        lang="nl-BE",
        invariant=1,  # the same overview gives the same bytes
    )

    stamp = {"day": f"{overview.day:%d/%m/%Y}", "version": overview.version}

    def foot(canvas: Canvas, _document: object) -> None:
        canvas.setFont(FONT, 8)
        canvas.drawString(MARGIN, 10 * mm, words.foot.format(**stamp))
        page = words.page.format(number=canvas.getPageNumber())
        canvas.drawRightString(A4[0] - MARGIN, 10 * mm, page)

    document.build(list(_story(overview, words)), onFirstPage=foot, onLaterPages=foot)
    return written.getvalue()


@cache
def _register_fonts() -> None:
    # Bitstream Vera comes with the library; a PDF without its fonts looks different everywhere.
    folder = Path(reportlab.__file__).with_name("fonts")
    pdfmetrics.registerFont(TTFont(FONT, folder / "Vera.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, folder / "VeraBd.ttf"))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)


class _Heading(Paragraph):  # type: ignore[misc]  # reportlab is untyped
    """A heading that also stands in the reader's list of contents."""

    def __init__(self, text: str, style: ParagraphStyle, level: int) -> None:
        super().__init__(escape(text), style)
        self._title, self._level = text, level

    def draw(self) -> None:
        """Draw it and note its place."""
        key = f"{self._level}-{self._title}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(self._title, key, self._level, closed=True)
        super().draw()


def _style(
    size: float, *, bold: bool = False, before: float = 0, indent: float = 0
) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}-{bold}-{indent}",
        fontName=BOLD if bold else FONT,
        fontSize=size,
        leading=size * 1.35,
        spaceBefore=before,
        spaceAfter=2,
        leftIndent=indent,
        wordWrap="LTR",
        splitLongWords=True,
        keepWithNext=bold,
    )


TITLE, DOMAIN = _style(16, bold=True), _style(13, bold=True, before=12)
NAME, TEXT, LINE = _style(10.5, bold=True, before=8), _style(9), _style(9, indent=10)


def _story(overview: Overview, words: OverviewTexts) -> Iterator[Flowable]:
    yield _Heading(words.title, TITLE, 0)
    yield Paragraph(escape(words.dated(overview)), TEXT)
    yield Paragraph(escape(words.incomplete), TEXT)
    names = {
        "platform": words.platform,
        "organisations": words.organisations,
        "channels": words.channels,
        "year": words.year,
    }
    for figure in figures(overview, names):
        parts: list[Flowable] = [_Heading(words.figures[figure.id], DOMAIN, 0)]
        if figure.id == "growth":
            parts.append(Paragraph(escape(words.growth_hint), TEXT))
        yield KeepTogether([*parts, _drawn(figure.chart), Spacer(1, 6)])
    for domain, organisations in overview.by_domain:
        yield _Heading(f"{domain.name['nl']} ({len(organisations)})", DOMAIN, 0)
        for each in organisations:
            yield from _organisation(each, words)


def _organisation(each: OverviewOrganisation, words: OverviewTexts) -> Iterator[Flowable]:
    yield _Heading(each.organisation.display_name, NAME, 1)
    for column, channels in (
        ("in_use", each.in_use),
        ("planned", each.planned),
        ("past", each.past),
    ):
        if channels or column == "in_use":
            nothing = "" if channels else f" {words.nothing}"
            yield Paragraph(f"<b>{escape(words.columns[column])}</b>{nothing}", TEXT)
        for channel in channels:
            yield Paragraph(_line(channel, words), LINE)
    for name in ANSWERS:
        answer = each.answer(name)
        said = f"{answer.text} (bron: {answer.source.url})" if answer else words.nothing
        yield Paragraph(f"<b>{escape(words.columns[name])}</b> {escape(said)}", TEXT)


def _line(channel: OverviewChannel, words: OverviewTexts) -> str:
    address = escape(shown_address(channel))
    if can_be_followed(channel):
        address = f"<link href={quoteattr(channel.channel.address.value)}>{address}</link>"
    standing = escape(words.standing[channel.standing])
    return f"{escape(channel.platform.name['nl'])}: {address} <b>[{standing}]</b>"


def _drawn(chart: charts.Drawing) -> Drawing:
    """Draw the shapes of a chart; a PDF counts upwards."""
    group = Group(transform=(SCALE, 0, 0, SCALE, 0, 0))
    for shape in chart.shapes:
        opacity = _OPACITY.get(shape.strength, 1.0)
        color = Color(BLUE.red, BLUE.green, BLUE.blue, alpha=opacity)
        bottom = chart.height - shape.y - shape.height
        group.add(
            Rect(shape.x, bottom, shape.width, shape.height, fillColor=color, strokeColor=None)
        )
    for label in chart.labels:
        group.add(_label(label, chart.height))
    drawing = Drawing(charts.WIDTH * SCALE, chart.height * SCALE)
    drawing.add(group)
    return drawing


def _label(label: charts.Label, height: float) -> Group:
    is_middle = label.style in ("middle", "strong")
    words = String(
        0,
        0,
        label.text,
        fontName=BOLD if label.style == "strong" else FONT,
        fontSize=8,
        textAnchor="middle" if is_middle else "start",
        fillColor=HexColor("#ffffff" if label.style == "strong" else "#1b1f24"),
    )
    place = Group(words)
    place.translate(label.x, height - label.y)
    if label.style == "steep":
        place.rotate(60)
    return place
