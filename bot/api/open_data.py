"""`/api/v1/channels.csv` and `.json`: the whole register, one row per official channel.

Addresses such as `@vdab.be` and `+32 2 …` begin as a formula does, and a spreadsheet would run
one. In CSV such a value gets an apostrophe before it, which spreadsheets hide and programs can
strip; the JSON has every value as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from aiohttp import web

from bot.api.answers import json_bytes, knowledge_version
from bot.api.documents import SHELF, Document
from bot.served import SERVED
from knowledge.library import Library
from knowledge.model import OfficialChannel, Organisation

Row = dict[str, str | bool | None]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


async def channels_csv(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/channels.csv`."""
    library = request.app[SERVED].library
    return request.app[SHELF].get(library, "channels.csv", _csv).response(request)


async def channels_json(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/channels.json`."""
    library = request.app[SERVED].library
    return request.app[SHELF].get(library, "channels.json", _json).response(request)


def harmless(value: str) -> str:
    """Give a value as a spreadsheet can show it without running it."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def _csv(library: Library) -> Document:
    rows = list(_rows(library))
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else [])
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return Document.of(
        text.getvalue().encode(),
        "text/csv; charset=utf-8; header=present",
        {"Content-Disposition": 'attachment; filename="channels.csv"'},
    )


def _cell(value: str | bool | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
    return harmless(value)


def _json(library: Library) -> Document:
    content = {"channels": list(_rows(library)), "knowledge": knowledge_version(library)}
    return Document.of(json_bytes(content), "application/json; charset=utf-8")


def _rows(library: Library) -> Iterator[Row]:
    organisations = library.registry.register.organisations
    for identifier in sorted(organisations):
        organisation = organisations[identifier]
        for channel in organisation.channels:
            yield _row(organisation, channel)


def _row(organisation: Organisation, channel: OfficialChannel) -> Row:
    verified, source = channel.verified, channel.sources[0]
    return {
        "organisation": organisation.id,
        "organisation_name": organisation.display_name,
        "ovo_code": organisation.ovo_code,
        "platform": channel.address.platform,
        "address": channel.address.value,
        "label": channel.label,
        "status": channel.status,
        "since": channel.since.isoformat() if channel.since else None,
        "retired_on": channel.retired_on.isoformat() if channel.retired_on else None,
        "replaced_by": channel.replaced_by,
        "includes_subdomains": channel.includes_subdomains,
        "shared": channel.shared,
        "personal": channel.personal,
        "languages": " ".join(channel.languages),
        "verified_date": verified.date.isoformat() if verified else None,
        "verified_by": verified.by if verified else None,
        "verified_method": verified.method if verified else None,
        "source_url": source.url,
        "source_date": source.date,
    }
