"""Candidates: made an official channel with a source, or dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.staff.knowledge.editing import FormPage, prepared
from bot.staff.knowledge.forms import part_form
from bot.staff.knowledge.keeping import SEEN, Wish, given_text, keep
from bot.staff.knowledge.parts import (
    CHANNELS,
    NEW,
    candidate_schema,
    fields_of,
    find_part,
    row_keys,
)
from bot.staff.knowledge.showing import ROOT, making, name_in, page_of, read
from bot.staff.office import FORM, OFFICE
from bot.staff.refusals import Refused
from bot.staff.text import defanged
from knowledge.files.documents import Document
from knowledge.files.values import changed

FILE = "candidates.yml"
ROWS = "candidates"
LONGEST_REASON = 200
COPIED = ("platform", "address")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of `candidates.yml`.

    Attributes:
        key: Its name in addresses, made of what it says.
        row: As the file has it.
    """

    key: str
    row: Mapping[str, Any]


async def waiting(request: web.Request) -> list[Candidate]:
    """Give the candidates; none when the file cannot be read now."""
    document = await read(request, FILE)
    rows = _rows(document.data) if document else []
    return [Candidate(key, row) for key, row in zip(_keys(rows), rows, strict=True)]


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/candidates/{key}`: the channel that it would become."""
    page = await _page(request)
    page.form.fill(page.filled)
    return page.response(request)


async def accept(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/candidates/{key}`: it becomes a channel with its source."""
    page = await _page(request)
    page.form.fill(page.filled, request[FORM])
    if not page.form.validate():
        return page.response(request, is_wrong=True)
    organisation, key = page.names[0], request.match_info["key"]
    addresses = request.app[OFFICE].library_of().addresses
    copied = {name: page.filled[name] for name in COPIED}

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        file, listed = documents[organisation], documents[FILE]
        part = find_part(file.data, f"{CHANNELS}.{NEW}")
        row = prepared(page.form.merged(copied), {}, addresses)
        return {
            organisation: changed(file, part.path, row),
            FILE: changed(listed, (ROWS, _place(listed.data, key)), None),
        }

    address = str(copied["address"])
    wish = Wish(
        page.names, make, f"{page.organisation}: {address} is geen kandidaat meer",
        "candidate_accepted", {"organisation": page.identifier, "channel": address},
        page_of(page.identifier),
    )  # fmt: skip
    return await keep(
        request,
        wish,
        seen=request[FORM].get(SEEN, ""),
        rejected=lambda error: page.rejected(request, error),
        stale=lambda: page.stale(request),
    )


async def drop(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/candidates/{key}/drop`: it is no channel, for a reason."""
    key, row, _ = await _candidate(request)
    reason = given_text(request, "reason", LONGEST_REASON)

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        listed = documents[FILE]
        return {FILE: changed(listed, (ROWS, _place(listed.data, key)), None)}

    address, organisation = str(row["address"]), str(row["organisation"])
    wish = Wish(
        (FILE,), make, f"Kandidaat geschrapt: {address}. {reason}", "candidate_dropped",
        {"organisation": organisation, "channel": defanged(address), "reason": reason}, ROOT,
    )  # fmt: skip
    return await keep(request, wish, seen=None)


async def _page(request: web.Request) -> FormPage:
    key, row, identifier = await _candidate(request)
    name = f"organisations/{identifier}.yml"
    document = await read(request, name)
    if document is None:
        raise Refused("not_found")
    part = find_part(document.data, f"{CHANNELS}.{NEW}")
    # Who handles candidates may not list just any address: that one stays what it is.
    only = [each.name for each in fields_of(part) if each.name not in COPIED]
    filled: dict[str, Any] = {each: row[each] for each in COPIED}
    filled |= {"status": "active", "sources": [row["source"]] if "source" in row else [{}]}
    office, names = request.app[OFFICE], (name, FILE)
    return FormPage(
        identifier=identifier,
        organisation=name_in(document.data),
        part=part,
        form=part_form(part, making(office), only),
        filled=filled,
        names=names,
        seen=office.keeper.seen(*names),
        path=f"{ROOT}/candidates/{key}",
        kind="candidate",
        candidate=row,
    )


async def _candidate(request: web.Request) -> tuple[str, Mapping[str, Any], str]:
    found = {each.key: each.row for each in await waiting(request)}
    key = request.match_info["key"]
    if key not in found:
        raise Refused("candidate_gone" if request.method == "POST" else "not_found")
    return key, found[key], str(found[key]["organisation"])


def _place(data: Mapping[str, Any], key: str) -> int:
    keys = _keys(_rows(data))
    if key not in keys:
        raise Refused("not_found")
    return keys.index(key)


def _rows(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = data[ROWS]
    return rows


def _keys(rows: list[dict[str, Any]]) -> list[str]:
    return row_keys(rows, candidate_schema())
