"""Changes to the file of an organisation; every other byte, comments included, stays as it was.

One change at a time, on a file that is read anew after each: places shift with every edit.
"""

from collections.abc import Iterable
from typing import Any

from knowledge.addresses.address import Addresses
from knowledge.files.completeness import declared, withdrawn
from knowledge.files.documents import Document, NodePath, parse_document
from knowledge.files.editing import with_confirmation, with_fields
from knowledge.files.values import changed
from knowledge.model import Address
from knowledge.upkeep.survey.changes import (
    Added,
    Answered,
    Change,
    Confirmed,
    Declared,
    Withdrawn,
    Written,
)

CHANNELS = "official_channels"


def written(document: Document, changes: Iterable[Change], addresses: Addresses) -> str:
    """Give the file with all changes made.

    Args:
        document: A file that keeps the schema.
        changes: About channels that it has, or new ones.
        addresses: Reads the addresses of the file.

    Raises:
        UnwritableError: The file would not say exactly this.
    """
    for change in changes:
        text = _changed(document, change, addresses)
        document = parse_document(document.file, text.encode())
    return document.text


def _changed(document: Document, change: Change, addresses: Addresses) -> str:
    match change:
        case Written():
            path, row = _row(document, change.address, addresses)
            return changed(document, path, with_fields(row, change.fields))
        case Confirmed():
            path, row = _row(document, change.address, addresses)
            return changed(document, path, with_confirmation(row, change.verification))
        case Added():
            rows = [*(document.data.get(CHANNELS) or ()), _new_row(change)]
            return changed(document, (CHANNELS,), rows)
        case Answered():
            return changed(document, (change.field,), _answer(document, change))
        case Declared():
            return declared(document, change.said)
        case Withdrawn():
            return withdrawn(document, change.platforms)


def _row(
    document: Document, address: Address, addresses: Addresses
) -> tuple[NodePath, dict[str, Any]]:
    """Give the row of a channel that the register has read from this file, and its place."""
    return next(
        ((CHANNELS, index), row)
        for index, row in enumerate(document.data[CHANNELS])
        if addresses.parse(row["address"], row["platform"]) == address
    )


def _new_row(change: Added) -> dict[str, Any]:
    fields = dict(change.fields)
    row: dict[str, Any] = {"platform": change.address.platform, "address": change.address.value}
    if "label" in fields:
        row["label"] = fields.pop("label")
    row["status"] = fields.pop("status")
    if change.verification:
        row = with_confirmation(row, change.verification)
    return row | fields | {"sources": [dict(change.source)]}


def _answer(document: Document, change: Answered) -> dict[str, Any]:
    """Give an answer with its source, in place of the old one; what was quoted goes."""
    before = document.data.get(change.field) or {}
    source = {name: value for name, value in before.get("source", {}).items() if name != "quote"}
    return {**before, "text": change.text, "source": source | dict(change.source)}
