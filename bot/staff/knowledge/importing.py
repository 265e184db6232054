"""A spreadsheet of channels that staff upload: judged, shown with boxes, and listed.

Only the file is kept between the pages, for a day: every page judges it by the register of then.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from aiohttp import web

from bot.http.parts import Takes
from bot.staff.cases.queue import organisation_names, platform_names
from bot.staff.fields import chosen_page, count_of
from bot.staff.knowledge.keeping import Wish, failure, keep
from bot.staff.knowledge.showing import ROOT, current, today
from bot.staff.office import FORM, OFFICE, SESSION, UPLOAD, Office
from bot.staff.pages import to
from bot.staff.refusals import Refused
from knowledge.register.neighbours import NEIGHBOURS_FILE, load_neighbours
from knowledge.register.registry import Registry
from knowledge.upkeep.importing.judging import Addition, Judge, Judged, Origin
from knowledge.upkeep.importing.reading import read_channels
from knowledge.upkeep.importing.sheets import CSV, LARGEST_FILE, XLSX
from knowledge.upkeep.importing.writing import Checked, checked, listing, subject_of
from knowledge.upkeep.saving.keeper import Current
from knowledge.upkeep.survey.reading import UnreadableWorkbookError

PAGE = f"{ROOT}/import"
ROWS = 100
MOST_FIELDS = ROWS + 10
CHOSEN = "on."
"""Begins the name of the box of a channel; its key follows."""
FILE = "file"
TAKES = Takes(FILE, 1, LARGEST_FILE)
KEPT_SECONDS = 24 * 60 * 60
LONGEST_SOURCE = 200
LONGEST_NAME = 80

_ID = re.compile(r"[0-9a-f]{32}")
_PACKED = b"PK"
_ONLY_OURS = 0o600


@dataclass(frozen=True, slots=True)
class Kept:
    """A spreadsheet that somebody of staff uploaded.

    Attributes:
        path: Where it is.
        name: What they call it.
        origin: Where the channels in it come from.
    """

    path: Path
    name: str
    origin: Origin


async def ask(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/import`: the form for the file."""
    office = request.app[OFFICE]
    return office.pages.response("knowledge_import", request[SESSION], longest=LONGEST_SOURCE)


async def take(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/import`: keep the file, and go to what it comes to."""
    office, upload = request.app[OFFICE], request[UPLOAD]
    source = " ".join(request[FORM].get("source", "").split())
    if len(source) > LONGEST_SOURCE or not source.isprintable():
        raise Refused("bad_field", field=office.pages.word("field", "source"))
    if not upload.images or not upload.images[0]:
        raise Refused("bad_field", field=office.pages.word("field", "file"))
    content, name = upload.images[0], _name(upload.names[0])
    identifier = await asyncio.to_thread(_keep, office, content, name, source)
    return to(f"{PAGE}/{identifier}")


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/import/{key}`: what it comes to, with a box for each."""
    office, library = request.app[OFFICE], request.app[OFFICE].library_of()
    kept, now = _kept(request), await current(request)
    try:
        judged = await asyncio.to_thread(_judged, office, kept, now)
    except UnreadableWorkbookError as error:
        judged = Judged(problems=list(error.problems))
    page = chosen_page(request)
    rows = judged.additions[(page - 1) * ROWS : page * ROWS]
    found = await asyncio.to_thread(_checked, office, kept, rows)
    shown = sorted(found.additions, key=lambda each: each.organisation)
    return office.pages.response(
        "knowledge_imported",
        request[SESSION],
        name=kept.name,
        source=kept.origin.source,
        path=request.path,
        groups=[
            (identifier, list(each))
            for identifier, each in groupby(shown, lambda x: x.organisation)
        ],
        problems=[*judged.problems, *found.problems],
        notes=judged.notes,
        known=judged.known,
        total=len(judged.additions),
        preview=found.preview,
        page=page,
        last_page=max(1, -(-len(judged.additions) // ROWS)),
        names=organisation_names(library),
        platforms=platform_names(library),
        why=await asyncio.to_thread(office.keeper.why_not),
        done=request.query.get("done"),
        left=count_of(request, "left"),
    )


async def decide(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/import/{key}`: what was ticked is listed, in one commit."""
    office, form = request.app[OFFICE], request[FORM]
    kept, now = _kept(request), await current(request)
    try:
        judged = await asyncio.to_thread(_judged, office, kept, now)
    except UnreadableWorkbookError as error:
        raise Refused("not_found") from error
    chosen = [each for each in judged.additions if form.get(CHOSEN + each.key)]
    left = sum(name.startswith(CHOSEN) for name in form) - len(chosen)
    if left and not chosen:
        return failure(request, "rows_changed", request.path)
    if not chosen:
        return failure(request, "nothing_ticked", request.path)
    addresses = now.addresses or office.library_of().addresses
    names, make = listing(chosen, addresses)
    owners = ", ".join(dict.fromkeys(each.organisation for each in chosen))
    wish = Wish(
        names, make, subject_of(chosen, kept.name), "channels_imported",
        {"organisation": owners[:LONGEST_SOURCE], "rows": str(len(chosen))},
        f"{request.path}?left={left}" if left else request.path,
    )  # fmt: skip
    return await keep(request, wish, seen=None)


def _judged(office: Office, kept: Kept, now: Current) -> Judged:
    library = office.library_of()
    addresses = now.addresses or library.addresses
    registry = Registry(now.register or library.registry.register, addresses)
    neighbours = load_neighbours(office.settings.knowledge / NEIGHBOURS_FILE)
    judge = Judge(kept.name, registry, neighbours, kept.origin, today(office))
    return judge.judge(read_channels(kept.path, kept.name, addresses.platforms))


def _checked(office: Office, kept: Kept, rows: Sequence[Addition]) -> Checked:
    return checked(office.keeper, rows, office.library_of().addresses, kept.name)


def _kept(request: web.Request) -> Kept:
    """Find the file in the address.

    Raises:
        Refused: There is none, or not any more.
    """
    identifier, folder = request.match_info["key"], _folder(request.app[OFFICE])
    if not _ID.fullmatch(identifier):
        raise Refused("not_found")
    try:
        told = json.loads((folder / f"{identifier}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused("not_found") from error
    origin = Origin(told["source"], date.fromisoformat(told["day"]))
    return Kept(folder / told["file"], told["name"], origin)


def _keep(office: Office, content: bytes, name: str, source: str) -> str:
    """Keep a file for a day, and give what it is found by."""
    folder, identifier = _folder(office), secrets.token_hex(16)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - KEPT_SECONDS:
            old.unlink(missing_ok=True)
    ending = XLSX if content.startswith(_PACKED) else CSV
    name = name if name.lower().endswith(ending) else f"{Path(name).stem or 'rekenblad'}{ending}"
    file = f"{identifier}{ending}"
    told = {"file": file, "name": name, "source": source, "day": today(office).isoformat()}
    _write(folder / file, content)
    _write(folder / f"{identifier}.json", json.dumps(told).encode())
    return identifier


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_OURS), "wb") as file:
        file.write(content)


def _folder(office: Office) -> Path:
    return office.settings.spool.with_name("import")


def _name(given: str) -> str:
    """Give the name of a file without its folders, and without what no line can show."""
    last = re.split(r"[/\\]", given)[-1]
    return "".join(each for each in last if each.isprintable())[-LONGEST_NAME:].strip()
