"""`/api/v1/reports`: file a report, and what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC
from functools import cache
from pathlib import Path

from aiohttp import web

from actions.reports.model import Receipt, Status
from actions.reports.next_points import next_points
from actions.reports.reference import normalised
from actions.reports.store import StoreUnavailable
from bot.api.filing import MAX_KEY_LENGTH, Filed, desk_of, file, no_desk, told_in
from bot.conversation.closing import CLOSINGS
from bot.http.fields import Fields, body_language, json_object, query_language, read_json
from bot.http.parts import CONTENT_TYPE, UPLOADS, Parts, read_parts
from bot.http.problems import Problem
from bot.http.responses import json_bytes
from bot.running.application import SERVED
from knowledge.data import load_data
from knowledge.model import LANGUAGES, ReportingPoint, Texts

PATH = "/api/v1/reports"
CHANNEL = "api"
REPORT = "report"
SENTENCES_FILE = Path(__file__).with_name("reports.yml")
DUTCH = LANGUAGES[0]


def routes() -> list[web.RouteDef]:
    """Give the routes of this module."""
    return [
        web.post(PATH, file_report),
        web.get(f"{PATH}/{{reference}}", show_status),
    ]


async def file_report(request: web.Request) -> web.Response:
    """Answer `POST /api/v1/reports`: JSON alone, or JSON with images."""
    request.app[CLOSINGS].refuse("reports")
    key = _idempotency_key(request)
    if request.content_type != CONTENT_TYPE:
        return await _filed(request, await read_json(request), [], key)
    with request.app[UPLOADS].one():
        parts = Parts()
        await read_parts(request, parts)
        if REPORT not in parts.fields:
            raise Problem("field-missing", field=REPORT)
        document = json_object(parts.fields[REPORT].encode())
        return await _filed(request, document, parts.images, key)


async def show_status(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/reports/{reference}`: nothing of what was told."""
    language = query_language(request)
    found = await _receipt(request)
    received_at = found.received_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    points = request.app[SERVED].library.registry.register.reporting_points
    advice = [
        *status_lines(found.status, language),
        _sentences()["listed"][language],
        *point_lines(next_points(points), language),
    ]
    content = {
        "reference": found.reference,
        "status": found.status,
        "received_at": received_at,
        "advice": advice,
    }
    return _answer(content, language, 200)


async def _receipt(request: web.Request) -> Receipt:
    desk = desk_of(request)
    reference = normalised(request.match_info["reference"])
    try:
        found = await asyncio.to_thread(desk.status, reference) if reference else None
    except StoreUnavailable as error:
        raise no_desk() from error
    if found is None:
        raise Problem("report-unknown")
    return found


def status_lines(status: Status, language: str) -> list[str]:
    """Say what a status means, and that the police knows of nothing."""
    return [_sentences()[key][language] for key in (f"status_{status}", "not_police")]


def point_lines(points: Iterable[ReportingPoint], language: str) -> list[str]:
    """Give a line for each place to turn to: who it is, when, and how to reach it."""
    line = _sentences()["door"][language]
    return [
        line.format(
            name=each.name,
            when=each.when.get(language) or each.when[DUTCH],
            reach=", ".join(filter(None, (each.phone, each.mailbox(language), each.url))),
        )
        for each in points
    ]


def image_not_kept(language: str) -> str:
    """Say that a report was taken without its image."""
    return _sentences()["image_not_kept"][language]


@cache
def _sentences() -> dict[str, Texts]:
    sentences: dict[str, Texts] = load_data(SENTENCES_FILE)
    return sentences


async def _filed(
    request: web.Request, fields: Fields, images: Sequence[bytes], key: str | None
) -> web.Response:
    language = body_language(request, fields)
    told = told_in(fields, request.app[SERVED].library, language)
    filed = await file(request, told, images, key=key, channel=CHANNEL)
    return _acknowledged(filed, language)


def _acknowledged(filed: Filed, language: str) -> web.Response:
    """Give the same answer whenever the same report comes again, whatever became of it since."""
    reference = filed.receipt.reference
    told: dict[str, object] = {"reference": reference, "status": Status.NEW}
    if filed.lost_images:
        told["advice"] = [image_not_kept(language)]
    response = _answer(told, language, 201)
    response.headers["Location"] = f"{PATH}/{reference}"
    return response


def _idempotency_key(request: web.Request) -> str | None:
    keys = request.headers.getall("Idempotency-Key", [])
    if not keys:
        return None
    key = keys[0].strip(" ")
    is_readable = key.isascii() and key.isprintable() and 1 <= len(key) <= MAX_KEY_LENGTH
    if len(keys) > 1 or not is_readable:
        raise Problem("bad-idempotency-key", field="Idempotency-Key", maximum=str(MAX_KEY_LENGTH))
    return key


def _answer(content: object, language: str, status: int) -> web.Response:
    return web.Response(
        body=json_bytes(content),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store", "Content-Language": language},
    )
