"""The draft as a Word document (DOCX) with headings, heads of tables and its language in it."""

import io
from collections.abc import Iterable

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from knowledge.addresses.web import is_control
from knowledge.publishing.parliament.blocks import (
    Annex,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Span,
    Table,
)

LANGUAGE = "nl-BE"
MARGIN = Cm(2)
PAPER = (Cm(21), Cm(29.7))
BLUE = RGBColor(0x0B, 0x4F, 0x9E)
CONTENTS_DEPTH = 2


def as_docx(document: Document, contents: str) -> bytes:
    """Give a document as DOCX.

    Args:
        document: The draft.
        contents: What its table of contents is called.
    """
    writing = _Writing(document, contents)
    writing.write()
    written = io.BytesIO()
    writing.word.save(written)
    return written.getvalue()


class _Writing:
    def __init__(self, document: Document, contents: str) -> None:
        self.word: WordDocument = docx.Document()
        self._document, self._contents = document, contents

    def write(self) -> None:
        self._styles()
        self._properties()
        self._page()
        self._cover()
        for block in self._document.blocks:
            self._block(block)

    def _styles(self) -> None:
        styles = self.word.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(11)
        # The default of the whole document: without it a screen reader guesses the language.
        for holder in styles.element.iter(qn("w:rPrDefault")):
            properties = holder.find(qn("w:rPr"))
            for old in properties.findall(qn("w:lang")):
                properties.remove(old)
            properties.append(_element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))
        for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
            font = styles[name].font
            font.name, font.color.rgb = "Calibri", BLUE
        for name in ("Heading 1", "Heading 2", "Heading 3"):
            styles[name].paragraph_format.keep_with_next = True

    def _properties(self) -> None:
        core = self.word.core_properties
        core.title, core.subject = self._document.title, self._document.subject
        core.author, core.language = "Kanaalcheck", LANGUAGE
        core.comments = self._document.foot

    def _page(self) -> None:
        section = self.word.sections[0]
        section.page_width, section.page_height = PAPER
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, MARGIN)
        foot = section.footer.paragraphs[0]
        foot.add_run(f"{self._document.foot}, bladzijde ")
        _field(foot, "PAGE")

    def _cover(self) -> None:
        self.word.add_paragraph(self._document.title, style="Title")
        self.word.add_paragraph(self._document.subject, style="Subtitle")
        for paragraph in self._document.cover:
            self._paragraph(paragraph)
        self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        self.word.add_paragraph(self._contents, style="TOC Heading")
        self._table_of_contents()
        self.word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _table_of_contents(self) -> None:
        """Put the field in, with the headings as its content until a program counts the pages."""
        place = self.word.add_paragraph()
        _field_begin(place, f'TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u')
        shown = [each for each in self._document.headings if each.level <= CONTENTS_DEPTH]
        for number, heading in enumerate(shown):
            line = place if not number else self.word.add_paragraph()
            line.paragraph_format.left_indent = Cm(0.6 * (heading.level - 1))
            line.paragraph_format.space_after = Pt(2)
            line.add_run(_clean(heading.text))
            place = line
        _field_end(place)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self.word.add_heading(_clean(block.text), block.level)
            case Paragraph():
                self._paragraph(block)
            case Bullets():
                for row in block.rows:
                    _fill(self.word.add_paragraph(style="List Bullet"), row)
            case Table():
                self._table(block)
            case Annex():
                self._annex(block)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self.word.add_paragraph()
        _fill(paragraph, block.spans)
        if block.is_note:
            for run in paragraph.runs:
                run.italic = True

    def _annex(self, block: Annex) -> None:
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = PAPER[1], PAPER[0]
        self.word.add_heading(_clean(block.title), 1)

    def _table(self, block: Table) -> None:
        caption = self.word.add_paragraph(_clean(block.caption), style="Caption")
        caption.paragraph_format.keep_with_next = True
        table = self.word.add_table(rows=1 + len(block.rows), cols=len(block.head))
        table.style = "Table Grid"
        table.autofit = False
        self._describe(table, block)
        self._widths(table, block)
        for cell, name in zip(table.rows[0].cells, block.head, strict=True):
            _fill(cell.paragraphs[0], (Span(name, is_strong=True),))
            cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", fill="DCE6F2"))
        for row, spans in zip(list(table.rows)[1:], block.rows, strict=True):
            for cell, span in zip(row.cells, spans, strict=True):
                _fill(cell.paragraphs[0], (span,))
        for row in table.rows:
            row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
            for cell in row.cells:
                for run in cell.paragraphs[0].runs:
                    run.font.size = Pt(9)
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
        self.word.add_paragraph().paragraph_format.space_after = Pt(0)

    def _describe(self, table: WordTable, block: Table) -> None:
        """Say what it tells, and that its first row and column are names."""
        properties = table._tbl.tblPr
        for old in properties.findall(qn("w:tblLook")):
            properties.remove(old)
        properties.append(_element("w:tblLook", firstRow="1", firstColumn="1", noHBand="1"))
        properties.append(_element("w:tblCaption", val=_clean(block.caption)))

    def _widths(self, table: WordTable, block: Table) -> None:
        section = self.word.sections[-1]
        room = (section.page_width or 0) - 2 * MARGIN
        for column, share in zip(table.columns, block.widths, strict=True):
            width = Emu(room * share // sum(block.widths))
            column.width = width
            for cell in column.cells:
                cell.width = width


def _fill(paragraph: WordParagraph, spans: Iterable[Span]) -> None:
    for span in spans:
        if span.link:
            _link(paragraph, span)
        else:
            paragraph.add_run(_clean(span.text)).bold = span.is_strong or None


def _link(paragraph: WordParagraph, span: Span) -> None:
    identifier = paragraph.part.relate_to(
        span.link or "", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), identifier)
    run = Run(OxmlElement("w:r"), paragraph)
    run.text = _clean(span.text)
    run.font.color.rgb, run.font.underline = BLUE, True
    run.font.size = Pt(9)
    link.append(run._r)
    paragraph._p.append(link)


def _field(paragraph: WordParagraph, code: str) -> None:
    _field_begin(paragraph, code)
    paragraph.add_run("1")
    _field_end(paragraph)


def _field_begin(paragraph: WordParagraph, code: str) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="begin"))
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="separate"))


def _field_end(paragraph: WordParagraph) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="end"))


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _clean(text: str) -> str:
    """Give a text without the characters that XML cannot hold."""
    return "".join(each for each in text if not is_control(each))
