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
from knowledge.files.documents import Document, UnreadableDocumentError, parse_document
from knowledge.upkeep.saving.candidates import CANDIDATES, with_candidates
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
        seen=office.keeper.seen(name, CANDIDATES),
        back=page_of(identifier),
    )


async def restore(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/{id}/history/{revision}`: what it held then, again.

    Candidates that became channels since then, and are none any more, wait again.
    """
    office, name, identifier = request.app[OFFICE], file_of(request), request.match_info["id"]
    revision, _ = await _revision(request, name)
    content = await asyncio.to_thread(office.keeper.content_of, name, revision)
    listed_then = await asyncio.to_thread(office.keeper.content_of, CANDIDATES, revision)
    if content is None:
        raise Refused("not_found")
    text, left = content.decode("utf-8", "replace"), office.keeper.content(name)
    addresses = office.library_of().addresses

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        waiting = with_candidates(
            documents[CANDIDATES],
            _document(CANDIDATES, listed_then),
            _document(name, left),
            _document(name, content),
            identifier,
            addresses,
        )
        return {name: text, CANDIDATES: waiting}

    document = await read(request, name)
    organisation = (name_in(document.data) if document else "") or identifier
    wish = Wish(
        (name, CANDIDATES), make, f"{organisation}: terug zoals op {day(revision.at)}",
        "register_restored", {"organisation": identifier, "version": revision.id[:12]},
        page_of(identifier),
    )  # fmt: skip
    return await keep(request, wish, seen=request[FORM].get(SEEN, ""))


def _document(name: str, content: bytes | None) -> Document | None:
    """Read a file as it was; None when it was not there, or could not be read."""
    try:
        return parse_document(name, content) if content is not None else None
    except UnreadableDocumentError:
        return None


async def _revision(request: web.Request, name: str) -> tuple[Revision, bool]:
    """Give one of the newest commits of the file, and whether it is the newest."""
    revisions = await asyncio.to_thread(request.app[OFFICE].keeper.revisions, name)
    for place, revision in enumerate(revisions):
        if revision.id == request.match_info["revision"]:
            return revision, place == 0
    raise Refused("not_found")
