"""The parts of an organisation's file that each have a form, and their names in addresses.

A row of a list is named after what it says, not after its place: a row that somebody puts before
it must not turn a form into one of another channel.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from knowledge.files.documents import NodePath
from knowledge.linting.schema_rules import SCHEMAS

Schema = Mapping[str, Any]

ABOUT = "about"
NEW = "new"
CHANNELS = "official_channels"
CONFIRMED_BY_BUTTON = frozenset({"complete", "verified"})
"""What no form asks: who confirms or declares, says so with the button, today."""

_KEY_LENGTH = 12


class NoSuchPartError(LookupError):
    """The file holds nothing under this name, not any more or never."""


@dataclass(frozen=True, slots=True)
class Part:
    """A mapping in the file that has a form of its own.

    Attributes:
        name: As it stands in addresses: `about`, `misuse`, `official_channels.new`.
        path: Where it stands in the file, or will stand.
        schema: Of the mapping.
        is_new: It is not in the file yet.
    """

    name: str
    path: NodePath
    schema: Schema
    is_new: bool

    @property
    def can_go(self) -> bool:
        """Say whether it may be taken out: a channel is retired, as an old letter names it."""
        return bool(self.path) and not self.is_new and self.path[-2:-1] != (CHANNELS,)

    def value(self, data: Any) -> Mapping[str, Any]:  # noqa: ANN401  # plain data of any shape
        """Give what the file says there; empty when it says nothing."""
        found: Any = value_at(data, self.path)
        return found or {}


@dataclass(frozen=True, slots=True)
class Field:
    """A value that a form asks.

    Attributes:
        path: Below the part.
        is_required: The part cannot be without it.
    """

    path: NodePath
    schema: Schema
    is_required: bool

    @property
    def name(self) -> str:
        """Give the name in the form."""
        return ".".join(map(str, self.path))

    @property
    def is_list(self) -> bool:
        """Say whether it is a list of short texts."""
        return self.schema.get("type") == "array"


@cache
def organisation_schema() -> Schema:
    """Read the schema of an organisation's file."""
    return _schema("organisation")


@cache
def candidate_schema() -> Schema:
    """Read the schema of a row of `candidates.yml`."""
    row: Schema = _schema("candidates")["properties"]["candidates"]["items"]
    return row


def find_part(data: Mapping[str, Any], name: str) -> Part:
    """Find a part by its name.

    Raises:
        NoSuchPartError: There is none.
    """
    path: NodePath = ()
    schema = organisation_schema()
    is_new = False
    if name == ABOUT:
        return Part(name, path, schema, is_new=False)
    steps = name.split(".")
    while steps:
        step = steps.pop(0)
        if is_new or step not in schema["properties"] or step in CONFIRMED_BY_BUTTON:
            raise NoSuchPartError(name)
        schema, path = schema["properties"][step], (*path, step)
        if _is_rows(schema):
            rows = value_at(data, path) or []
            schema = schema["items"]
            key = steps.pop(0) if steps else ""
            is_new = key == NEW
            path = (*path, len(rows) if is_new else _index(rows, schema, key, name))
        elif schema.get("type") == "object":
            is_new = value_at(data, path) is None
        else:
            raise NoSuchPartError(name)
    return Part(name, path, schema, is_new)


def rows_of(part: Part, data: Mapping[str, Any], field: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Give the rows of a list in a part, each with its own part's name."""
    schema = part.schema["properties"][field]["items"]
    rows: Sequence[Mapping[str, Any]] = value_at(data, (*part.path, field)) or ()
    before = "" if part.name == ABOUT else f"{part.name}."
    keys = row_keys(rows, schema)
    return [(f"{before}{field}.{key}", row) for key, row in zip(keys, rows, strict=True)]


def row_keys(rows: Sequence[Mapping[str, Any]], schema: Schema) -> list[str]:
    """Give the name of every row: of what it has to say in free words; equal rows are numbered."""
    keys: list[str] = []
    for row in rows:
        said = [str(row.get(name, "")) for name in _telling(schema)]
        key = sha256(json.dumps(said).encode()).hexdigest()[:_KEY_LENGTH]
        times = sum(each.partition("-")[0] == key for each in keys)
        keys.append(f"{key}-{times + 1}" if times else key)
    return keys


def fields_of(part: Part) -> tuple[Field, ...]:
    """Give what the form of a part asks, in the order of the schema."""
    return tuple(_fields(part.schema, ()))


def lists_of(part: Part) -> tuple[str, ...]:
    """Give the lists of a part whose rows have forms of their own."""
    return tuple(
        name
        for name, each in part.schema["properties"].items()
        if _is_rows(each) and name not in CONFIRMED_BY_BUTTON
    )


def mappings_of(part: Part) -> tuple[str, ...]:
    """Give the mappings of a part that may be missing, and have a form of their own."""
    return tuple(
        name
        for name, each in part.schema["properties"].items()
        if each.get("type") == "object"
        and name not in part.schema["required"]
        and name not in CONFIRMED_BY_BUTTON
    )


def value_at(data: Any, path: NodePath) -> Any:  # noqa: ANN401  # plain data of any shape
    """Give the value at a path; None when there is none."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _schema(kind: str) -> Schema:
    schema: Schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    return schema


def _fields(schema: Schema, path: NodePath) -> Iterator[Field]:
    for name, each in schema["properties"].items():
        is_required = name in schema.get("required", ())
        if name in CONFIRMED_BY_BUTTON:
            continue
        if _is_rows(each):
            if each.get("minItems"):  # the first one is asked at once
                yield from _fields(each["items"], (*path, name, 0))
        elif each.get("type") == "object":
            if is_required:
                yield from _fields(each, (*path, name))
        else:
            yield Field((*path, name), each, is_required)


def _is_rows(schema: Schema) -> bool:
    return schema.get("type") == "array" and schema["items"].get("type") == "object"


def _telling(schema: Schema) -> list[str]:
    """Name the fields that tell one row from another: free words that must be there."""
    fields = schema["properties"]
    return [name for name in schema["required"] if fields[name].get("type") == "string"]


def _index(rows: Sequence[Mapping[str, Any]], schema: Schema, key: str, name: str) -> int:
    keys = row_keys(rows, schema)
    if key not in keys:
        raise NoSuchPartError(name)
    return keys.index(key)
