"""Texts that ask to take a fake down: to the platform, the host, the registrar, as a DSA notice."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web

from actions.reports.model import Case, Event
from actions.reports.store import NoSuchCase
from bot.notifying.warnings import address_of
from bot.settings import Settings
from bot.staff.audit import record_of_case
from bot.staff.cases.canonical import canonical
from bot.staff.cases.rdap import Rdap, RdapError, domain_to_ask
from bot.staff.fields import case_id
from bot.staff.office import OFFICE, SESSION
from bot.staff.pages import to
from bot.staff.refusals import Refused
from bot.staff.text import defanged
from knowledge.data import load_data
from knowledge.library import Library

ASKED = "rdap_asked"
KINDS = ("platform", "host", "registrar", "dsa")
FACTS = ("registrar", "abuse", "registered", "nameservers")


@dataclass(frozen=True, slots=True)
class Request:
    """A text, filled in.

    Attributes:
        where: Where it goes; empty where no source of ours says.
        texts: By language.
    """

    kind: str
    to: str
    where: str
    texts: Mapping[str, str]


async def ask_registry(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/cases/{id}/rdap`: ask a registry, because somebody of staff wants it."""
    office, number = request.app[OFFICE], case_id(request)
    case = await asyncio.to_thread(office.store.case, number)
    if case is None:
        raise NoSuchCase(number)
    addresses = office.library_of().addresses
    domain = domain_to_ask(addresses, address_of(case.subject, addresses).host)
    if domain is None:
        raise Refused("rdap_no_domain")
    try:
        found = await Rdap(office.settings.rdap_url).ask(domain)
    except RdapError as error:
        reason = office.pages.word("rdap_fault", error.kind)
        raise Refused("rdap_failed", domain=defanged(domain), reason=reason) from error
    actor = request[SESSION].account.name
    await record_of_case(request, actor, ASKED, number, **asdict(found))
    return to(f"/staff/cases/{number}?done=rdap#takedown")


def registration_of(timeline: Iterable[Event]) -> Mapping[str, str]:
    """Give what a registry said last of the domain of a case; empty where nobody asked."""
    found: Mapping[str, str] = {}
    for event in timeline:
        if event.what == ASKED:
            found = event.details
    return found


def requests_for(
    library: Library, settings: Settings, case: Case, timeline: Iterable[Event]
) -> tuple[Request, ...]:
    """Write the texts that fit what is fake: a host and a registrar only for a domain."""
    known = registration_of(timeline)
    address = address_of(case.subject, library.addresses)
    domain = domain_to_ask(library.addresses, address.host)
    wanted = [kind for kind in KINDS if domain or kind in ("platform", "dsa")]
    return tuple(
        Request(
            kind,
            _texts()[kind]["to"],
            _where(library, case, kind, known),
            {
                language: text.format_map(_values(library, settings, case, known, domain, language))
                for language, text in _texts()[kind]["text"].items()
            },
        )
        for kind in wanted
    )


def _where(library: Library, case: Case, kind: str, known: Mapping[str, str]) -> str:
    if kind == "registrar":
        return known.get("abuse", "")
    if kind != "platform":
        return ""
    points = library.registry.register.reporting_points
    return next(
        (
            each.url
            for each in points
            if case.subject.platform in each.platforms
            and "fake_account" in each.purposes
            and each.url
        ),
        "",
    )


def _values(
    library: Library,
    settings: Settings,
    case: Case,
    known: Mapping[str, str],
    domain: str | None,
    language: str,
) -> dict[str, str]:
    unknown = str(_texts()["unknown"][language])
    organisation = library.registry.organisation(case.subject.imitates or "")
    site = library.checker.site_of(organisation)
    sender = " ".join(filter(None, ("Kanaalcheck", settings.public_url, settings.mail_from)))
    return {
        "address": defanged(case.subject.shown),
        # A notice has to name the exact place, so that here alone it is not made unclickable.
        "location": canonical(library, case.subject),
        "organisation": organisation.display_name if organisation else unknown,
        "real": site.address.value if site else unknown,
        "confirmed": f"{case.decided_at:%Y-%m-%d}" if case.decided_at else unknown,
        "since": f"{case.first_reported_at:%Y-%m-%d}",
        "reports": str(case.reports),
        "domain": domain or unknown,
        "sender": sender,
        "evidence": str(_texts()["evidence"][language]),
        **{name: known.get(name) or unknown for name in FACTS},
    }


@cache
def _texts() -> Mapping[str, Any]:
    found: Mapping[str, Any] = load_data(Path(__file__).with_suffix(".yml"))
    return found
