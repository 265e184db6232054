"""Reports for police, a platform or the CCB, as CSV or JSON; never how to reach a citizen.

A cell that a spreadsheet could run gets an apostrophe, as in the open data. Spreadsheets here cut
at a semicolon too, so what comes after a mark that could cut is watched as well. The JSON has
every value as it is.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from aiohttp import web

from actions.reports.model import Exported
from bot.sharing.fakes import shared_fakes
from bot.sharing.formats import FORMATS as SHARED
from bot.sharing.origin import Origin
from bot.sharing.xarf import NoMailboxError
from bot.staff.audit import record
from bot.staff.cases.deadlines import Deadlines
from bot.staff.cases.queue import Question, read_question
from bot.staff.fields import one_of
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.refusals import Refused
from knowledge.publishing.export.open_data import FORMULA_STARTS, harmless

FORMATS: Mapping[str, str] = {"csv": "text/csv", "json": "application/json"}
COLUMNS = (
    "reference", "received_at", "case", "status", "kind", "platform", "address", "imitates",
    "difference", "verdict", "pasted", "seen_on", "what_happened", "loss", "language", "images",
    "case_reports", "case_first_reported_at", "case_last_reported_at",
)  # fmt: skip
_BYTE_ORDER_MARK = "\ufeff"  # else Excel takes it for Windows-1252
_AFTER_A_CUT = re.compile(r"([;,|\t\r\n]\s*[\"']?\s*)(?=[=+\-@＝＋－＠])")
_STARTS = (*FORMULA_STARTS, "＝", "＋", "－", "＠")

Row = dict[str, str | int]


async def export(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/export`: the reports of the cases in the queue, with a line in the log.

    It is no GET, because it leaves a trace; and there is no file without one.
    """
    office, form = request.app[OFFICE], request[FORM]
    format_ = one_of(form.get("format", ""), "format", FORMATS)
    overdue = Deadlines.of(office.settings).overdue(office.clock())
    question = read_question(form, office.library_of(), overdue)
    file, rows = await asyncio.to_thread(_written, request, question, format_)
    await record(
        request,
        request[SESSION].account.name,
        "exported",
        format=format_,
        rows=str(rows),
        filters=" ".join(f"{name}={value}" for name, value in question.asked.items()),
    )
    name = f"meldingen-{office.clock():%Y-%m-%d}.{format_}"
    return web.Response(
        body=file,
        content_type=FORMATS[format_],
        charset="utf-8",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{name}"',
        },
    )


async def share(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/share`: confirmed fakes for others, with a line in the log."""
    office = request.app[OFFICE]
    name = one_of(request[FORM].get("format", ""), "format", SHARED)
    chosen, library = SHARED[name], office.library_of()
    confirmed = await asyncio.to_thread(office.store.confirmed_fakes)
    fakes = await asyncio.to_thread(shared_fakes, library, confirmed)
    try:
        text = chosen.write(fakes, Origin.of(office.settings, office.clock()))
    except NoMailboxError as error:
        raise Refused("no_mailbox") from error
    await record(
        request, request[SESSION].account.name, "shared", format=name, rows=str(len(fakes))
    )
    return web.Response(
        body=text.encode(),
        content_type=chosen.content_type,
        charset="utf-8",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{chosen.file}"',
        },
    )


def _written(request: web.Request, question: Question, format_: str) -> tuple[IO[bytes], int]:
    """Write the export to a file that nobody else sees; gives the number of reports too."""
    exported = request.app[OFFICE].store.export(question.filters)
    file = tempfile.TemporaryFile()  # noqa: SIM115  # sent, and closed, by the response
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    rows = (_row(each) for each in exported)
    count = write_csv(text, rows) if format_ == "csv" else write_json(text, rows)
    text.detach()
    file.seek(0)
    return file, count


def write_csv(file: IO[str], rows: Iterable[Row]) -> int:
    """Write rows as CSV (RFC 4180, with a header); gives how many."""
    file.write(_BYTE_ORDER_MARK)
    writer = csv.DictWriter(file, COLUMNS, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
        count += 1
    file.flush()
    return count


def write_json(file: IO[str], rows: Iterable[Row]) -> int:
    """Write rows as a JSON array, one a line; gives how many."""
    count = 0
    for line in _json_lines(rows):
        file.write(line)
        count += 1
    file.write("\n]\n" if count else "[]\n")
    file.flush()
    return count


def _json_lines(rows: Iterable[Row]) -> Iterator[str]:
    for index, row in enumerate(rows):
        yield ("[\n" if index == 0 else ",\n") + json.dumps(row, ensure_ascii=False)


def _cell(value: str | int) -> str:
    text = _AFTER_A_CUT.sub(r"\1'", str(value))
    return f"'{text}" if text.lstrip().startswith(_STARTS) else harmless(text)


def _row(exported: Exported) -> Row:
    report, case = exported.report, exported.case
    values: dict[str, Any] = {
        "reference": report.reference,
        "received_at": report.received_at.isoformat(),
        "case": case.id,
        "status": case.status,
        "kind": report.kind,
        "platform": case.subject.platform,
        "address": case.subject.shown,
        "imitates": case.subject.imitates,
        "difference": case.subject.difference,
        "verdict": case.subject.verdict,
        "pasted": report.address,
        "seen_on": report.seen_on,
        "what_happened": report.what_happened,
        "loss": report.loss,
        "language": report.language,
        "images": len(report.images),
        "case_reports": case.reports,
        "case_first_reported_at": case.first_reported_at.isoformat(),
        "case_last_reported_at": case.last_reported_at.isoformat(),
    }
    return {name: "" if value is None else value for name, value in values.items()}
