"""Candidates beside the file of an organisation that is put back as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.addresses.address import AddressError, Addresses
from knowledge.files.documents import Document
from knowledge.files.values import changed
from knowledge.model import Address

CANDIDATES = "candidates.yml"
ROWS = "candidates"
CHANNELS = "official_channels"

_Row = Mapping[str, Any]


def with_candidates(
    now: Document,
    then: Document | None,
    left: Document | None,
    restored: Document | None,
    organisation: str,
    addresses: Addresses,
) -> str:
    """Give the list of candidates as it goes with an organisation's file of before.

    Who accepted a candidate moved it: putting the channel back where it came from moves it too.

    Args:
        now: `candidates.yml`.
        then: The same, as old as the file that is put back; None when there was none.
        left: The organisation's file as it is now, which goes; None when it cannot be read.
        restored: The one that comes; None when it cannot be read.
        organisation: Its id.
        addresses: Tells which addresses are the same.
    """
    channels = set(_addresses(restored, CHANNELS, addresses))
    gone = set(_addresses(left, CHANNELS, addresses)) - channels
    rows = [
        each
        for each in _rows(now, ROWS)
        if each["organisation"] != organisation or _address(each, addresses) not in channels
    ]
    waiting = {(each["organisation"], _address(each, addresses)) for each in rows}
    rows += [
        each
        for each in _rows(then, ROWS)
        if each["organisation"] == organisation
        and _address(each, addresses) in gone
        and (organisation, _address(each, addresses)) not in waiting
    ]
    return now.text if rows == _rows(now, ROWS) else changed(now, (ROWS,), rows)


def _rows(document: Document | None, field: str) -> list[_Row]:
    data = document.data if document else None
    return list(data.get(field) or ()) if isinstance(data, Mapping) else []


def _addresses(
    document: Document | None, field: str, addresses: Addresses
) -> Iterable[Address | None]:
    return (_address(each, addresses) for each in _rows(document, field))


def _address(row: _Row, addresses: Addresses) -> Address | None:
    try:
        return addresses.parse(row["address"], row["platform"])
    except (AddressError, KeyError, TypeError):
        return None
