"""STIX 2.1: a bundle of indicators (https://docs.oasis-open.org/cti/stix/v2.1/)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid5

from bot.sharing.fakes import NAMESPACE, SharedFake
from bot.sharing.origin import NAME, Origin

Json = dict[str, Any]

TLP_CLEAR = "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9"
"""TLP:WHITE of the standard itself, called CLEAR since TLP 2.0; every reader has it."""


def bundle(fakes: Iterable[SharedFake], origin: Origin) -> Json:
    """Give a bundle: who shares, and an indicator for each fake that a pattern can name.

    Telephone numbers and bank accounts are left out: the standard has no objects for them.
    """
    objects: list[Json] = [_identity(origin)]
    objects += [_indicator(each, pattern, origin) for each, pattern in _named(fakes)]
    return {
        "type": "bundle",
        "id": f"bundle--{uuid5(NAMESPACE, _time(origin.at))}",
        "objects": objects,
    }


def _identity(origin: Origin) -> Json:
    contact = {"contact_information": origin.mail} if origin.mail else {}
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": _identity_id(),
        "created": "2026-01-01T00:00:00.000Z",
        "modified": "2026-01-01T00:00:00.000Z",
        "name": NAME,
        "identity_class": "organization",
        "sectors": ["government"],
        **contact,
    }


def _indicator(fake: SharedFake, pattern: str, origin: Origin) -> Json:
    moment = _time(fake.confirmed_at or fake.seen_since)
    reference = {"source_name": NAME, "description": origin.objecting}
    return {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{fake.id}",
        "created_by_ref": _identity_id(),
        "created": moment,
        "modified": moment,
        "name": f"Imitates {fake.imitates}" if fake.imitates else "Confirmed fake",
        "description": f"Confirmed fake, seen since {fake.seen_since:%Y-%m-%d}. {origin.objecting}",
        "indicator_types": ["malicious-activity"],
        "pattern": pattern,
        "pattern_type": "stix",
        "valid_from": _time(fake.seen_since),
        "external_references": [reference | ({"url": origin.url} if origin.url else {})],
        "object_marking_refs": [TLP_CLEAR],
    }


def _named(fakes: Iterable[SharedFake]) -> Iterator[tuple[SharedFake, str]]:
    for fake in fakes:
        value = _quoted(fake.value)
        if fake.is_host:
            yield fake, f"[domain-name:value = {_quoted(fake.host or '')}]"
        elif fake.kind in ("web", "social") and "://" in fake.value:
            yield fake, f"[url:value = {value}]"
        elif fake.kind == "email" and not fake.value.startswith("@"):
            yield fake, f"[email-addr:value = {value}]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _identity_id() -> str:
    return f"identity--{uuid5(NAMESPACE, NAME)}"


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"
