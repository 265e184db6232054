"""Who changed an organisation's file, when and how; and how it was before, put back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aiohttp import web

from bot.staff.knowledge.keeping import SEEN, Wish, keep
from bot.staff.knowledge.showing import file_of, name_in, page_of, read
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.refusals import Refused
from bot.staff.text import day
from knowledge.files.documents import Document
from knowledge.upkeep.saving.work_tree import Revision


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/{id}/history/{revision}`."""
    office, name, identifier = request.app[OFFICE], file_of(request), request.match_info["id"]
    revision, is_newest = await _revision(request, name)
    document = await read(request, name)
    return office.pages.response(
        "knowledge_revision",
        request[SESSION],
        identifier=identifier,
        name=(name_in(document.data) if document else "") or identifier,
        revision=revision,
        is_newest=is_newest,
        difference=await asyncio.to_thread(office.keeper.difference_of, name, revision),
        seen=office.keeper.seen(name),
        back=page_of(identifier),
    )


async def restore(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/{id}/history/{revision}`: what it held then, again."""
    office, name, identifier = request.app[OFFICE], file_of(request), request.match_info["id"]
    revision, _ = await _revision(request, name)
    content = await asyncio.to_thread(office.keeper.content_of, name, revision)
    if content is None:
        raise Refused("not_found")
    text = content.decode("utf-8", "replace")

    def make(_documents: Mapping[str, Document]) -> Mapping[str, str]:
        return {name: text}

    document = await read(request, name)
    organisation = (name_in(document.data) if document else "") or identifier
    wish = Wish(
        (name,), make, f"{organisation}: terug zoals op {day(revision.at)}", "register_restored",
        {"organisation": identifier, "version": revision.id[:12]}, page_of(identifier),
    )  # fmt: skip
    return await keep(request, wish, seen=request[FORM].get(SEEN, ""))


async def _revision(request: web.Request, name: str) -> tuple[Revision, bool]:
    """Give one of the newest commits of the file, and whether it is the newest."""
    revisions = await asyncio.to_thread(request.app[OFFICE].keeper.revisions, name)
    for place, revision in enumerate(revisions):
        if revision.id == request.match_info["revision"]:
            return revision, place == 0
    raise Refused("not_found")
