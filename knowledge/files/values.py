"""Another value in a file of staff; every byte that does not belong to it stays as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import yaml

from knowledge.files.documents import Document, NodePath, UnreadableDocumentError, parse_document

_NEEDS_QUOTES = re.compile(
    r"""
    [+-]?[0-9][0-9\ ()/.,:+_-]*     # a number, date, time or telephone number to some reader
    | (?i:true|false|yes|no|on|off|null|~|y|n) | << | =
    | [\s\-?:,\[\]{}\#&*!|>'"%@`].* # begins as YAML's own signs do
    | .*(?:[:]\s|\s[#]|[,\[\]{}?]).* # would end, or become another value
    | .*[:\s]
    |
    """,
    re.VERBOSE | re.DOTALL,
)

Value = Any
"""Mappings, lists, text and booleans, as `Document.data` has them."""

_FOLDED_STYLES = ("|", ">")


class UnwritableError(ValueError):
    """A value that cannot be written so that it reads back the same; the file is left alone."""


@dataclass(frozen=True, slots=True)
class Splice:
    """Characters of a text to replace."""

    start: int
    end: int
    text: str


def changed(document: Document, path: NodePath, value: Value) -> str:
    """Give the file with another value in one place.

    What is equal in the old and the new value keeps its lines, with their comments.

    Args:
        document: The file.
        path: The place; the mapping or list that holds it has to be there.
        value: What stands there from now on; None takes the place out of the file.

    Raises:
        UnwritableError: The file would not say exactly this.
    """
    wanted = _replaced(document.data, path, value)
    for splices in _ways(document, path, wanted):
        text = spliced(document.text, splices)
        if _says(document.file, text, wanted):
            return text
    raise UnwritableError(f"{document.file}: {'.'.join(map(str, path))}")


def scalar(text: str) -> str:
    """Write a text as one YAML value that every reader takes as text."""
    quoted = text.replace("'", "''")
    return f"'{quoted}'" if _NEEDS_QUOTES.fullmatch(text) else text


def written(value: Value) -> str:
    """Write a value on one line, as YAML that every reader takes for the same."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False) if _is_long(value) else scalar(value)
        case list():
            return f"[{', '.join(map(written, value))}]"
    return "{" + ", ".join(f"{name}: {written(each)}" for name, each in value.items()) + "}"


def _is_long(text: str) -> bool:
    return not text.isprintable()


def _replaced(data: Value, path: NodePath, value: Value) -> Value:
    """Give the data with another value in one place."""
    if not path:
        return value
    step, *rest = path
    if data is None:
        data = [] if isinstance(step, int) else {}
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    is_there = step in copy if isinstance(copy, dict) else int(step) < len(copy)
    new = _replaced(copy[step] if is_there else None, tuple(rest), value)
    if new is None:
        del copy[step]
    elif is_there or isinstance(copy, dict):
        copy[step] = new
    else:
        copy.append(new)
    return copy


def _says(file: str, text: str, wanted: Value) -> bool:
    try:
        return bool(parse_document(file, text.encode()).data == wanted)
    except (UnreadableDocumentError, UnicodeEncodeError):
        return False


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Give a text with pieces of it replaced, none of which overlap."""
    # From the end on; of two at one place, the later one first.
    ordered = sorted(splices, key=lambda each: (each.start, each.end))
    for each in reversed(ordered):
        text = text[: each.start] + each.text + text[each.end :]
    return text


def _ways(document: Document, path: NodePath, wanted: Value) -> Iterator[list[Splice]]:
    """Give ways to write the change, those that touch least first."""
    splicing = _Splicing(document)
    yield list(splicing.between((), document.data, wanted))
    for length in range(len(path), 0, -1):
        around, value = path[:length], wanted
        if around not in document.nodes:
            continue
        with suppress(KeyError, IndexError):  # what goes out of the file is not written anew
            for step in around:
                value = value[step]
            yield [splicing.anew(around, value)]


class _Splicing:
    """What to change in the text of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._newline = "\r\n" if "\r\n" in document.text else "\n"

    def between(self, path: NodePath, old: Value, new: Value) -> Iterator[Splice]:
        node = self._document.nodes[path]
        if old == new and type(old) is type(new):
            return
        if isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
            fields = self._fields_on_a_line if _is_flow(node) else self._fields
            yield from fields(path, old, new)
            return
        if isinstance(old, list) and isinstance(new, list) and new and not _is_flow(node):
            yield from self._items(path, old, new)
            return
        yield self.anew(path, new)

    def anew(self, path: NodePath, value: Value) -> Splice:
        node = self._document.nodes[path]
        is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
        column = node.start_mark.column
        is_empty = isinstance(node, yaml.CollectionNode) and not is_block and not node.value
        if is_empty and path in self._document.keys and _stands_below(value):
            indent = self._document.keys[path].start_mark.column + 2
            begin = node.start_mark.index
            if self._document.text[begin - 1] == " ":
                begin -= 1
            lines = self._newline + self._block(value, indent)
            return Splice(begin, node.end_mark.index, lines)
        text = self._block(value, column).lstrip(" ") if is_block else written(value)
        return Splice(node.start_mark.index, self._end(path), text)

    def _fields(
        self, path: NodePath, old: Mapping[str, Value], new: Mapping[str, Value]
    ) -> Iterator[Splice]:
        for name in old:
            if name in new:
                yield from self.between((*path, name), old[name], new[name])
            else:
                yield self._without(self._document.keys[*path, name], (*path, name))
        after = None
        for name in new:
            if name in old:
                after = name
                continue
            yield self._added_field(path, after or next(iter(old)), name, new[name])

    def _fields_on_a_line(
        self, path: NodePath, old: Mapping[str, Value], new: Mapping[str, Value]
    ) -> Iterator[Splice]:
        names = list(old)
        for index, name in enumerate(names):
            key, node = self._document.keys[*path, name], self._document.nodes[*path, name]
            if name in new:
                yield from self.between((*path, name), old[name], new[name])
            elif index:
                comma = self._document.text.rfind(",", 0, key.start_mark.index)
                yield Splice(comma, node.end_mark.index, "")
            else:
                following = self._document.keys[*path, names[1]]
                yield Splice(key.start_mark.index, following.start_mark.index, "")
        after = None
        for name in new:
            if name in old:
                after = name
                continue
            place = self._document.nodes[*path, after or names[0]].end_mark.index
            yield Splice(place, place, f", {name}: {written(new[name])}")

    def _added_field(self, path: NodePath, after: str, name: str, value: Value) -> Splice:
        column = self._document.keys[*path, after].start_mark.column
        return self._below((*path, after), self._field(name, value, column))

    def _items(self, path: NodePath, old: list[Value], new: list[Value]) -> Iterator[Splice]:
        matcher = SequenceMatcher(
            None, [_comparable(each) for each in old], [_comparable(each) for each in new], False
        )
        for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
            if kind == "equal":
                continue
            both = min(old_end - old_start, new_end - new_start)
            for step in range(both):
                index = old_start + step
                yield from self.between((*path, index), old[index], new[new_start + step])
            for index in range(old_start + both, old_end):
                item = (*path, index)
                yield self._without(self._document.nodes[item], item)
            if new_start + both < new_end:
                added = new[new_start + both : new_end]
                yield self._added_items(path, old_start + both, added)

    def _added_items(self, path: NodePath, index: int, added: list[Value]) -> Splice:
        column = self._document.nodes[path].start_mark.column
        lines = self._newline.join(self._item(each, column) for each in added)
        if index:
            return self._below((*path, index - 1), lines)
        start = self._document.nodes[path].start_mark.index - column
        return Splice(start, start, lines + self._newline)

    def _below(self, path: NodePath, lines: str) -> Splice:
        """Put lines after the last line of what is there, and of its comment."""
        text = self._document.text
        end = text.find("\n", self._end(path))
        end = len(text) if end < 0 else end
        place = end - 1 if text[:end].endswith("\r") else end
        return Splice(place, place, self._newline + lines)

    def _without(self, begin: yaml.Node, path: NodePath) -> Splice:
        """Take the lines from the first to the last of something out."""
        text = self._document.text
        start = text.rfind("\n", 0, begin.start_mark.index) + 1
        end = text.find("\n", self._end(path))
        return Splice(start, len(text) if end < 0 else end + 1, "")

    def _end(self, path: NodePath) -> int:
        """Give where the last value in something ends: YAML counts comments after it too."""
        node = self._document.nodes[path]
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            step = last[0].value if isinstance(node, yaml.MappingNode) else len(node.value) - 1
            return self._end((*path, step))
        end: int = node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in _FOLDED_STYLES:
            return len(self._document.text[:end].rstrip("\r\n"))
        return end

    def _block(self, value: Value, column: int) -> str:
        if isinstance(value, dict) and value:
            return self._newline.join(
                self._field(name, each, column) for name, each in value.items()
            )
        if isinstance(value, list) and value:
            return self._newline.join(self._item(each, column) for each in value)
        return " " * column + written(value)

    def _field(self, name: str, value: Value, column: int) -> str:
        begin = f"{' ' * column}{name}:"
        if _stands_below(value):
            return f"{begin}{self._newline}{self._block(value, column + 2)}"
        return f"{begin} {written(value)}"

    def _item(self, value: Value, column: int) -> str:
        begin = f"{' ' * column}- "
        if _stands_below(value):
            return begin + self._block(value, column + 2).lstrip(" ")
        return begin + written(value)


def _is_flow(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _stands_below(value: Value) -> bool:
    """Say whether a value takes lines of its own; a few short words do not."""
    if isinstance(value, dict):
        is_short = "url" not in value and all(isinstance(each, str) for each in value.values())
        return not is_short
    return isinstance(value, list) and bool(value)


def _comparable(value: Value) -> str:
    return json.dumps(value, sort_keys=True)
