"""Answers as Telegram shows them: bold verdicts, addresses that nobody can tap, parts that fit.

Telegram turns a bare domain, `@name` or number into a link by itself, and `@name` always into an
account at Telegram, whoever holds it there. Inside `<code>` it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape

from knowledge.matching.answer import Answer, Line, Role

MOST_UNITS = 4_096
"""UTF-16 units of a message once its entities are read (Bot API)."""
MOST_ENTITIES = 90  # Telegram drops those above 100, and links what they protected
_FOLD, _END = "<blockquote expandable>", "</blockquote>"
_TAG = re.compile(r"</?\w+[^>]*>")
_SPACES = re.compile(r"(\s+)")
_AROUND = "()“”„«»\"'’‘,;:!?…"
_LINKED = re.compile(r"(?i)\[\.\]|hxxps?:|^@\w|^[^\s/]*[^\w/.]@\w")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style: `b`, `code`, or neither."""

    text: str
    tag: str = ""

    @property
    def html(self) -> str:
        """The piece as Telegram reads it."""
        inner = escape(self.text, quote=False)
        return f"<{self.tag}>{inner}</{self.tag}>" if self.tag and self.text else inner


def as_html(text: str) -> tuple[str, ...]:
    """Give a text in as many messages as it needs.

    Args:
        text: With lists whose lines begin with a bullet.
    """
    return _drawn(tuple(_words(line)) for line in text.strip().splitlines())


def answer_as_html(
    answer: Answer, *, before: Sequence[str] = (), after: Sequence[str] = ()
) -> tuple[str, ...]:
    """Give verdicts in as many messages as they need: bold headlines, suspicious addresses as code.

    Args:
        answer: With a card at least.
        before: Paragraphs that go before it.
        after: Paragraphs that follow it.
    """
    literal = _any_of(spelling for card in answer.cards for spelling in card.spellings)
    told = [tuple(_sentence(line, literal)) for line in _spaced(answer.at_once())]
    lead = [tuple(_words(line)) for each in before for line in (*each.splitlines(), "")]
    tail = [tuple(_words(line)) for each in after for line in ("", *each.splitlines())]
    folded = [tuple(_sentence(line, literal)) for line in _spaced(answer.behind())]
    return _with_fold(_drawn([*lead, *told, *tail]), _drawn(folded))


def _with_fold(first: tuple[str, ...], folded: tuple[str, ...]) -> tuple[str, ...]:
    """Put what can be folded out below what is read at once, in one message where it fits."""
    quotes = tuple(f"{_FOLD}{each}{_END}" for each in folded)
    if not quotes:
        return first
    joined = f"{first[-1]}\n\n{quotes[0]}"
    if units(unescape(_TAG.sub("", joined))) > MOST_UNITS or joined.count("</") > MOST_ENTITIES:
        return (*first, *quotes)
    return (*first[:-1], joined, *quotes[1:])


def _spaced(paragraphs: Iterable[tuple[Line, ...]]) -> Iterator[Line | None]:
    """Give the lines, and None between paragraphs."""
    for place, lines in enumerate(paragraphs):
        yield from (None, *lines) if place else lines


def _drawn(lines: Iterable[tuple[Run, ...]]) -> tuple[str, ...]:
    parts = ("".join(run.html for run in part).strip() for part in _parts(lines))
    return tuple(part for part in parts if part)


def units(text: str) -> int:
    """Count as Telegram does."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """Give at most so many UTF-16 units of a text, never half a character."""
    if units(text) <= most:
        return text
    half = text.encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)]
    return half.decode("utf-16-le", "ignore") + "…"


def _any_of(pieces: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted({each for each in pieces if each.strip()}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def _sentence(line: Line | None, literal: re.Pattern[str] | None) -> Iterator[Run]:
    if line is None:
        return
    if line.role is Role.HEADLINE and line.card:
        yield Run(f"{line.card.icon} ")
        yield from _bold(_runs(line.text, literal))
    else:
        yield from _runs(line.plain, literal)


def _bold(runs: Iterable[Run]) -> Iterator[Run]:
    """Make all bold but code, which Telegram allows no other style in."""
    for run in runs:
        core = run.text.strip()
        if run.tag or not core:
            yield run
            continue
        lead, _, trail = run.text.partition(core)
        yield from (Run(lead), Run(core, "b"), Run(trail))


def _runs(line: str, literal: re.Pattern[str] | None) -> Iterator[Run]:
    position = 0
    for found in literal.finditer(line) if literal else ():
        yield from _words(line[position : found.start()])
        yield Run(found[0], "code")
        position = found.end()
    yield from _words(line[position:])


def _words(text: str) -> Iterator[Run]:
    """Give the words, those apart that Telegram would link."""
    plain = ""
    for word in _SPACES.split(text):
        if not _LINKED.search(word):
            plain += word
            continue
        bare = word.lstrip(_AROUND)
        plain += word[: len(word) - len(bare)]
        core = bare.rstrip(_AROUND + ".")
        yield from (Run(plain), Run(core, "code"))
        plain = bare[len(core) :]
    yield Run(plain)


def _parts(lines: Iterable[tuple[Run, ...]]) -> Iterator[list[Run]]:
    """Put lines together as long as they fit, and break one that does not."""
    part: list[Run] = []
    for line in lines:
        for piece in _fitting(line):
            if part and not _fits([*part, *piece, Run("\n")]):
                yield part
                part = []
            part += [*piece, Run("\n")]
    yield part


def _fits(runs: Sequence[Run]) -> bool:
    size = sum(units(run.text) for run in runs)
    return size <= MOST_UNITS and sum(bool(run.tag) for run in runs) <= MOST_ENTITIES


def _fitting(line: tuple[Run, ...]) -> Iterator[list[Run]]:
    """Give a line whole, or in pieces, at spaces where there are any."""
    piece: list[Run] = []
    for run in (each for whole in line for each in _broken(whole)):
        if piece and not _fits([*piece, run, Run("\n")]):
            yield piece
            piece = []
        piece.append(run)
    yield piece


def _broken(run: Run) -> Iterator[Run]:
    text = run.text
    while units(text) >= MOST_UNITS:
        first = text.encode("utf-16-le", "surrogatepass")[: 2 * (MOST_UNITS - 1)]
        head = first.decode("utf-16-le", "ignore")
        space = head.rfind(" ")
        head = head[: space + 1] if space > 0 else head
        yield Run(head, run.tag)
        text = text[len(head) :]
    yield Run(text, run.tag)
