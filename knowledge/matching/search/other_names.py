"""Names of bodies outside the Flemish government in a text: whole and exact, never by likeness."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from knowledge.data import load_data
from knowledge.model import OtherBody, OtherKind

MOST_WORDS = 8  # of a name that people write; longer ones are found by their short form

_WORDS_FILE = Path(__file__).with_suffix(".yml")
_TOKEN = re.compile(r"[^\W_]+")
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class OtherNamed:
    """One body named in a text.

    Attributes:
        start: Where the name starts in the text, in characters.
        end: Where it ends, exclusive.
    """

    body: OtherBody
    start: int
    end: int


class OtherNames:
    """Finds bodies by name, through an index: the cost grows with the text alone.

    Args:
        bodies: Whose names are looked for.
    """

    def __init__(self, bodies: Iterable[OtherBody]) -> None:
        # Where something was seen is no question about the platform itself.
        self._bodies = tuple(each for each in bodies if each.kind is not OtherKind.PLATFORM)

    def find(self, text: str) -> OtherNamed | None:
        """Find the first body that a text names, by the longest name that stands there."""
        words = list(_TOKEN.finditer(text))
        folded = [_folded(word.group()) for word in words]
        for start in range(len(words)):
            for end in range(min(len(words), start + MOST_WORDS), start, -1):
                body = self._by_name.get(" ".join(folded[start:end]))
                if body:
                    return OtherNamed(body, words[start].start(), words[end - 1].end())
        return None

    @cached_property
    def _by_name(self) -> dict[str, OtherBody | None]:
        """Give whose a folded name is; nobody's when several have it."""
        found: dict[str, OtherBody | None] = dict.fromkeys(_ordinary())
        for names in (_full_names, _bare_names):
            # What one is called in full is nobody's short name.
            taken = frozenset(found)
            for body in self._bodies:
                for name in {_key(each) for each in names(body)} - taken - {""}:
                    if found.setdefault(name, body) is not body:
                        found[name] = None
        return found


def _full_names(body: OtherBody) -> Iterator[str]:
    yield from body.names.values()
    yield from body.aliases


def _bare_names(body: OtherBody) -> Iterator[str]:
    for written in _full_names(body):
        bare = _IN_BRACKETS.sub("", written).strip()
        yield bare
        lead = _lead(bare, body.also_called)
        if lead:
            yield from (f"{other} {bare[len(lead) + 1 :]}" for other in body.also_called)


def _lead(name: str, words: Iterable[str]) -> str | None:
    """Give the word before a name that people change for another one, the longest first."""
    for word in sorted(words, key=len, reverse=True):
        if name.lower().startswith(f"{word.lower()} "):
            return word
    return None


def _key(name: str) -> str:
    return " ".join(_folded(word) for word in _TOKEN.findall(name))


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def _ordinary() -> frozenset[str]:
    words = load_data(_WORDS_FILE)
    return frozenset(map(_key, words["ordinary"]))
