"""A MISP event (https://www.misp-standard.org/rfc/misp-standard-core.html)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid5

from bot.sharing.fakes import NAMESPACE, SharedFake
from bot.sharing.origin import NAME, Origin

Json = dict[str, Any]

_OF_KIND = {
    "email": ("email-src", "Payload delivery"),
    "phone": ("phone-number", "Financial fraud"),
    "sms": ("phone-number", "Financial fraud"),
    "iban": ("iban", "Financial fraud"),
}
_MEDIUM, _COMPLETED, _CONNECTED = "2", "2", "2"


def event(fakes: Iterable[SharedFake], origin: Origin) -> Json:
    """Give one event with an attribute for each fake; the same event grows from day to day."""
    attributes = [_attribute(each) for each in fakes]
    return {
        "Event": {
            "uuid": str(uuid5(NAMESPACE, "event")),
            "info": origin.notes[0].partition(",")[0],
            "date": f"{origin.at:%Y-%m-%d}",
            "timestamp": str(int(origin.at.timestamp())),
            "threat_level_id": _MEDIUM,
            "analysis": _COMPLETED,
            "distribution": _CONNECTED,
            "published": False,
            "Orgc": {"name": NAME, "uuid": str(uuid5(NAMESPACE, NAME))},
            "Tag": [{"name": "tlp:clear"}],
            "Attribute": [*attributes, _objecting(origin)],
        }
    }


def _attribute(fake: SharedFake) -> Json:
    kind, category = _OF_KIND.get(fake.kind, ("other", "Other"))
    value = fake.value
    if fake.is_host:
        kind, category, value = "hostname", "Network activity", fake.host or ""
    elif "://" in value:
        kind, category = "url", "Network activity"
    whose = f" Imitates {fake.imitates}." if fake.imitates else ""
    return {
        "uuid": str(fake.id),
        "type": kind,
        "category": category,
        "value": value,
        # A page of a social network is shared to be known, not to block the network.
        "to_ids": fake.kind in ("web", "email"),
        "distribution": "5",
        "timestamp": str(int((fake.confirmed_at or fake.seen_since).timestamp())),
        "first_seen": fake.seen_since.isoformat(),
        "comment": f"Confirmed fake.{whose}",
    }


def _objecting(origin: Origin) -> Json:
    return {
        "uuid": str(uuid5(NAMESPACE, "objecting")),
        "type": "comment",
        "category": "Other",
        "value": origin.objecting,
        "to_ids": False,
        "distribution": "5",
        "timestamp": str(int(origin.at.timestamp())),
    }
