"""Names of teams: each word is known to be of a team or organisation, so none is of a person."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.data import load_data
from knowledge.model import WATCH, Organisation, OrganisationKind

TEAMS_FILE = Path(__file__).with_name("teams.yml")

_NO_TEAMS = frozenset({WATCH, "team"})
"""What stands for no team: the watcher, and the word that a proposed command has in its place."""
_NUMBER = re.compile(r"[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What an organisation is called.

    Attributes:
        names: Its names; words of them may stand in the name of a team.
        suffice: One of them alone names the team: not so where they are those of a person.
    """

    names: tuple[str, ...] = ()
    suffice: bool = True

    @classmethod
    def of(cls, organisation: Organisation, *above: Organisation) -> "OwnWords":
        """Take the names of an organisation, and of those that it belongs to."""
        every = (organisation, *above)
        names = [name for each in every for name in _names(each)]
        return cls(tuple(names), organisation.kind is not OrganisationKind.MINISTER)

    @classmethod
    def in_file(cls, data: Mapping[str, Any]) -> "OwnWords":
        """Take the names of an organisation out of its file."""
        aliases = (each["name"] for each in data.get("aliases") or ())
        named = (data["name"], data.get("short_name"), data.get("policy_domain"), *aliases)
        names = tuple(each for each in named if each)
        return cls(names, data["kind"] != OrganisationKind.MINISTER)


NO_WORDS = OwnWords()


@dataclass(frozen=True, slots=True)
class Teams:
    """Content of `teams.yml`; see there."""

    groups: re.Pattern[str]
    topics: frozenset[str]
    beside: frozenset[str]

    @classmethod
    @cache
    def load(cls, path: Path = TEAMS_FILE) -> "Teams":
        """Read the file."""
        data = load_data(path)
        either = "|".join(re.escape(each).replace(r"\*", r"\w*") for each in data["groups"])
        return cls(re.compile(either), frozenset(data["topics"]), frozenset(data["beside"]))

    def is_team(self, name: str, own: OwnWords = NO_WORDS) -> bool:
        """Tell whether a name is one of a team, and of nobody.

        Args:
            name: As somebody typed it.
            own: Of the organisation whose channel it is about.
        """
        return "@" not in name and not self._is_nobody(name) and not list(self.unknown(name, own))

    def unknown(self, name: str, own: OwnWords = NO_WORDS) -> Iterator[str]:
        """Give the words that no team is known by; the whole name where none is of a team."""
        words = folded(name).split()
        own_words = {word for word in words if word in _said_by(own)}
        telling = {word for word in words if word in self.topics or self.groups.fullmatch(word)}
        if not telling and not (own.suffice and own_words - self.beside):
            yield name.strip()
            return
        fine = {*telling, *own_words, *self.beside}
        yield from (word for word in words if word not in fine and not _NUMBER.fullmatch(word))

    @staticmethod
    def _is_nobody(name: str) -> bool:
        return folded(name) in {"", *_NO_TEAMS}


def _said_by(own: OwnWords) -> set[str]:
    """Give the words of names, and each name written as one."""
    names = [folded(each) for each in own.names]
    return {word for each in names for word in (*each.split(), each.replace(" ", ""))}


def folded(text: str) -> str:
    """Give the words of a text without capitals, accents and signs."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    kept = (each for each in parts if not unicodedata.combining(each))
    return " ".join("".join(each if each.isalnum() else " " for each in kept).split())


def _names(organisation: Organisation) -> Iterable[str]:
    aliases = (each.name for each in organisation.aliases)
    named = (organisation.name, organisation.short_name, organisation.policy_domain, *aliases)
    return (each for each in named if each)
