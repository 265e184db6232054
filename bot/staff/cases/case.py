"""The page of one case: everything that is known about one reported address."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from aiohttp import web

from actions.reports.intake.images import content_type
from actions.reports.model import (
    FAKE,
    NEXT,
    Case,
    Event,
    MarkedTakeover,
    Report,
    Status,
    Subject,
)
from actions.reports.store import NoSuchCase
from bot.notifying.warnings import address_of
from bot.staff.cases.answering import answers_for
from bot.staff.cases.canonical import canonical
from bot.staff.cases.deadlines import Deadlines
from bot.staff.cases.queue import organisation_names, platform_names
from bot.staff.cases.rdap import domain_to_ask
from bot.staff.cases.register_entry import channel_entry
from bot.staff.cases.takedown import registration_of, requests_for
from bot.staff.cases.takeovers import listed_as
from bot.staff.fields import case_id
from bot.staff.office import OFFICE, SESSION, Office
from bot.staff.refusals import Refused
from knowledge.library import Library
from knowledge.matching.presenting import rendered
from knowledge.model import ReportingPoint, Verdict

EARLIER = 6
MOST_ALIKE = 12
MOST_REPORTS = 50
LANGUAGE = "nl"
FILED = "filed"
FAKE_ACCOUNT = "fake_account"
IMAGE_PROTECTION = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What the check says of the address now.

    Attributes:
        reasons: Sentences of the catalogue; suspicious addresses in them are defanged.
        real: The real channel to compare with, of the register.
    """

    verdict: Verdict | None
    reasons: tuple[str, ...]
    real: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing on the timeline; reports with nothing between them are one.

    Attributes:
        event: The first of them.
        until: When the last of them was.
        reports: How many reports; 0 when it is something else.
    """

    event: Event
    until: datetime
    reports: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store knows of a case."""

    case: Case
    reports: tuple[Report, ...]
    timeline: tuple[Event, ...]
    earlier: tuple[Case, ...]
    takeovers: tuple[MarkedTakeover, ...]
    alike: tuple[tuple[Case, str], ...]
    merged: tuple[Case, ...]


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/cases/{id}`."""
    office = request.app[OFFICE]
    known = await asyncio.to_thread(_known, office, case_id(request))
    names = await asyncio.to_thread(office.accounts.active_names)
    library, subject, status = office.library_of(), known.case.subject, known.case.status
    is_merged = known.case.merged_into is not None
    return office.pages.response(
        "case",
        request[SESSION],
        case=known.case,
        reports=known.reports[:MOST_REPORTS],
        reports_left=max(0, len(known.reports) - MOST_REPORTS),
        timeline=steps(known.timeline),
        earlier=known.earlier,
        alike=known.alike,
        merged=known.merged,
        clock=Deadlines.of(office.settings).clock(known.case, office.clock()),
        takedown=(
            requests_for(library, office.settings, known.case, known.timeline)
            if status in FAKE
            else ()
        ),
        registration=registration_of(known.timeline),
        domain=domain_to_ask(library.addresses, address_of(subject, library.addresses).host),
        answers=answers_for(library, known.case, known.reports[:MOST_REPORTS]),
        judged=judge(library, subject),
        listed=listed_as(library, subject, known.takeovers),
        points=_points(library, subject) if status in FAKE else (),
        entry=(
            channel_entry(subject, canonical(library, subject), office.clock().date())
            if status is Status.GENUINE
            else None
        ),
        next_statuses=() if is_merged else [each for each in Status if each in NEXT[status]],
        can_undo=is_merged
        or known.case.proposed_by is not None
        or any(event.what == "status" for event in known.timeline),
        accounts=names,
        organisations=organisation_names(library),
        platforms=platform_names(library),
        done=request.query.get("done"),
    )


async def image(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/cases/{id}/images/{name}`: an image of one of the case's reports."""
    office, name = request.app[OFFICE], request.match_info["name"]
    reports = await asyncio.to_thread(office.store.reports_of, case_id(request))
    if not any(name in report.images for report in reports):
        raise Refused("not_found")
    data = await asyncio.to_thread(office.images.open, name)
    headers = {**IMAGE_PROTECTION, "Content-Disposition": f'inline; filename="{name}"'}
    return web.Response(body=data, content_type=content_type(name), headers=headers)


def steps(events: Iterable[Event]) -> tuple[Step, ...]:
    """Draw reports together, so that decisions are not lost between them."""
    found = []
    for is_filed, group in groupby(events, key=lambda event: event.what == FILED):
        together = tuple(group)
        if is_filed:
            found.append(Step(together[0], together[-1].at, len(together)))
        else:
            found += [Step(event, event.at, 0) for event in together]
    return tuple(found)


def judge(library: Library, subject: Subject) -> Judged:
    """Check a reported address against the register as it is now."""
    judged = library.checker.check(canonical(library, subject))
    found = next((each for each in judged.mentions if each.verdict is judged.verdict), None)
    if found is None:
        return Judged(None, (), None)
    reasons = tuple(rendered(each, library.catalogue, LANGUAGE, found) for each in found.reasons)
    return Judged(found.verdict, reasons, found.beside.address.value if found.beside else None)


def _known(office: Office, number: int) -> _Known:
    store = office.store
    case = store.case(number)
    if case is None:
        raise NoSuchCase(number)
    return _Known(
        case,
        store.reports_of(number),
        store.timeline(number),
        _earlier(office, case),
        store.takeovers(),
        store.alike(number, limit=MOST_ALIKE),
        store.merged(number),
    )


def _earlier(office: Office, case: Case) -> tuple[Case, ...]:
    """Give other cases of the same organisation, newest first."""
    if case.subject.imitates is None:
        return ()
    cases, _ = office.store.queue(imitates=case.subject.imitates, order="newest", limit=EARLIER + 1)
    return tuple(each for each in cases if each.id != case.id)[:EARLIER]


def _points(library: Library, subject: Subject) -> tuple[ReportingPoint, ...]:
    """Give where the platform itself takes reports of fakes."""
    return tuple(
        point
        for point in library.registry.register.reporting_points
        if FAKE_ACCOUNT in point.purposes and subject.platform in point.platforms and point.url
    )
