"""The minister in charge of something, by the words of a title; data in `portfolios.yml`."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from rapidfuzz.distance import OSA

from knowledge.data import load_data
from knowledge.matching.imitation.skeleton import ascii_look
from knowledge.model import Organisation, OrganisationKind, OrganisationStatus, Register

WORDS_FILE = Path(__file__).with_name("portfolios.yml")
MOST_SHARED = 2  # ministers; a word in more titles tells none of them
TYPED_FROM = 8  # letters of a surname; one slip in a shorter one makes another word
SHORTEST = 4  # letters of a word that tells what a minister is in charge of
_SOCIAL_MEDIA = re.compile(r"\bso[cz]ial\w*\s+(?:media|medien)\b|\bmedias\s+sociaux\b")
"""Where somebody may be, and not what the minister of media is in charge of."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def is_minister(organisation: Organisation | None) -> bool:
    """Tell whether it stands for a minister in office."""
    return (
        organisation is not None
        and organisation.kind is OrganisationKind.MINISTER
        and organisation.status is OrganisationStatus.ACTIVE
    )


def names_role(text: str) -> bool:
    """Tell whether a text speaks of one minister of Flanders by the role."""
    words = _words(text)
    is_elsewhere = not _data()["elsewhere"].isdisjoint(words)
    return not is_elsewhere and any(map(_is_role, words))


def asks_in_charge(text: str) -> bool:
    """Tell whether a text goes on from `minister` to what that minister is in charge of."""
    words = _words(text)
    follows = any(_is_role(role) and after in _data()["of"] for role, after in pairwise(words))
    is_president = not _data()["presidents"].isdisjoint(words)
    is_compound = any(_is_role(word) and word not in _data()["roles"] for word in words)
    return names_role(text) and (follows or is_president or is_compound)


def called(register: Register, text: str) -> tuple[Organisation, ...]:
    """Give the ministers in office whose surname stands in a text.

    One of several words, such as `De Ridder`, only as it is written: in small letters those may
    be words of a sentence.
    """
    words = _words(text)
    return tuple(
        each
        for each in register.organisations.values()
        if is_minister(each) and _is_called(each, text, words)
    )


def _is_called(minister: Organisation, text: str, words: Sequence[str]) -> bool:
    surname = minister.name.partition(" ")[2]
    if " " in surname:
        return surname in text
    plain_name = ascii_look(surname)
    most = 1 if len(plain_name) >= TYPED_FROM else 0
    return any(OSA.distance(plain_name, word, score_cutoff=most) <= most for word in words)


def in_charge(register: Register, text: str) -> tuple[Organisation, ...]:
    """Give the ministers in office whose title shares most words with a text; none without any.

    A title is what the register says of a minister, and the ways to ask for one that begin so.
    """
    titles = {
        each.id: _title(each) for each in register.organisations.values() if is_minister(each)
    }
    spread = Counter(word for words in titles.values() for word in words)
    telling = {word for word, ministers in spread.items() if ministers <= MOST_SHARED}
    spoken = _SOCIAL_MEDIA.sub(" ", ascii_look(text))
    words = set(_words(spoken)) - _data()["roles"]
    asked = {each for word in words for each in telling if _is_of(word, each)}
    shared = {name: len(asked & words) for name, words in titles.items()}
    most = max(shared.values(), default=0)
    return tuple(
        register.organisations[name] for name, count in shared.items() if 0 < count == most
    )


def _title(minister: Organisation) -> frozenset[str]:
    phrases = [minister.description, *(each for each in minister.topics if _is_title(each))]
    words = {word for phrase in phrases for word in _words(phrase)}
    told = {word for word in words if len(word) >= SHORTEST and word not in _data()["ignored"]}
    return frozenset(told - _data()["roles"])


def _is_title(topic: str) -> bool:
    return any(map(_is_role, _words(topic)[:2]))


def _is_role(word: str) -> bool:
    return word.endswith(tuple(_data()["roles"])) or word in _data()["presidents"]


def _is_of(word: str, title: str) -> bool:
    """Tell whether it is a word of a title, or what a compound in it begins with."""
    return word == title or (len(word) > SHORTEST and title.startswith(word))


def _words(text: str) -> list[str]:
    return _WORD.findall(ascii_look(text))


@cache
def _data() -> Mapping[str, frozenset[str]]:
    return {
        name: frozenset(map(ascii_look, words)) for name, words in load_data(WORDS_FILE).items()
    }
