"""XARF v4: a report for whoever hosts a fake (https://xarf.org/)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid5

from bot.sharing.fakes import NAMESPACE, SharedFake
from bot.sharing.origin import NAME, Origin

VERSION = "4.2.0"

# The schema has no room for two hyphens side by side, which names in other letters have.
_DOMAIN = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}")


class NoMailboxError(ValueError):
    """The format asks for a mailbox that answers, and none is set."""


def reports(fakes: Iterable[SharedFake], origin: Origin) -> list[dict[str, Any]]:
    """Give a report for each fake that has an address on the web and imitates a body of ours.

    Raises:
        NoMailboxError: The format asks for one.
    """
    if not origin.mail:
        raise NoMailboxError
    return [
        _report(each, origin, origin.mail)
        for each in fakes
        if "://" in each.value and each.imitates and each.legitimate
    ]


def _report(fake: SharedFake, origin: Origin, mail: str) -> dict[str, Any]:
    who = {"org": NAME, "contact": mail, "domain": mail.rpartition("@")[2]}
    host = urlsplit(fake.value).hostname or ""
    moment = f"{fake.confirmed_at or fake.seen_since:%Y-%m-%dT%H:%M:%SZ}"
    return {
        "xarf_version": VERSION,
        "report_id": str(uuid5(NAMESPACE, f"xarf {fake.id}")),
        "timestamp": moment,
        "reporter": who,
        "sender": who,
        "source_identifier": host,
        "category": "content",
        "type": "brand_infringement",
        "infringement_type": "brand_impersonation",
        "url": fake.value,
        **({"domain": host} if _DOMAIN.fullmatch(host) else {}),
        "legitimate_site": fake.legitimate,
        "target_brand": fake.imitates,
        "evidence_source": "user_report",
        "verification_method": "manual",
        "verified_at": moment,
        "description": f"Imitates {fake.imitates}, a Flemish public body. {origin.objecting}",
    }
