"""One YAML file with the line and column of every node.

YAML's own guessing of types is kept to what VS Code shows staff (YAML 1.2): only true, false, null
and numbers are not text, and dates stay text. Keys said twice, anchors and tags are refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import yaml

from knowledge.linting.problem import Problem, mistake
from knowledge.model import Position

NodePath = tuple[str | int, ...]
T = TypeVar("T")

DEEPEST = 50
SURELY_SHALLOW = 500  # far below the depth that composing can bear

_LONGEST_INTEGER = 18
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_CONSTANTS = {
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "": None,
}  # fmt: skip
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
)
_IN_DUTCH = {
    "could not find expected ':'": "er ontbreekt een ':' na de naam van een veld",
    "did not find expected key": "het inspringen klopt niet, of er ontbreekt een aanhalingsteken",
    "did not find expected '-' indicator": "het inspringen van een '-' klopt niet",
    "did not find expected ',' or ']'": "een lijst met [ is niet afgesloten met ]",
    "did not find expected ',' or '}'": "een blok met { is niet afgesloten met }",
    "mapping values are not allowed in this context": (
        "er staat een ':' te veel; zet de tekst tussen aanhalingstekens"
    ),
    "found character that cannot start any token": (
        "dit teken mag hier niet; gebruik spaties in plaats van tabs, of aanhalingstekens"
    ),
    "but found another document": "er staat --- in het bestand; houd één geheel over",
    "found unexpected end of stream": "een aanhalingsteken is niet gesloten",
    "control characters are not allowed": "er staat een onzichtbaar stuurteken in het bestand",
}


class _Mark(Protocol):
    """A place as both the C reader and the Python one give it."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class _Loader(yaml.CSafeLoader):
    """The C reader; only its nodes are used."""


@dataclass(frozen=True)
class Document:
    """A file as plain data, with the place of every node.

    Attributes:
        file: Path as staff see it.
        text: The file itself.
        data: Mappings, lists, text, numbers, booleans and None.
        nodes: The node of every value, by its path of keys and indexes.
        keys: The node of every key of a mapping, by the path of its value.
    """

    file: str
    text: str
    data: Any
    nodes: Mapping[NodePath, yaml.Node]
    keys: Mapping[NodePath, yaml.Node]

    def at(self, path: NodePath, *, key: bool = False) -> Position:
        """Give the place of a value (or its key), or of the nearest thing around it."""
        nodes = self.keys if key and path in self.keys else self.nodes
        while path and path not in nodes:
            path = path[:-1]
        return _place(self.file, nodes[path].start_mark if path in nodes else None)


@dataclass(frozen=True)
class Placed(Generic[T]):
    """A thing of the register with the node that it was read from."""

    value: T
    document: Document
    path: NodePath = ()

    def at(self, *field: str | int) -> Position:
        """Give the place of one of its fields."""
        return self.document.at((*self.path, *field))


class UnreadableDocumentError(Exception):
    """A file that is no usable YAML.

    Attributes:
        problems: Every reason found.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def parse_document(file: str, content: bytes) -> Document:
    """Read the content of one file.

    Args:
        file: Path as staff see it.
        content: The bytes of the file.

    Raises:
        UnreadableDocumentError: With the place of every mistake.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        place = Position(file, line, 1)
        raise UnreadableDocumentError(
            (mistake(place, "bewaar dit bestand als UTF-8", "file-encoding"),)
        ) from error
    try:
        _refuse_depth(file, text)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise UnreadableDocumentError((_syntax_problem(file, error),)) from error
    reading = _Reading(file)
    data = reading.value(root, ()) if root else None
    if reading.problems:
        raise UnreadableDocumentError(tuple(reading.problems))
    return Document(file, text, data, reading.nodes, reading.keys)


def _refuse_depth(file: str, text: str) -> None:
    """Refuse what is nested so deep that composing it would end the process.

    Raises:
        UnreadableDocumentError: The file is nested deeper than `DEEPEST`.
    """
    # A level costs an opening bracket or a column: most files need no second look.
    longest_line = max(map(len, text.splitlines()), default=0)
    if text.count("[") + text.count("{") + longest_line <= SURELY_SHALLOW:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            message = "dit bestand is te diep genest"
            place = _place(file, event.start_mark)
            raise UnreadableDocumentError((mistake(place, message, "yaml-depth"),))


def shown_path(path: Path) -> str:
    """Give a path as staff type it: from the current folder where it lies below that."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)


class _Reading:
    """Nodes to plain data, noting places and what is not allowed."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._seen: set[int] = set()
        self.nodes: dict[NodePath, yaml.Node] = {}
        self.keys: dict[NodePath, yaml.Node] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, path: NodePath) -> object:
        if id(node) in self._seen:
            self._refuse(node, "herhaal de tekst in plaats van & en * te gebruiken", "yaml-anchor")
            return None
        self._seen.add(id(node))
        self.nodes[path] = node
        if node.tag not in _PLAIN_TAGS:
            self._refuse(node, f"verwijder '{node.tag}' voor de waarde", "yaml-tag")
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*path, index)) for index, each in enumerate(node.value)]
        return _scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _pairs(self, node: yaml.MappingNode, path: NodePath) -> Iterator[tuple[str, object]]:
        first_lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._refuse(key, "de naam van een veld moet gewone tekst zijn", "yaml-key")
                continue
            name = key.value
            if name in first_lines:
                line = first_lines[name]
                self._refuse(key, f"veld '{name}' staat er al op regel {line}", "duplicate-key")
                continue
            first_lines[name] = key.start_mark.line + 1
            self.keys[*path, name] = key
            yield name, self.value(value, (*path, name))

    def _refuse(self, node: yaml.Node, message: str, rule: str) -> None:
        place = _place(self._file, node.start_mark)
        self.problems.append(mistake(place, message, rule))


def _scalar(node: yaml.ScalarNode) -> str | int | float | bool | None:
    text: str = node.value
    if node.style:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        # Python refuses to convert thousands of digits.
        return int(text) if len(text) < _LONGEST_INTEGER else float(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _syntax_problem(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "onleesbaar"
    place = _place(file, mark)
    return mistake(place, f"dit is geen geldige YAML: {_IN_DUTCH.get(said, said)}", "yaml-syntax")


def _place(file: str, mark: _Mark | None) -> Position:
    """Give the place of a mark, which counts from 0; the start of the file without one."""
    return Position(file, mark.line + 1, mark.column + 1) if mark else Position(file, 1, 1)
