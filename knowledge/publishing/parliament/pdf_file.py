"""The draft as a tagged PDF (PDF/UA-1): its structure holds headings, lists, tables, language.

WeasyPrint writes the tags from HTML; reportlab, the library of most PDF in Python, writes none.
A table that goes on over a page is tagged as one table for each page, each with its head.
It draws letters with Pango, a library of the system.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from knowledge.addresses.web import is_control
from knowledge.publishing.parliament.blocks import (
    Annex,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
)

PAGES = Path(__file__).with_name("pages")
STANDARD = "pdf/ua-1"


class NoPangoError(OSError):
    """The library that draws letters is missing; the message says how to get it."""


def as_pdf(document: Document, contents: str) -> bytes:
    """Give a document as PDF.

    Args:
        document: The draft.
        contents: What its table of contents is called.

    Raises:
        NoPangoError: Pango is not installed.
    """
    try:
        from weasyprint import HTML
    except OSError as error:
        raise NoPangoError(
            "voor een PDF is Pango nodig: apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0 (het .docx-bestand kan zonder)"
        ) from error
    page = HTML(string=as_html(document, contents), url_fetcher=_nothing)
    made: bytes = page.write_pdf(pdf_variant=STANDARD)
    return made


def as_html(document: Document, contents: str) -> str:
    """Give the page that the PDF is made from."""
    numbered = list(enumerate(document.headings))
    template = _environment().get_template("draft.html")
    style = (PAGES / "draft.css").read_text(encoding="utf-8")
    return template.render(
        document=document, contents=contents, style=style, headings=iter(numbered), toc=numbered
    )


def _nothing(url: str) -> None:
    """Fetch nothing: the page holds all it needs, and a name in it is not to reach out."""
    raise ValueError(f"not fetched: {url}")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = _kind
    environment.filters["next"] = next
    environment.finalize = _clean
    return environment


_KINDS: dict[type[Block], str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Bullets: "bullets",
    Table: "table",
    Annex: "annex",
}


def _kind(block: Block) -> str:
    return _KINDS[type(block)]


def _clean(value: object) -> object:
    """Give a text without the characters that no letter stands for."""
    if type(value) is not str:
        return value
    return "".join(each for each in value if not is_control(each))
