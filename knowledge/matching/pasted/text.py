"""A pasted text in three forms: as sent, with what hides it undone, and as the eye reads it.

Offsets always lead back to the text as sent.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from knowledge.addresses import web
from knowledge.data import load_data
from knowledge.matching.pasted import mail_source, markup
from knowledge.matching.pasted.rewriting import Edit, Layer

_SIGNS = load_data(Path(__file__).with_name("signs.yml"))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_DOT, _AT, _SPOKEN_AT = (_any_of(_SIGNS[key]) for key in ("dot", "at", "spoken_at"))
_DEFANGED = re.compile(
    rf"""
    (?P<http>(?<!\w)h(?:xx|\*\*|tt)p(?=s?\s?\[?:))
    | \[(?P<inner>:|://|/)\]
    | (?<=\w)\s?[\[({{]\s?(?:\.|{_DOT})\s?[\])}}]\s?(?=\w)(?P<dot>)
    | (?<=\w)\s?[\[({{]\s?(?:@|{_AT})\s?[\])}}]\s?(?=\w)(?P<at>)
    | (?<=\w)\ (?:{_SPOKEN_AT})\ (?=[\w-]{{1,40}}\ (?:{_DOT})\ )
        (?P<spoken_at>)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Cheaper, and true of whatever the pattern above finds.
_MAY_BE_DEFANGED = re.compile(
    rf"hxx|h\*\*|[\[({{]\s?(?:[.:@/]|{_DOT}|{_AT})|\s(?:{_SPOKEN_AT})\s", re.IGNORECASE
)
# A scheme with blanks in it opens nothing, but everybody sees what is meant.
_BROKEN_SCHEME = re.compile(
    r"(?<![^\W_])(?P<scheme>https?)(?=(?P<rest>[ \t]*:[ \t]*/[ \t]*/[ \t]*))(?P=rest)(?=[\w\[])",
    re.IGNORECASE,
)
_ENCODED_URL = re.compile(
    r"(?:(?<=[\s\"'<>()\[\]|:])|(?<![^\s]))https?%(?:25){0,3}3A(?:%(?:25){0,3}2F|/){2}[^\s\"'<>&]++",
    re.IGNORECASE,
)
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MOST_TIMES_ENCODED = 4
_HXXP = re.compile(r"hxxps?://", re.IGNORECASE)
# Browsers read what looks like a hyphen as a letter of the name, which so goes on.
_READ_AS = {"。": ".", "｡": ".", "\u2010": "-", "\u2011": "-"}
_SPACES = "\u00a0\u2007\u2009\u200a\u202f\u3000"
_KEPT_CONTROLS = "\t\n\r"
_LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text and its forms.

    Attributes:
        original: As sent.
        raw: What hides the text undone, all else kept; what a URL parser has to see.
        clean: `raw` without invisible characters, wide letters, dots and hyphens as ASCII; same
            length or shorter. What patterns are matched against.
    """

    original: str
    raw: str
    clean: str
    _raw_of_clean: Sequence[int]
    _layer: Layer

    @property
    def is_defanged(self) -> bool:
        """Whether anything was undone."""
        return self.raw != self.original

    def raw_slice(self, start: int, end: int) -> str:
        """Give what stands in `raw` at a span of `clean`."""
        return self.raw[self._raw_of_clean[start] : self._raw_of_clean[end - 1] + 1]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the offsets in the text as sent of a span of `clean`."""
        first, last = self._raw_of_clean[start], self._raw_of_clean[end - 1]
        return self._layer.starts[first], self._layer.ends[last]

    def as_sent(self, start: int, end: int) -> str:
        """Give what stands in the text as sent at a span of `clean`."""
        return self.original[slice(*self.original_span(start, end))]

    def edited(self, edits: Iterable[Edit]) -> "Pasted":
        """Undo more.

        Args:
            edits: In order, in offsets of `clean`.
        """
        places = self._raw_of_clean
        layer = self._layer.edited(
            Edit(places[edit.start], places[edit.end - 1] + 1, edit.text) for edit in edits
        )
        return self if layer is self._layer else _pasted(self.original, layer)


def read(text: str) -> Pasted:
    """Prepare a text; linear in its length."""
    layer = Layer.of(_LONE_SURROGATE.sub("\ufffd", text))
    for undo in _STEPS:
        layer = layer.edited(undo(layer.text))
    return _pasted(text, layer)


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


def _pasted(original: str, layer: Layer) -> Pasted:
    clean, positions = _as_seen(layer.text)
    return Pasted(original, layer.text, clean, positions, layer)


def _encoded_urls(text: str) -> Iterator[Edit]:
    """Decode whole addresses that are percent-encoded: `https%3A%2F%2Fvdab%2Ebe`."""
    for found in _ENCODED_URL.finditer(text):
        url = found.group()
        for _ in range(_MOST_TIMES_ENCODED):
            url = unquote(url)
        yield Edit(*found.span(), re.sub(r"\s", "%20", url))


def _broken_schemes(text: str) -> Iterator[Edit]:
    for found in _BROKEN_SCHEME.finditer(text):
        if found.end() - found.start() > len(f"{found['scheme']}://"):
            yield Edit(*found.span(), f"{found['scheme']}://")


def _defanged(text: str) -> Iterator[Edit]:
    if not _MAY_BE_DEFANGED.search(text):
        return
    for found in _DEFANGED.finditer(text):
        yield Edit(*found.span(), _fanged(found))


def _fanged(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    if kind == "http":
        return "http"
    if kind == "inner":
        return found["inner"]
    return "." if kind.endswith("dot") else "@"


# Entities twice: what stands in a frame is encoded once more.
_STEPS: tuple[Callable[[str], Iterable[Edit]], ...] = (
    mail_source.edits,
    markup.entities,
    markup.entities,
    _encoded_urls,
    _defanged,
    _broken_schemes,
)


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
    if character in _READ_AS:
        return _READ_AS[character]
    if character in _SPACES:
        return " "
    if web.is_invisible(character) or web.is_control(character):
        return ""
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 and folded.isascii() else character
