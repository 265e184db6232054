"""The overview as a tagged PDF: the annex on its own, with the numbers before it."""

from collections.abc import Iterator

from knowledge.addresses.platforms import Platforms
from knowledge.model import Register
from knowledge.publishing.overview.figures import figures
from knowledge.publishing.overview.model import Overview
from knowledge.publishing.overview.scope import Scope
from knowledge.publishing.overview.texts import OverviewTexts as OverviewWords
from knowledge.publishing.parliament.annex import organisations_told
from knowledge.publishing.parliament.blocks import (
    Annex,
    Block,
    Document,
    Heading,
    Span,
    Table,
    text,
)
from knowledge.publishing.parliament.facts import Facts
from knowledge.publishing.parliament.pdf_file import as_pdf as document_as_pdf
from knowledge.publishing.parliament.words import Words
from knowledge.wording.catalogue import Catalogue

_NAME_SHARE = 4
"""How many times as wide as a number the name before it is."""


def as_pdf(overview: Overview, register: Register, platforms: Platforms) -> bytes:
    """Give an overview as PDF.

    Args:
        overview: What is shown.
        register: The whole register, for names of organisations that are not.
        platforms: Of that register.

    Raises:
        NoPangoError: Pango is not installed.
    """
    words, told = Words.load(), OverviewWords.load()
    facts = Facts(Scope(), overview.day, overview, register, platforms, ())
    document = Document(
        title=told.title,
        subject=told.dated(overview),
        cover=(text(told.incomplete, note=True),),
        blocks=tuple(_blocks(facts, words, told)),
        foot=told.foot.format(day=f"{overview.day:%d/%m/%Y}", version=overview.version),
    )
    return document_as_pdf(document, words.text("contents"))


def _blocks(facts: Facts, words: Words, told: OverviewWords) -> Iterator[Block]:
    names = {
        "platform": told.platform,
        "organisations": told.organisations,
        "channels": told.channels,
        "year": told.year,
    }
    yield Annex(told.sheets["figures"])
    for figure in figures(facts.overview, names):
        yield Heading(told.figures[figure.id], 2)
        if figure.id == "growth":
            yield text(told.growth_hint)
        yield Table(
            told.figures[figure.id],
            figure.head,
            tuple((Span(name), *(Span(str(each)) for each in row)) for name, row in figure.rows),
            (_NAME_SHARE, *(2 for _ in figure.head[1:])),
        )
    yield Heading(told.sheets["overview"], 1)
    yield from organisations_told(facts, words, Catalogue.load())
