"""The evidence of a case in one file: data, images, times, hashes, and a summary to read.

Never how to reach a citizen, and no names of staff. `sha256sum -c SHA256SUMS` checks every file;
the hash of the whole stands in the audit log, so that a copy can be compared with it years later.
"""

from __future__ import annotations

import asyncio
import json
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from aiohttp import web

from actions.reports.model import Case, Event, Report
from actions.reports.store import NoSuchCase
from bot.staff.audit import record_of_case
from bot.staff.cases.case import Judged, judge
from bot.staff.fields import case_id
from bot.staff.office import OFFICE, SESSION, Office
from bot.staff.text import defanged, moment

SUMS = "SHA256SUMS"
MOST_BYTES = 200 * 1024 * 1024  # of images; what is left out is named
PACKED = "evidence_packed"
STAFF = "staff"
OUTSIDERS = frozenset({"citizen", "system"})
KEPT = ("at", "what", "from", "to", "batch", "shown", "domain", "registrar", "abuse", "registered",
        "nameservers", "source", "reference")  # fmt: skip
"""Details of events that are no free text of staff and name nobody."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package.

    Attributes:
        missing: Names of images that are deleted, or too much together.
    """

    body: bytes
    digest: str
    missing: tuple[str, ...]


async def pack(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/cases/{id}/evidence`."""
    office, number = request.app[OFFICE], case_id(request)
    package = await asyncio.to_thread(package_of, office, number)
    actor = request[SESSION].account.name
    await record_of_case(request, actor, PACKED, number, sha256=package.digest)
    name = f"dossier-{number}-{office.clock():%Y-%m-%d}.zip"
    return web.Response(
        body=package.body,
        content_type="application/zip",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{name}"',
        },
    )


def package_of(office: Office, number: int) -> Package:
    """Make the package of a case.

    Raises:
        NoSuchCase: There is none.
    """
    case = office.store.case(number)
    if case is None:
        raise NoSuchCase(number)
    reports, timeline = office.store.reports_of(number), office.store.timeline(number)
    library, now = office.library_of(), office.clock()
    judged = judge(library, case.subject)
    images, missing = _images(office, reports)
    made = {"made_at": _utc(now), "register_version": library.version}
    files: dict[str, bytes] = {
        "case.json": _json({**made, "case": _case(case), "answer": _answer(judged)}),
        "reports.json": _json([_report(each) for each in reports]),
        "timeline.json": _json([_event(each) for each in timeline]),
        "samenvatting.txt": _summary(office, case, reports, judged, missing, now).encode(),
        **{f"images/{name}": body for name, body in images.items()},
    }
    sums = "".join(f"{sha256(body).hexdigest()}  {name}\n" for name, body in files.items())
    body = _zipped({**files, SUMS: sums.encode()}, now)
    return Package(body, sha256(body).hexdigest(), missing)


def _images(office: Office, reports: Iterable[Report]) -> tuple[dict[str, bytes], tuple[str, ...]]:
    found: dict[str, bytes] = {}
    missing: list[str] = []
    left = MOST_BYTES
    for name in (name for report in reports for name in report.images):
        body = b""
        with suppress(OSError):
            body = office.images.open(name)
        if not body or len(body) > left:
            missing.append(name)
            continue
        left -= len(body)
        found[name] = body
    return found, tuple(missing)


def _zipped(files: Mapping[str, bytes], now: datetime) -> bytes:
    made = now.astimezone(UTC).timetuple()[:6]
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name, made), body, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _case(case: Case) -> dict[str, Any]:
    subject = case.subject
    return {
        "number": case.id,
        "kind": case.kind,
        "status": case.status,
        "platform": subject.platform,
        "address": subject.shown,
        "imitates": subject.imitates,
        "difference": subject.difference,
        "verdict_when_reported": subject.verdict,
        "reports": case.reports,
        "lost_money": case.lost_money,
        "lost_data": case.lost_data,
        "first_reported_at": _utc(case.first_reported_at),
        "last_reported_at": _utc(case.last_reported_at),
        "decided_at": _utc(case.decided_at) if case.decided_at else None,
    }


def _answer(judged: Judged) -> dict[str, Any]:
    return {"verdict": judged.verdict, "reasons": judged.reasons, "real": judged.real}


def _report(report: Report) -> dict[str, Any]:
    return {
        "reference": report.reference,
        "received_at": _utc(report.received_at),
        "pasted": report.address,
        "what_happened": report.what_happened,
        "seen_on": report.seen_on,
        "loss": report.loss,
        "language": report.language,
        "images": report.images,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "at": _utc(event.at),
        "what": event.what,
        "by": event.actor if event.actor in OUTSIDERS else STAFF,
        "details": {name: event.details[name] for name in KEPT if name in event.details},
    }


def _summary(
    office: Office,
    case: Case,
    reports: Iterable[Report],
    judged: Judged,
    missing: tuple[str, ...],
    now: datetime,
) -> str:
    word, library = office.pages.word, office.library_of()
    organisation = library.registry.organisation(case.subject.imitates or "")
    lines = [
        f"Kanaalcheck, dossier {case.id}",
        f"Gemaakt op {moment(now)} (Brusselse tijd), met register {library.version}",
        "",
        f"Adres: {defanged(case.subject.shown)}",
        f"Status: {word('status', case.status)}",
        f"Organisatie: {organisation.display_name if organisation else 'geen'}",
        f"Eerst gemeld: {moment(case.first_reported_at)}",
        f"Laatst gemeld: {moment(case.last_reported_at)}",
        f"Beslist: {moment(case.decided_at) if case.decided_at else 'nog niet'}",
        f"Meldingen: {case.reports} (geld verloren: {case.lost_money},"
        f" gegevens verloren: {case.lost_data})",
        f"Antwoord aan burgers nu: {word('verdict', judged.verdict) if judged.verdict else 'geen'}",
        *(f"- {reason}" for reason in judged.reasons),
        "",
        "Meldingen",
        *(
            f"- {each.reference}, {moment(each.received_at)}, {len(each.images)} beelden"
            for each in reports
        ),
        "",
        "Tijdstippen in de JSON-bestanden zijn UTC. Contactgegevens van burgers en namen van",
        "medewerkers staan hier niet in. Adressen in de samenvatting zijn onklikbaar gemaakt.",
        f"Elk bestand nakijken: sha256sum -c {SUMS}",
    ]
    if missing:
        lines += ["", f"Deze beelden zijn gewist of te groot samen: {', '.join(missing)}"]
    return "\n".join(lines) + "\n"


def _utc(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds")


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
