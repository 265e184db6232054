"""What a visitor of the overview looks for, out of the address of the page."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from knowledge.model import OrganisationKind
from knowledge.publishing.overview.selection import EVERYONE, Order, Selection, State

LONGEST_TEXT = 100
KINDS = (*OrganisationKind, EVERYONE)
UNKNOWN = "?"
"""Stands for a value that is none of ours; nothing is found by it."""

Word = TypeVar("Word", bound=StrEnum)


def selection_of(query: Mapping[str, str]) -> Selection:
    """Read the fields of the form; what is none of them is passed over.

    Args:
        query: Names and values; the first value of a name counts.
    """
    return Selection(
        domain=_word(query, "domain"),
        platform=_word(query, "platform"),
        organisation=_word(query, "organisation"),
        kind=_one_of(query, "kind", KINDS),
        state=_member(query, "state", State),
        text=" ".join(query.get("q", "")[:LONGEST_TEXT].split()),
        order=_member(query, "order", Order) or Order.DOMAIN,
    )


def as_query(selection: Selection) -> str:
    """Give a selection as the address of the page holds it, always in the same order."""
    fields = {
        "q": selection.text,
        "domain": selection.domain,
        "platform": selection.platform,
        "organisation": selection.organisation,
        "kind": selection.kind,
        "state": selection.state,
        "order": None if selection.order is Order.DOMAIN else selection.order,
    }
    return urlencode({name: str(value) for name, value in fields.items() if value})


def _word(query: Mapping[str, str], name: str) -> str | None:
    return query.get(name, "")[:LONGEST_TEXT].strip() or None


def _one_of(query: Mapping[str, str], name: str, words: Collection[str]) -> str | None:
    word = _word(query, name)
    return word if word is None or word in words else UNKNOWN


def _member(query: Mapping[str, str], name: str, words: type[Word]) -> Word | None:
    word = _word(query, name)
    return words(word) if word in set(words) else None
