"""One YAML file with the line and column of every node.

YAML's own guessing of types is kept to what VS Code shows staff (YAML 1.2): only true, false, null
and numbers are not text, and dates stay text. Keys said twice, anchors and tags are refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml

from knowledge.files.problem import Problem, mistake
from knowledge.files.syntax import place_of, syntax_problem
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
_IMPLICIT_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class _Loader(yaml.CSafeLoader):
    """The C reader; only its nodes are used, and only tags that were written count."""

    def resolve(self, kind: type[yaml.Node], _value: object, _implicit: object) -> str:
        """Give the tag of a node without one: what a text means is told by `_scalar`."""
        return _IMPLICIT_TAGS[kind]

    def descend_resolver(self, *_: object) -> None:
        """Resolve nothing by path."""

    def ascend_resolver(self) -> None:
        """Resolve nothing by path."""


class Document:
    """A file as plain data, with the place of every node.

    Args:
        file: Path as staff see it.
        text: The file itself; has to be readable.

    Attributes:
        file: Path as staff see it.
        text: The file itself.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._reading: _Reading | None = None
        self._places: dict[tuple[NodePath, bool], Position] = {}

    @property
    def data(self) -> Any:  # noqa: ANN401
        """Mappings, lists, text, numbers, booleans and None."""
        return self._read().data

    @property
    def nodes(self) -> Mapping[NodePath, yaml.Node]:
        """The node of every value, by its path of keys and indexes."""
        return self._read().nodes

    @property
    def keys(self) -> Mapping[NodePath, yaml.Node]:
        """The node of every key of a mapping, by the path of its value."""
        return self._read().keys

    def at(self, path: NodePath, *, key: bool = False) -> Position:
        """Give the place of a value (or its key), or of the nearest thing around it."""
        known = self._places.get((path, key))
        if known is None:
            known = self._places[path, key] = self._find(path, key=key)
        return known

    def problems(self) -> tuple[Problem, ...]:
        """Give what is not allowed in a file of the register.

        Raises:
            yaml.YAMLError: The text is no YAML.
        """
        return tuple(self._read().problems)

    def let_go(self) -> None:
        """Forget what takes much memory; asked for again, it is read again from the text."""
        self._reading = None

    def _find(self, path: NodePath, *, key: bool) -> Position:
        nodes = self.keys if key and path in self.keys else self.nodes
        while path and path not in nodes:
            path = path[:-1]
        return place_of(self.file, nodes[path].start_mark if path in nodes else None)

    def _read(self) -> "_Reading":
        if self._reading is None:
            self._reading = _Reading(self.file, self.text)
        return self._reading


@dataclass(frozen=True)
class Placed(Generic[T]):
    """A thing of the register with the node that it was read from.

    Attributes:
        written: Its address as it stands in the file, where it has one.
    """

    value: T
    document: Document
    path: NodePath = ()
    written: str = ""

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
        document = Document(file, text)
        problems = document.problems()
    except yaml.YAMLError as error:
        raise UnreadableDocumentError((syntax_problem(file, text, error),)) from error
    if problems:
        raise UnreadableDocumentError(problems)
    return document


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
            place = place_of(file, event.start_mark)
            raise UnreadableDocumentError((mistake(place, message, "yaml-depth"),))


def shown_path(path: Path) -> str:
    """Give a path as staff type it: from the current folder where it lies below that."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here)) if absolute.is_relative_to(here) else str(path)


class _Reading:
    """Nodes to plain data, noting places and what is not allowed."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._seen: set[int] = set()
        self.nodes: dict[NodePath, yaml.Node] = {}
        self.keys: dict[NodePath, yaml.Node] = {}
        self.problems: list[Problem] = []
        root = yaml.compose(text, Loader=_Loader)
        self.data = self._value(root, ()) if root else None

    def _value(self, node: yaml.Node, path: NodePath) -> object:
        if id(node) in self._seen:
            self._refuse(node, "herhaal de tekst in plaats van & en * te gebruiken", "yaml-anchor")
            return None
        self._seen.add(id(node))
        self.nodes[path] = node
        if node.tag not in _PLAIN_TAGS:
            self._refuse(node, f"verwijder '{_written(node.tag)}' voor de waarde", "yaml-tag")
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self._value(each, (*path, index)) for index, each in enumerate(node.value)]
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
            yield name, self._value(value, (*path, name))

    def _refuse(self, node: yaml.Node, message: str, rule: str) -> None:
        place = place_of(self._file, node.start_mark)
        self.problems.append(mistake(place, message, rule))


def _written(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


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
