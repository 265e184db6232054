"""Channels put in the files of their organisations, and taken out of the candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from knowledge.addresses.address import AddressError, Addresses
from knowledge.files.documents import Document
from knowledge.files.values import changed
from knowledge.model import Address

CANDIDATES = "candidates.yml"
CHANNELS = "official_channels"
ROWS = "candidates"

Row = dict[str, Any]


def organisation_file(identifier: str) -> str:
    """Give the path in the register of the file of an organisation."""
    return f"organisations/{identifier}.yml"


def with_channels(
    document: Document, new: Iterable[tuple[Address, Row]], addresses: Addresses
) -> str:
    """Give the file of an organisation with more channels; what stands there already is left.

    Args:
        document: A file that keeps the schema.
        new: Each channel with its row.
        addresses: Reads the addresses of the file.
    """
    rows = list(document.data.get(CHANNELS) or ())
    there = {address_of(each, addresses) for each in rows}
    for address, row in new:
        if address not in there:
            there.add(address)
            rows.append(row)
    return changed(document, (CHANNELS,), rows)


def without_candidates(
    document: Document, done: set[tuple[str, Address]], addresses: Addresses
) -> str:
    """Give `candidates.yml` without what was listed: organisation and address of each."""
    rows = list(document.data.get(ROWS) or ())
    kept = [
        each for each in rows if (each["organisation"], address_of(each, addresses)) not in done
    ]
    return document.text if len(kept) == len(rows) else changed(document, (ROWS,), kept)


def address_of(row: Mapping[str, Any], addresses: Addresses) -> Address | None:
    """Read the address of a row; None where it cannot be read."""
    try:
        return addresses.parse(row["address"], row["platform"])
    except AddressError:
        return None
