"""Changes to the file of an organisation; every other byte, comments included, stays as it was.

One change at a time, on a file that is read anew after each: places shift with every edit.
"""

import re
from collections.abc import Iterable, Mapping

import yaml

from knowledge.addresses.address import Addresses
from knowledge.files.completeness import declared, withdrawn
from knowledge.files.documents import Document, NodePath, parse_document
from knowledge.files.editing import confirmed, scalar
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
STEP = "  "

_PLAIN = re.compile(r"[\w ./:@+()€-]*")


def written(document: Document, changes: Iterable[Change], addresses: Addresses) -> str:
    """Give the file with all changes made.

    Args:
        document: A file that keeps the schema.
        changes: About channels that it has, or new ones.
        addresses: Reads the addresses of the file.
    """
    for change in changes:
        text = _changed(document, change, addresses)
        document = parse_document(document.file, text.encode())
    return document.text


def _changed(document: Document, change: Change, addresses: Addresses) -> str:
    match change:
        case Written():
            path = _path(document, change.address, addresses)
            for name, value in change.fields.items():
                document = _with(document, path, name, value, after="status")
            return document.text
        case Confirmed():
            address = change.address
            return confirmed(
                document, address.value, change.verification, addresses, address.platform
            )
        case Added():
            return _appended(document, change)
        case Answered():
            return _answered(document, change)
        case Declared():
            return declared(document, change.said)
        case Withdrawn():
            return withdrawn(document, change.platforms)


def _path(document: Document, address: Address, addresses: Addresses) -> NodePath:
    """Give the row of a channel that the register has read from this file."""
    return next(
        (CHANNELS, index)
        for index, row in enumerate(document.data[CHANNELS])
        if row["platform"] == address.platform
        and addresses.parse(row["address"], row["platform"]) == address
    )


def _with(document: Document, path: NodePath, name: str, value: str | None, after: str) -> Document:
    """Set a field of a mapping, or take it away."""
    there = (*path, name) in document.nodes
    if value is None:
        text = _without(document, path, name) if there else document.text
    elif there:
        node = document.nodes[*path, name]
        text = _spliced(document, node.start_mark.index, node.end_mark.index, _value(value))
    else:
        text = _inserted(document, path, f"{name}: {_value(value)}", after)
    return parse_document(document.file, text.encode())


def _inserted(document: Document, path: NodePath, line: str, after: str) -> str:
    """Put a field after another one."""
    node = document.nodes[*path, after]
    if _is_flow(document, path):
        return _spliced(document, node.end_mark.index, node.end_mark.index, f", {line}")
    column = document.keys[*path, after].start_mark.column
    place = _line_end(document.text, node.end_mark.index)
    return _spliced(document, place, place, f"{_newline(document)}{' ' * column}{line}")


def _without(document: Document, path: NodePath, name: str) -> str:
    """Take a field away with its line, or with its comma."""
    begin = document.keys[*path, name].start_mark.index
    end = document.nodes[*path, name].end_mark.index
    text = document.text
    if _is_flow(document, path):
        before = text.rfind(",", 0, begin)
        return _spliced(document, before, end, "")
    return _spliced(document, text.rfind("\n", 0, begin) + 1, text.find("\n", end) + 1, "")


def _appended(document: Document, change: Added) -> str:
    """Put a new channel below the last one."""
    rows = document.nodes.get((CHANNELS,))
    if not document.data.get(CHANNELS):
        return _first(document, change, rows)
    if isinstance(rows, yaml.SequenceNode) and rows.flow_style:
        place = rows.end_mark.index - 1
        return _spliced(document, place, place, f", {_flow(_row(change))}")
    assert rows is not None  # noqa: S101  # it has rows
    indent = " " * rows.start_mark.column
    place = _line_end(document.text, _last(document, rows))
    lines = _block(change, indent)
    return _spliced(document, place, place, "".join(_newline(document) + line for line in lines))


def _first(document: Document, change: Added, rows: yaml.Node | None) -> str:
    """Begin the list of channels."""
    newline = _newline(document)
    lines = newline.join(_block(change, STEP))
    if rows is None:
        return f"{document.text.rstrip()}{newline}{CHANNELS}:{newline}{lines}{newline}"
    return _spliced(document, rows.start_mark.index, rows.end_mark.index, f"{newline}{lines}")


def _row(change: Added) -> dict[str, object]:
    fields = dict(change.fields)
    row: dict[str, object] = {"platform": change.address.platform, "address": change.address.value}
    if "label" in fields:
        row["label"] = fields.pop("label")
    row["status"] = fields.pop("status")
    if change.verification:
        row["verified"] = {
            "date": change.verification.date.isoformat(),
            "by": change.verification.by,
            "method": change.verification.method.value,
        }
    return row | fields | {"sources": [dict(change.source)]}


def _block(change: Added, indent: str) -> list[str]:
    """Write a channel as rows in the house's form."""
    lines = []
    for name, value in _row(change).items():
        if name == "sources":
            lines.append(f"{indent}{STEP}sources:")
            source = list(change.source.items())
            lines += [
                f"{indent}{STEP * 2}{'- ' if not place else STEP}{key}: {_value(text)}"
                for place, (key, text) in enumerate(source)
            ]
        else:
            dash = f"{indent}- " if not lines else f"{indent}{STEP}"
            lines.append(f"{dash}{name}: {_flow(value)}")
    return lines


def _flow(value: object) -> str:
    """Write a value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _value(str(value))


def _answered(document: Document, change: Answered) -> str:
    """Write an answer with its source, in place of the old one or at the end."""
    path: NodePath = (change.field,)
    if path not in document.nodes:
        newline = _newline(document)
        source = [f"{STEP * 2}{key}: {_value(value)}" for key, value in change.source.items()]
        lines = [f"{change.field}:", f"{STEP}text: {_value(change.text)}", f"{STEP}source:"]
        return document.text.rstrip() + newline + newline.join((*lines, *source)) + newline
    document = _with(document, path, "text", change.text, after="text")
    source_path: NodePath = (*path, "source")
    for key, value in change.source.items():
        document = _with(document, source_path, key, value, after="url")
    return _with(document, source_path, "quote", None, after="url").text


def _last(document: Document, rows: yaml.Node) -> int:
    """Give where the last value of a list ends; the list itself ends after what follows it."""
    return max(
        node.end_mark.index
        for path, node in document.nodes.items()
        if path[:1] == (CHANNELS,) and (isinstance(node, yaml.ScalarNode) or _flows(node))
        if node is not rows
    )


def _flows(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _is_flow(document: Document, path: NodePath) -> bool:
    return _flows(document.nodes[path])


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    return end - 1 if text[:end].endswith("\r") else end


def _value(text: str) -> str:
    """Write a text as one YAML value, in quotes as soon as it is more than plain words."""
    if _PLAIN.fullmatch(text):
        return scalar(text)
    return "'" + text.replace("'", "''") + "'"


def _newline(document: Document) -> str:
    return "\r\n" if "\r\n" in document.text else "\n"


def _spliced(document: Document, begin: int, end: int, text: str) -> str:
    return document.text[:begin] + text + document.text[end:]
