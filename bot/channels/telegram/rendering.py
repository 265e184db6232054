"""Answers as Telegram shows them: bold verdicts, addresses that nobody can tap, parts that fit.

Telegram turns a bare domain, `@name` or number into a link by itself, and `@name` always into an
account at Telegram, whoever holds it there. Inside `<code>` it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from knowledge.matching.pasted import read, shown

MOST_UNITS = 4_096
"""UTF-16 units of a message once its entities are read (Bot API)."""
MOST_ENTITIES = 90  # Telegram drops those above 100, and links what they protected
ICONS = frozenset("✅☑🕓🗄⛔⚠❔❓ℹ")
"""What a verdict begins with in the catalogue."""

_HEAD = re.compile(r"(?P<icon>\S{1,3}) (?P<verdict>[^:?\n]{1,120}?(?:\s?[:?]))(?=\s|$)")
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


def as_html(text: str, untrusted: Iterable[str] = ()) -> tuple[str, ...]:
    """Give an answer in as many messages as it needs.

    Args:
        text: An answer, with lists whose lines begin with a bullet.
        untrusted: Pieces of it that must not become a link, though they look harmless.
    """
    literal = _any_of(untrusted)
    lines = [tuple(_runs(line, literal)) for line in text.strip().splitlines()]
    parts = ("".join(run.html for run in part).strip() for part in _parts(lines))
    return tuple(part for part in parts if part)


def untrusted_in(custom: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Give how the suspicious addresses of an answer may be written in it."""
    found: list[str] = []
    for mention in (custom or {}).get("mentions", ()):
        if not mention["verdict"].is_trusted:
            clean = read(mention["text"]).clean
            found += (mention["text"], clean, shown(clean))
    return tuple(found)


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


def _runs(line: str, literal: re.Pattern[str] | None) -> Iterator[Run]:
    head = _HEAD.match(line)
    if head and not ICONS.isdisjoint(head["icon"]):
        yield Run(f"{head['icon']} ")
        yield Run(head["verdict"], "b")
        line = line[head.end() :]
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
