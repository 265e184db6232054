"""A new organisation, a new name and a merger, as changes of the files of the register."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.files.documents import Document, parse_document
from knowledge.files.editing import with_fields
from knowledge.files.values import changed, scalar
from knowledge.model import AliasKind, ChannelStatus, OrganisationStatus
from knowledge.upkeep.saving.keeper import Make
from knowledge.upkeep.saving.rows import CHANNELS, organisation_file

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 80
RESERVED = frozenset({"candidates", "confirm", "due", "gathered", "import", "new", "reminders"})
"""Words that addresses of the staff pages have in the place of an id."""

_HEAD = "# yaml-language-server: $schema=../schema/organisation.schema.json\n"
_USED = frozenset({ChannelStatus.ACTIVE.value, ChannelStatus.PLANNED.value})


class TakenError(Exception):
    """There is an organisation with this id already."""


@dataclass(frozen=True, slots=True)
class Merger:
    """An organisation that goes into another one.

    Attributes:
        into: Id of the one that goes on.
        day: From when.
        source: Where that stands, as the register holds sources.
        channels_stop: Its channels in use stop that day; else each keeps its status.
    """

    organisation: str
    into: str
    day: date
    source: Mapping[str, str]
    channels_stop: bool


@dataclass(frozen=True, slots=True)
class NewName:
    """An organisation that goes on under another name, with the same id.

    Attributes:
        short_name: What citizens call it from then on; empty where that is the name.
        source: Where that stands, as the register holds sources.
    """

    organisation: str
    name: str
    short_name: str
    source: Mapping[str, str]


def is_id(text: str) -> bool:
    """Tell whether a text can be the id of an organisation."""
    is_slug = SLUG.fullmatch(text) is not None and len(text) <= LONGEST_SLUG
    return is_slug and text not in RESERVED


def founding(identifier: str, data: Mapping[str, Any]) -> tuple[tuple[str, ...], Make]:
    """Give the file of a new organisation, and what makes its text.

    Args:
        identifier: Its id, for good.
        data: What its file says; a name at least.

    `make` raises `TakenError` when the file is there.
    """
    file = organisation_file(identifier)

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        try:
            there = documents[file]
        except FileNotFoundError:
            start = f"{_HEAD}name: {scalar(str(data['name']))}\n"
            empty = parse_document(file, start.encode())
            return {file: changed(empty, (), dict(data))}
        raise TakenError(there.file)

    return (file,), make


def merging(merger: Merger) -> tuple[tuple[str, ...], Make]:
    """Give the files that a merger changes, and what makes their text.

    The one that goes on keeps the name of the other as a former one, so that citizens find it.
    """
    old, new = organisation_file(merger.organisation), organisation_file(merger.into)

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        before = documents[old].data
        data = {
            **before,
            "status": OrganisationStatus.MERGED.value,
            "merged_into": merger.into,
            "description": _told(before["description"], merger.day, "opgegaan in", documents[new]),
            "source": dict(merger.source),
        }
        if merger.channels_stop:
            day = {"retired_on": merger.day.isoformat()}
            data[CHANNELS] = [_stopped(row, day) for row in before.get(CHANNELS) or ()]
        heir = documents[new].data
        names = [before["name"], before.get("short_name")]
        return {
            old: changed(documents[old], (), _without_nothing(data)),
            new: changed(documents[new], (), _with_former(heir, names)),
        }

    return (old, new), make


def renaming(new_name: NewName) -> tuple[tuple[str, ...], Make]:
    """Give the file that a new name changes, and what makes its text; the old one is kept."""
    file = organisation_file(new_name.organisation)

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        before = documents[file].data
        data = dict(before)
        data["name"] = new_name.name
        short = before.get("short_name")
        if new_name.short_name != (short or ""):
            data["short_name"] = new_name.short_name or None
            data["article"] = None  # it belonged to the old name
        data["source"] = dict(new_name.source)
        known = {new_name.name, new_name.short_name}
        names = [each for each in (before["name"], short) if each not in known]
        data = _with_former(_ordered(_without_nothing(data), before), names)
        return {file: changed(documents[file], (), data)}

    return (file,), make


def _stopped(row: Mapping[str, Any], day: Mapping[str, str]) -> dict[str, Any]:
    if row["status"] not in _USED:
        return dict(row)
    return with_fields(row, {"status": ChannelStatus.RETIRED.value, "since": None, **day})


def _told(description: str, day: date, what: str, heir: Document) -> str:
    """Give a description that says what became of the organisation."""
    name = heir.data.get("short_name") or heir.data["name"]
    said = f"Sinds {day.day}/{day.month}/{day.year} {what} {name}."
    return f"{description.strip()} {said}"


def _with_former(data: Mapping[str, Any], names: list[str | None]) -> dict[str, Any]:
    """Give the data with more former names, those that it has already left out."""
    aliases = list(data.get("aliases") or ())
    known = {each["name"].casefold() for each in aliases}
    known |= {str(data.get(field) or "").casefold() for field in ("name", "short_name")}
    for name in names:
        if name and name.casefold() not in known:
            known.add(name.casefold())
            aliases.append({"name": name, "kind": AliasKind.FORMER.value})
    return {**data, "aliases": aliases} if aliases else dict(data)


def _without_nothing(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None}


def _ordered(data: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields in the order of the file, with a new short name behind the name."""
    names = [name for name in before if name in data]
    if "short_name" in data and "short_name" not in names:
        names.insert(names.index("name") + 1, "short_name")
    return {name: data[name] for name in names}
