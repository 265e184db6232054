"""A pasted text in three forms: as sent, with defanging undone, and as the eye reads it.

Offsets always lead back to the text as sent.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import web

_DEFANGED = re.compile(
    r"""
    (?P<http>(?<!\w)h(?:xx|\*\*|tt)p(?=s?\s?\[?:))
    | \[(?P<inner>:|://|/)\]
    | (?<=\w)\s?[\[({]\s?(?:\.|dot|punt|point|punkt)\s?[\])}]\s?(?=\w)(?P<dot>)
    | (?<=\w)\s?[\[({]\s?(?:@|at|ät|arobase|apenstaart(?:je)?)\s?[\])}]\s?(?=\w)(?P<at>)
    | (?<=\w)\ (?:dot|punt|point|punkt)\ (?=(?:[a-z0-9-]{1,30}\ dot\ ){0,3}
        (?:be|com|eu|net|org|nl|info|vlaanderen)(?!\w))(?P<spoken_dot>)
    | (?<=\w)\ (?:at|apenstaart(?:je)?|arobase)\ (?=[\w-]{1,40}\ (?:dot|punt|point|punkt)\ )
        (?P<spoken_at>)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MAY_BE_DEFANGED = re.compile(
    r"hxx|h\*\*|[\[({]\s?(?:[.:@/]|dot|at|p|a)|\s(?:dot|punt|point|punkt)\s", re.I
)
_HXXP = re.compile(r"hxxps?://", re.IGNORECASE)
_DOTS = {"。": ".", "｡": "."}
_SPACES = "\u00a0\u2007\u2009\u200a\u202f\u3000"
_KEPT_CONTROLS = "\t\n\r"
_LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text and its forms.

    Attributes:
        original: As sent.
        raw: Defanging undone, all else kept; what a URL parser has to see.
        clean: `raw` without invisible characters, wide letters and dots as ASCII; same length or
            shorter. What patterns are matched against.
        is_defanged: Whether anything was undone.
    """

    original: str
    raw: str
    clean: str
    is_defanged: bool
    _raw_of_clean: Sequence[int]
    _starts: Sequence[int]
    _ends: Sequence[int]

    def raw_slice(self, start: int, end: int) -> str:
        """Give what stands in `raw` at a span of `clean`."""
        return self.raw[self._raw_of_clean[start] : self._raw_of_clean[end - 1] + 1]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the offsets in the text as sent of a span of `clean`."""
        first, last = self._raw_of_clean[start], self._raw_of_clean[end - 1]
        return self._starts[first], self._ends[last]


def read(text: str) -> Pasted:
    """Prepare a text; linear in its length."""
    raw, starts, ends = _undo_defanging(text)
    clean, positions = _as_seen(raw)
    return Pasted(text, raw, clean, raw is not text, positions, starts, ends)


def shown(clean: str) -> str:
    """Give an address in a form that no program turns into a link."""
    flat = "".join(character for character in clean if not web.is_control(character))
    flat = re.sub(r"(?i)(?<![^\W_]hxx)http(?=s?:)", "hxxp", flat)
    flat = re.sub(r"(?<=[^\W_])\.(?=\w)|(?<=_)\.(?=\w)", "[.]", flat)
    return flat if len(flat) <= _LONGEST_SHOWN else f"{flat[:_LONGEST_SHOWN]}…"


def plain(told: str) -> str:
    """Give what we say as one reads it, for a channel that makes no link of any text.

    Args:
        told: Sentences in which `shown` wrote the addresses that nobody should open.
    """
    return _HXXP.sub("", told).replace("[.]", ".")


def _undo_defanging(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    if not _MAY_BE_DEFANGED.search(text):
        return text, range(len(text)), range(1, len(text) + 1)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for found in _DEFANGED.finditer(text):
        replacement = _fanged(found)
        pieces += (text[done : found.start()], replacement)
        starts += range(done, found.start())
        ends += range(done + 1, found.start() + 1)
        starts += [found.start()] * len(replacement)
        ends += [found.end()] * len(replacement)
        done = found.end()
    if not pieces:
        return text, range(len(text)), range(1, len(text) + 1)
    pieces.append(text[done:])
    starts += range(done, len(text))
    ends += range(done + 1, len(text) + 1)
    return "".join(pieces), starts, ends


def _fanged(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    if kind == "http":
        return "http"
    if kind == "inner":
        return found["inner"]
    return "." if kind.endswith("dot") else "@"


def _as_seen(raw: str) -> tuple[str, Sequence[int]]:
    if raw.isascii() and raw.isprintable():
        return raw, range(len(raw))
    characters: list[str] = []
    positions: list[int] = []
    for position, character in enumerate(raw):
        seen = _seen(character)
        if seen:
            characters.append(seen)
            positions.append(position)
    return "".join(characters), positions


def _seen(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() or character in _KEPT_CONTROLS else ""
    if character in _DOTS:
        return _DOTS[character]
    if character in _SPACES:
        return " "
    if web.is_invisible(character) or web.is_control(character):
        return ""
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 and folded.isascii() else character
