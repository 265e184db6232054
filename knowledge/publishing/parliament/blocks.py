"""What a document is made of, whatever the kind of file: headings, paragraphs, lists, tables."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Words, with the web address that they lead to where one may be followed.

    Attributes:
        is_strong: They open a paragraph and name what it is about.
    """

    text: str
    link: str | None = None
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        level: 1 to 3.
    """

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        is_note: A remark beside the text, such as what is still to be done.
    """

    spans: tuple[Span, ...]
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row names its columns and whose first cells name its rows.

    Attributes:
        caption: What it tells, in words.
        widths: Share of each column.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Span, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """Where the annex begins: a new page, lying."""

    title: str


Block = Heading | Paragraph | Bullets | Table | Annex


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, in Dutch.

    Attributes:
        cover: Lines of the title page below the title.
        foot: What stands at the foot of each page, before its number.
    """

    title: str
    subject: str
    cover: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    foot: str

    @property
    def headings(self) -> tuple[Heading, ...]:
        """What a table of contents names, the annex included."""
        found = []
        for block in self.blocks:
            if isinstance(block, Heading):
                found.append(block)
            elif isinstance(block, Annex):
                found.append(Heading(block.title, 1))
        return tuple(found)


def text(words: str, *, note: bool = False) -> Paragraph:
    """Give a paragraph of plain words."""
    return Paragraph((Span(words),), note)


def bullets(lines: Sequence[str]) -> Bullets:
    """Give a list of plain words."""
    return Bullets(tuple((Span(line),) for line in lines))
