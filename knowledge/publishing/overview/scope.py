"""One minister or policy domain, by the name that somebody types."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from knowledge.model import Organisation, OrganisationKind, OrganisationStatus, Register
from knowledge.publishing.overview.model import Overview
from knowledge.wording.domains import Domain, Domains

T = TypeVar("T")


class UnknownNameError(ValueError):
    """Nobody, or more than one, has that name; the message is for staff and names the choices."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose organisations are meant: a minister's or a policy domain's.

    Attributes:
        minister: None where a policy domain is meant.
    """

    minister: Organisation | None = None
    domain: Domain | None = None

    @property
    def key(self) -> str:
        """A name for a file."""
        if self.minister:
            return self.minister.id
        return f"beleidsdomein-{self.domain.key}" if self.domain else "alle"


def ministers(register: Register) -> tuple[Organisation, ...]:
    """Give the ministers in office, by name."""
    found = (
        each
        for each in register.organisations.values()
        if each.kind is OrganisationKind.MINISTER and each.status is OrganisationStatus.ACTIVE
    )
    return tuple(sorted(found, key=lambda each: each.name))


def minister_named(register: Register, name: str) -> Organisation:
    """Find a minister in office by id, name or surname.

    Raises:
        UnknownNameError: None has that name, or more than one.
    """
    return _only(
        ministers(register),
        name,
        lambda each: (each.id, each.name, each.name.split(" ", 1)[-1]),
        lambda each: each.name,
        "minister",
    )


def domain_named(overview: Overview, name: str, domains: Domains | None = None) -> Domain:
    """Find a policy domain by key, code or name.

    Raises:
        UnknownNameError: None has that name.
    """
    used = [domain for domain, _ in overview.by_domain]
    known = {each.key: each for each in (*used, *(domains or Domains.load()).known)}
    return _only(
        tuple(known.values()),
        name,
        lambda each: (each.key, each.code, each.written, *each.name.values()),
        lambda each: each.key,
        "beleidsdomein",
    )


def _only(
    things: Sequence[T],
    name: str,
    names: Callable[[T], Iterable[str]],
    shown: Callable[[T], str],
    what: str,
) -> T:
    wanted = _folded(name)
    found = [each for each in things if wanted in map(_folded, names(each))]
    if len(found) != 1:
        choices = ", ".join(map(shown, things))
        raise UnknownNameError(f"geen {what} heet '{name}'; kies een van: {choices}")
    return found[0]


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", " ".join(text.casefold().split()))
    return "".join(part for part in parts if not unicodedata.combining(part))
