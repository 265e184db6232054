"""Words that ask for a way to a service: its site, number or mailbox; data in `reaching.yml`."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actions.cues.questions import Questions
from actions.cues.word_list import folded, whole
from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("reaching.yml")

MOST_WORDS = 25  # of a clause; a longer one tells something
_WORD = re.compile(r"[\w'’*-]+")
_NAME = "*"
"""Stands for the name of a service in a clause."""


class Reaching:
    """Tells whether a clause asks for nothing else than a way to a service."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._ways, self._sites = whole(data["ways"]), whole(data["sites"])
        self._any_way = whole([*data["ways"], *data["also_received"]])
        self._asks_for, self._has_one = whole(data["asks_for"]), whole(data["has_one"])
        self._leads, self._service = whole(data["leads"]), whole(data["a_service"])
        self._means = whole(data["means"])
        self._how, self._whom = whole(data["how"]), whole(data["whom"])
        self._wishes = whole(data["wishes"])
        self._reaches, self._asks = whole(data["reaches"]), whole(data["asks"])
        self._citizen, self._to_citizen = whole(data["citizen"]), whole(data["to_citizen"])
        self._not_theirs, self._closes = whole(data["not_theirs"]), whole(data["closes"])
        self._them, self._real = whole(data["them"]), whole(data["the_real"])
        small = (*data["beside"], *data["a_service"], *" ".join(data["them"]).split())
        self._beside, self._services = frozenset(small), frozenset(data["a_service"])

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "Reaching":
        """Read the words from a file shaped like `reaching.yml`."""
        return cls(load_data(path))

    def asks(
        self,
        clause: str,
        names: Iterable[tuple[int, int]],
        *,
        is_whole: bool,
        is_again: bool = False,
    ) -> bool:
        """Tell whether a clause asks for a way to somebody.

        Args:
            clause: A sentence, or what stands between its pauses.
            names: Where services are named in it, as start and end.
            is_whole: It is a sentence by itself, and no part of one.
            is_again: A way was told shortly before, so that a bare `and by mail?` asks for one.
        """
        said = self._bare(_without_names(clause, names))
        if self._means.search(said):  # `the number of VLAIO I mean, not the bank`
            said, is_whole = " ".join(self._means.sub(" ", said).split()), True
        if len(said.split()) > MOST_WORDS or self._not_theirs.search(said):
            return False
        asks_way = self._asks_for_one(said) or (
            is_whole and self._only_names_one(said, is_again=is_again)
        )
        return asks_way or self._asks_how(said)

    def about(self, clause: str) -> str:
        """Give what a clause asks a way to, in words that no list holds; empty where it asks none.

        As `road tax` in `what is the number for road tax`.
        """
        said = self._bare(clause)
        found = self._asks_for.match(said)
        rest = said[found.end() :] if found else said
        way = (self._any_way if found else self._ways).search(rest)
        is_other = self._not_theirs.search(said) or len(said.split()) > MOST_WORDS
        if is_other or way is None or not self._is_no_more(rest[: way.start()]):
            return ""
        left = rest[way.end() :]
        services = [each for each in _WORD.findall(left) if each in self._services]
        return " ".join((*self._others(left), *services))

    def is_way(self, text: str) -> bool:
        """Tell whether a text is no more than the name of a way, as in `website?`."""
        said = self._bare(text)
        return self._any_way.search(said) is not None and self._is_no_more(said)

    def speaks_of_service(self, clause: str) -> bool:
        """Tell whether a clause speaks of a service, by whatever name."""
        return self._service.search(folded(clause)) is not None

    def only_site(self, clause: str) -> bool:
        """Tell whether a clause asks for a site, which no bank is called on."""
        return self._sites.search(folded(clause)) is not None

    def _bare(self, clause: str) -> str:
        """Give a clause as it is compared, without the words that only lead up to it."""
        said = " ".join(folded(Questions.load().without_lead(clause)).split())
        found = self._leads.match(said)
        return said[found.end() :].lstrip(" ,:") if found else said

    def points(self, clause: str) -> bool:
        """Tell whether a clause means the service that the talk was about."""
        return self._them.search(folded(clause)) is not None

    def points_at_real(self, clause: str) -> bool:
        """Tell whether it means that service, and surely no bank that was told to be called."""
        return self._real.search(folded(clause)) is not None

    def _asks_for_one(self, said: str) -> bool:
        found = self._asks_for.match(said) or self._has_one.match(said)
        if found is None:
            return False
        rest = said[found.end() :]
        way = self._any_way.search(rest)
        if way is None:
            return False
        closed = self._closes.search(rest[way.end() :])
        return self._is_no_more(rest[: way.end() + closed.start()] if closed else rest)

    def _only_names_one(self, said: str, *, is_again: bool) -> bool:
        ways = self._any_way if is_again or self._them.search(said) else self._ways
        return ways.search(said) is not None and self._is_no_more(said)

    def _is_no_more(self, said: str) -> bool:
        """Tell whether nothing but ways, names and small words stands there."""
        return not self._others(said)

    def _others(self, said: str) -> list[str]:
        words = (each.strip("'-") for each in _WORD.findall(self._any_way.sub(" ", said)))
        return [each for each in words if each not in self._beside and each not in ("", _NAME)]

    def _asks_how(self, said: str) -> bool:
        if self._to_citizen.search(said) or not self._citizen.search(said):
            return False
        opens = self._how.match(said) or self._wishes.match(said)
        reaches = opens and self._reaches.search(said)
        return bool(reaches or (self._whom.match(said) and self._whom_to(said)))

    def _whom_to(self, said: str) -> bool:
        return bool(self._reaches.search(said) or self._asks.search(said))


def _without_names(clause: str, names: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(names, reverse=True):
        clause = f"{clause[:start]} {_NAME} {clause[end:]}"
    return clause
