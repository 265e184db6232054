"""The form of one part of an organisation's file: shown, checked by lint, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.staff.fields import query_text
from bot.staff.knowledge.forms import PartForm, part_form
from bot.staff.knowledge.keeping import CONFLICT, SEEN, UNPROCESSABLE, Wish, failure, keep
from bot.staff.knowledge.parts import (
    ABOUT,
    CHANNELS,
    NoSuchPartError,
    Part,
    find_part,
    lists_of,
    rows_of,
)
from bot.staff.knowledge.showing import ROOT, file_of, making, name_in, page_of, read, today
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.refusals import Refused
from knowledge.addresses.address import Addresses
from knowledge.addresses.flaws import in_house_form
from knowledge.files.documents import Document
from knowledge.files.values import changed
from knowledge.model import ChannelStatus
from knowledge.upkeep.saving.keeper import RejectedError

RETIRE, SEIZE, RECOVER = "retire", "seize", "recover"
"""Short forms, for what happens to a channel most."""
SHORT_FORMS: Mapping[str, tuple[ChannelStatus, tuple[str, ...]]] = {
    RETIRE: (ChannelStatus.RETIRED, ("retired_on", "replaced_by")),
    SEIZE: (ChannelStatus.COMPROMISED, ("since", "replaced_by")),
    RECOVER: (ChannelStatus.ACTIVE, ()),
}
OF_OTHER_STATUS = frozenset({"since", "retired_on", "replaced_by"})
STARTS: Mapping[str, str] = {"status": "active"}
"""What a new part begins with, where it asks for it."""


@dataclass(frozen=True)
class FormPage:
    """A page with the form of one part.

    Attributes:
        identifier: Of the organisation.
        organisation: What citizens call it.
        part: What the form is about.
        form: The fields.
        filled: What the file says, or what a new part begins with.
        names: Files that the change is about.
        seen: Mark of those files.
        path: Where the form is sent to.
        kind: `part`, `retire`, `seize`, `recover` or `candidate`.
        candidate: The row that a new channel is made of.
        rows: Names and contents of the rows that have forms of their own, by list.
    """

    identifier: str
    organisation: str
    part: Part
    form: PartForm
    filled: Mapping[str, Any]
    names: tuple[str, ...]
    seen: str
    path: str
    kind: str
    candidate: Mapping[str, Any] | None = None
    rows: Mapping[str, list[tuple[str, Mapping[str, Any]]]] = field(default_factory=dict)

    def response(
        self, request: web.Request, *, is_wrong: bool = False, problems: Iterable[object] = ()
    ) -> web.Response:
        """Draw the page."""
        return request.app[OFFICE].pages.response(
            "knowledge_part",
            request[SESSION],
            UNPROCESSABLE if is_wrong else 200,
            this=self,
            # A form that is shown again stays as old as it was.
            seen=request[FORM].get(SEEN, "") if is_wrong else self.seen,
            problems=tuple(problems),
            is_wrong=is_wrong,
            back=page_of(self.identifier),
        )

    def rejected(self, request: web.Request, error: RejectedError) -> web.Response:
        """Draw the page with what lint says of what was filled in."""
        document = error.documents.get(self.names[0])
        if document:
            self.form.tell(document, self.part.path, error.problems)
        return self.response(request, is_wrong=True, problems=error.problems)

    def stale(self, request: web.Request) -> web.Response:
        """Show what was filled in beside what somebody else made of the file."""
        theirs = part_form(self.part, making(request.app[OFFICE]), self.form.data)
        theirs.fill(self.filled)
        return request.app[OFFICE].pages.response(
            "knowledge_stale",
            request[SESSION],
            CONFLICT,
            this=self,
            both=[(mine, theirs[mine.short_name]) for mine in self.form],
            back=page_of(self.identifier),
        )


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/{id}/edit/{part}`."""
    page = await _page(request, "part")
    if page is None:
        raise Refused("not_found")
    page.form.fill(page.filled or STARTS)
    return page.response(request)


async def save(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/{id}/edit/{part}`."""
    return await _save(request, "part")


async def show_short(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/{id}/{kind}/{part}` for a channel that stops or is seized."""
    page = await _page(request, request.match_info["kind"])
    if page is None:
        raise Refused("not_found")
    _, names = SHORT_FORMS[page.kind]
    day = (names and query_text(request, names[0])) or today(request.app[OFFICE]).isoformat()
    page.form.fill({**dict.fromkeys(names[:1], day), **page.filled})
    return page.response(request)


async def save_short(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/{id}/{kind}/{part}`."""
    return await _save(request, request.match_info["kind"])


async def remove(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/{id}/remove/{part}`; a channel is never taken out."""
    page = await _page(request, "part")
    if page is None:
        return _gone(request)
    if not page.part.can_go:
        raise Refused("not_found")
    name, title = page.names[0], page.part.schema["title"]

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        document = documents[name]
        path = find_part(document.data, page.part.name).path
        return {name: changed(document, path, None)}

    wish = Wish(
        page.names, make, f"{page.organisation}: {title.lower()} weggehaald", "register_changed",
        {"organisation": page.identifier, "part": page.part.name}, page_of(page.identifier),
    )  # fmt: skip
    return await keep(request, wish, seen=request[FORM].get(SEEN, ""))


def prepared(
    row: Mapping[str, Any], old: Mapping[str, Any], addresses: Addresses
) -> dict[str, Any]:
    """Give the row of a channel as it goes into the file.

    Its address gets the form of the house. A confirmation was one of the old address: with
    another one it goes, or an address that nobody looked at would pass for official.
    """
    kept = dict(row)
    if (row.get("platform"), row.get("address")) == (old.get("platform"), old.get("address")):
        return kept
    kept.pop("verified", None)
    if "address" in row and "platform" in row:  # else lint tells about it
        kept["address"] = in_house_form(row["address"], row["platform"], addresses)
    return kept


async def _save(request: web.Request, kind: str) -> web.Response:
    page = await _page(request, kind)
    if page is None:
        return _gone(request)
    page.form.fill({}, request[FORM])
    if not page.form.validate():
        return page.response(request, is_wrong=True)
    name, addresses = page.names[0], request.app[OFFICE].library_of().addresses

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        document = documents[name]
        part = find_part(document.data, page.part.name)
        old = part.value(document.data)
        new = _with_status(page.form.merged(old), page.kind)
        if part.path[-2:-1] == (CHANNELS,):
            new = prepared(new, old, addresses)
        return {name: changed(document, part.path, new)}

    wish = Wish(
        page.names, make, f"{page.organisation}: {_subject(request, page)}", "register_changed",
        {"organisation": page.identifier, "part": page.part.name}, page_of(page.identifier),
    )  # fmt: skip
    return await keep(
        request,
        wish,
        seen=request[FORM].get(SEEN, ""),
        rejected=lambda error: page.rejected(request, error),
        stale=lambda: page.stale(request),
    )


def _gone(request: web.Request) -> web.Response:
    """Say that somebody else changed what the form was about into something else."""
    return failure(request, "stale", page_of(request.match_info["id"]))


def _with_status(row: dict[str, Any], kind: str) -> dict[str, Any]:
    """Give a channel the status of a short form, without what belonged to another one."""
    if kind not in SHORT_FORMS:
        return row
    status, names = SHORT_FORMS[kind]
    over = OF_OTHER_STATUS - set(names)
    if kind == RECOVER:
        over |= {"verified"}  # it was of before others had it
    row = {key: value for key, value in row.items() if key not in over}
    return {**row, "status": status.value}


def _subject(request: web.Request, page: FormPage) -> str:
    word = request.app[OFFICE].pages.word
    address = page.filled.get("address") or request[FORM].get("address", "")
    what = page.kind if page.kind in SHORT_FORMS else "new" if page.part.is_new else "changed"
    title = str(page.part.schema["title"]).lower()
    said = word("knowledge_subject", what).format(title=title)
    return " ".join(f"{said} {address}".split()) if page.part.path[-2:-1] == (CHANNELS,) else said


async def _page(request: web.Request, kind: str) -> FormPage | None:
    """Find the part in the address; None when the file does not hold it, or not any more."""
    office, name, identifier = request.app[OFFICE], file_of(request), request.match_info["id"]
    document = await read(request, name)
    if document is None:
        raise Refused("not_found")
    try:
        part = find_part(document.data, request.match_info["part"])
    except NoSuchPartError:
        return None
    only = _only(part, kind)
    has_rows = only is None and not part.is_new and part.name != ABOUT
    return FormPage(
        identifier=identifier,
        organisation=name_in(document.data),
        part=part,
        form=part_form(part, making(office), only),
        filled=part.value(document.data),
        names=(name,),
        seen=office.keeper.seen(name),
        path=f"{ROOT}/{identifier}/{'edit' if kind == 'part' else kind}/{part.name}",
        kind=kind,
        rows=_rows(part, document.data) if has_rows else {},
    )


def _rows(part: Part, data: Mapping[str, Any]) -> dict[str, list[tuple[str, Mapping[str, Any]]]]:
    return {name: rows_of(part, data, name) for name in lists_of(part)}


def _only(part: Part, kind: str) -> tuple[str, ...] | None:
    if kind == "part":
        return None
    if kind not in SHORT_FORMS or part.is_new or part.path[-2:-1] != (CHANNELS,):
        raise Refused("not_found")
    return SHORT_FORMS[kind][1]
