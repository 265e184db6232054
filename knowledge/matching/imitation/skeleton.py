"""What a name looks like: three foldings, from letters alone to the coarsest resemblance.

`plain` keeps what a reader would spell out, `skeleton` what a hurried eye sees, `silhouette` what
is left when every pair of ASCII letters that resemble each other counts as one. Foldings are
compared with foldings, never shown.
"""

import re
import unicodedata
from functools import cache, lru_cache

from confusable_homoglyphs import confusables

_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_SEPARATOR = re.compile(r"[^a-z0-9]+")
_LATIN = re.compile(
    r"LATIN (?:SMALL |CAPITAL )?LETTER (?:SMALL CAPITAL |SCRIPT |DOTLESS |OPEN |TURNED )?"
    r"([A-Z])(?: (?:WITH .+|BAR))?$"
)
_UNDECOMPOSED = {"æ": "ae", "œ": "oe", "ß": "ss", "ə": "a", "ŋ": "n", "ƿ": "p", "ƅ": "b"}
# Cyrillic letters whose prototype in TS39 is not the Latin letter that they pass for in a name.
_PASSES_FOR = {"к": "k", "м": "m", "т": "t", "ь": "b", "н": "h", "в": "b", "п": "n", "з": "3"}

_DIGITS = str.maketrans("01345789", "oleastbg")
_ALIKE = str.maketrans("iqz", "lgs")
_PAIRS = (("rn", "m"), ("vv", "w"), ("uu", "w"), ("cl", "d"))

_CLASSES = str.maketrans("bemrvw", "dcnnuu")
_STROKES = (
    ("ll", "l"),
    ("nn", "n"),
    ("uu", "u"),
    ("lc", "k"),
    ("lh", "h"),
    ("cl", "d"),
    ("ld", "d"),
    ("dl", "d"),
    ("dd", "d"),
)


def plain(text: str) -> str:
    """Fold to ASCII letters and digits, without separators: `Vdäb-Jobs` becomes `vdabjobs`."""
    return _SEPARATOR.sub("", ascii_look(text))


def tokens(text: str) -> tuple[str, ...]:
    """Split at separators, after folding each character to the ASCII one that it looks like."""
    return tuple(part for part in _SEPARATOR.split(ascii_look(text)) if part)


def ascii_look(text: str) -> str:
    """Replace each character by the ASCII one that it looks like, where there is one."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    return "".join(_look(character) for character in unicodedata.normalize("NFKC", lowered))


_REMEMBERED = 2_048
"""Words: twice those of the register; more would be addresses that are asked for once."""


@lru_cache(_REMEMBERED)
def skeleton(plain_text: str) -> str:
    """Fold a plain name to what a hurried eye sees: digits as letters, `rn` as `m`, `i` as `l`."""
    folded = plain_text.translate(_DIGITS)
    for pair, single in _PAIRS:
        folded = folded.replace(pair, single)
    return folded.translate(_ALIKE)


def letterwise(plain_text: str) -> str:
    """Fold letters one by one: an edit can make a pair (`cluvius`) that `skeleton` takes as one."""
    return plain_text.translate(_DIGITS).translate(_ALIKE)


def silhouette(plain_text: str) -> str:
    """Fold a plain name to the classes of ASCII letters that resemble each other.

    Far too coarse to judge by alone: whoever uses it checks the number of differences too.
    """
    folded = skeleton(plain_text).translate(_CLASSES)
    previous = ""
    while previous != folded:
        previous = folded
        for strokes, single in _STROKES:
            folded = folded.replace(strokes, single)
    return folded


@cache
def _look(character: str) -> str:
    if character in _ASCII or character in "-._ ":
        return character
    known = _PASSES_FOR.get(character) or _UNDECOMPOSED.get(character) or _latin(character)
    if known:
        return known
    for homoglyph in confusables.confusables_data.get(character, ()):
        other = homoglyph["c"].casefold()
        if other and set(other) <= _ASCII:
            return str(other)
    for homoglyph in confusables.confusables_data.get(character, ()):
        through = _latin(homoglyph["c"][:1])
        if through:
            return through
    return "" if unicodedata.combining(character) else character


def _latin(character: str) -> str:
    """Strip marks from a Latin letter, also those that Unicode does not decompose."""
    if not character:
        return ""
    base = unicodedata.normalize("NFKD", character)[0].casefold()
    if base in _ASCII:
        return base
    found = _LATIN.match(unicodedata.name(character, ""))
    return found[1].casefold() if found else ""
