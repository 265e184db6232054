"""Changes to the files of staff that leave every other byte, comments included, as it was."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from knowledge.addresses.address import AddressError, Addresses
from knowledge.addresses.flaws import in_house_form
from knowledge.files.documents import Document, NodePath, parse_document
from knowledge.files.values import Splice, changed, scalar, spliced
from knowledge.model import Verification

_READ_AS_OTHER = re.compile(r"[+-]?[0-9][0-9 ()/.:+_-]*")
_TEXT_FIELDS = frozenset({"address", "date", "phone", "platform_id", "replaced_by", "seen_since"})


class ChannelNotFoundError(LookupError):
    """No row, or more than one, has the address."""


def formatted(document: Document, addresses: Addresses) -> str:
    """Give a file in the house's form.

    Addresses, but no telephone numbers, get their canonical form; numbers and dates that are text
    get quotes; stray white space goes. What the file says does not change, and doing it twice
    changes nothing.

    Args:
        document: A file whose YAML can be read.
        addresses: Knows the canonical form.
    """
    # Quotes first: without them an unquoted 0800 has already lost its zero.
    document = _changed(document, _quotes(document))
    document = _changed(document, _canonical_addresses(document, addresses))
    return _tidy(document)


def confirmed(
    document: Document,
    address: str,
    verification: Verification,
    addresses: Addresses,
    platform: str | None = None,
) -> str:
    """Give the file of an organisation with one channel confirmed.

    Args:
        document: A file that keeps the schema.
        address: The channel, in any form that its platform knows.
        verification: What to write.
        addresses: Reads both addresses.
        platform: Tells channels with the same address apart.

    Raises:
        ChannelNotFoundError: No channel has this address, or several have.
    """
    path = _find(document, address, addresses, platform)
    row = document.data["official_channels"][path[1]]
    return changed(document, path, with_confirmation(row, verification))


def with_confirmation(row: Mapping[str, Any], verification: Verification) -> dict[str, Any]:
    """Give the row of a channel with who confirmed it, in its place."""
    said = {
        "date": verification.date.isoformat(),
        "by": verification.by,
        "method": verification.method.value,
    }
    return with_fields(row, {"verified": said})


def with_fields(row: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give the row of a channel with other fields; None takes one away, new ones follow status."""
    new: dict[str, Any] = {}
    for name, value in row.items():
        if name not in fields:
            new[name] = value
        elif fields[name] is not None:
            new[name] = fields[name]
        if name == "status":
            added = {each: fields[each] for each in fields if each not in row}
            new |= {each: value for each, value in added.items() if value is not None}
    return new


def _find(document: Document, address: str, addresses: Addresses, platform: str | None) -> NodePath:
    found = [
        ("official_channels", index)
        for index, row in enumerate(document.data.get("official_channels", ()))
        if _is_same(row, address, addresses, platform)
    ]
    if not found:
        raise ChannelNotFoundError(f"{document.file}: geen kanaal met het adres {address}")
    if len(found) > 1:
        raise ChannelNotFoundError(
            f"{document.file}: meer dan één kanaal met het adres {address}; zeg ook --platform"
        )
    return found[0]


def _is_same(row: dict[str, str], address: str, addresses: Addresses, platform: str | None) -> bool:
    try:
        asked = addresses.parse(address, row["platform"])
    except AddressError:
        return False
    # A mail domain is one of `email_domain` in files, and of `email` once it is read.
    is_there = platform in (None, row["platform"], asked.platform)
    return is_there and asked == addresses.parse(row["address"], row["platform"])


def _canonical_addresses(document: Document, addresses: Addresses) -> Iterator[Splice]:
    for path, node in document.nodes.items():
        if not path or path[-1] != "address" or not isinstance(node, yaml.ScalarNode):
            continue
        platform = document.nodes.get((*path[:-1], "platform"))
        if not isinstance(platform, yaml.ScalarNode):
            continue
        canonical = in_house_form(node.value, platform.value, addresses)
        if canonical != node.value:
            yield _replaced(node, scalar(canonical))


def _quotes(document: Document) -> Iterator[Splice]:
    """Quote numbers and dates in fields that are text, as they are written."""
    for path, node in document.nodes.items():
        if not isinstance(node, yaml.ScalarNode) or node.style or not path:
            continue
        if path[-1] in _TEXT_FIELDS and _READ_AS_OTHER.fullmatch(node.value):
            yield _replaced(node, f"'{node.value}'")


def _tidy(document: Document) -> str:
    """Take away white space at the end of lines, and at the end of the file."""
    kept = _lines_inside_text(document)
    lines = document.text.replace("\r\n", "\n").split("\n")
    tidied = [line if number in kept else line.rstrip() for number, line in enumerate(lines)]
    return "\n".join(tidied).rstrip("\n") + "\n"


def _lines_inside_text(document: Document) -> set[int]:
    """Give the lines (from 0) where white space may belong to a text of several lines."""
    inside: set[int] = set()
    for node in document.nodes.values():
        if isinstance(node, yaml.ScalarNode) and node.start_mark.line != node.end_mark.line:
            inside.update(range(node.start_mark.line, node.end_mark.line))
    return inside


def _changed(document: Document, edits: Iterable[Splice]) -> Document:
    return parse_document(document.file, spliced(document.text, edits).encode())


def _replaced(node: yaml.Node, text: str) -> Splice:
    return Splice(node.start_mark.index, node.end_mark.index, text)
