"""Forms for a new organisation, and for one that merges or goes on under another name.

What would change is judged and shown first; the same form then keeps it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aiohttp import web

from bot.staff.cases.queue import organisation_names
from bot.staff.fields import one_of
from bot.staff.knowledge.forms import PartForm, part_form
from bot.staff.knowledge.keeping import UNPROCESSABLE, Wish, keep
from bot.staff.knowledge.parts import ABOUT, find_part
from bot.staff.knowledge.showing import (
    ROOT,
    current,
    file_of,
    making,
    name_in,
    page_of,
    read,
    today,
)
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.refusals import Refused
from knowledge.files.values import UnwritableError
from knowledge.model import OrganisationStatus
from knowledge.upkeep.organisations.changing import (
    Merger,
    NewName,
    TakenError,
    founding,
    is_id,
    merging,
    renaming,
)
from knowledge.upkeep.saving.keeper import Make, Preview, RejectedError, UnchangedError

NEW = f"{ROOT}/new"
LOOK, WRITE = "look", "write"
MERGED, RENAMED = "merged", "renamed"
ASKED = (
    "name", "short_name", "ovo_code", "kind", "policy_domain", "parent", "description",
    "source.url", "source.date", "source.quote", "topics",
)  # fmt: skip
LONGEST = 300
MOST_FIELDS = 40

_FIELDS = ("into", "name", "short_name", "on", "url", "quote")


@dataclass
class _Succession:
    """What was filled in about an organisation that merges or gets another name.

    Attributes:
        errors: What is wrong, by field.
    """

    given: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def said(self, name: str) -> str:
        """Give a field on one line."""
        text = " ".join(self.given.get(name, "").split())
        if len(text) > LONGEST or not text.isprintable():
            self.errors[name] = f"Schrijf hoogstens {LONGEST} gewone tekens."
        return text

    def day(self, now: date) -> date:
        """Give from when; what is still to come cannot be written yet."""
        try:
            day = date.fromisoformat(self.said("on"))
        except ValueError:
            self.errors["on"] = "Schrijf een bestaande datum als 2026-11-24."
            return now
        if day > now:
            self.errors["on"] = "Dat is nog niet gebeurd. Kom die dag terug."
        return day

    def source(self, now: date) -> dict[str, str]:
        """Give where it stands, as somebody of staff saw it today."""
        url, quote = self.said("url"), self.said("quote")
        if not url:
            self.errors["url"] = "Zeg waar dit staat. Zonder bron komt het niet in het register."
        return {"url": url, "date": now.isoformat(), **({"quote": quote} if quote else {})}


async def ask(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/new`: the form of a new organisation."""
    form = _form(request)
    form.fill({})
    return _drawn_new(request, form)


async def found(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/new`: show what it comes to, or keep it."""
    form, given = _form(request), request[FORM]
    form.fill({}, given)
    identifier = given.get("id", "").strip()
    wrong = "" if is_id(identifier) else "Schrijf kleine letters, cijfers en streepjes, zoals vdab."
    if not form.validate() or wrong:
        return _drawn_new(request, form, wrong=wrong, is_wrong=True)
    data = {**form.merged({"status": OrganisationStatus.ACTIVE.value})}
    data = {name: data[name] for name in _order(data)}
    names, make = founding(identifier, data)
    try:
        preview = await asyncio.to_thread(request.app[OFFICE].keeper.preview, names, make)
    except TakenError:
        taken = "Er is al een organisatie met dit kenmerk."
        return _drawn_new(request, form, wrong=taken, is_wrong=True)
    except RejectedError as error:
        for document in error.documents.values():
            form.tell(document, (), error.problems)
        return _drawn_new(request, form, problems=error.problems, is_wrong=True)
    except UnwritableError as error:
        raise Refused("bad_field", field=str(form.asked[0].schema["title"])) from error
    if one_of(given.get("step", ""), "step", (LOOK, WRITE)) == LOOK:
        return _drawn_new(request, form, preview=preview)
    wish = Wish(
        names, make, f"{data.get('short_name') or data['name']}: nieuwe organisatie",
        "organisation_added", {"organisation": identifier}, page_of(identifier),
    )  # fmt: skip
    return await keep(request, wish, seen=None)


async def ask_succession(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/{id}/succession`: the form of a merger or another name."""
    await _organisation(request)
    day = today(request.app[OFFICE]).isoformat()
    return await _drawn_succession(request, _Succession({"on": day}))


async def succeed(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/{id}/succession`: show what it comes to, or keep it."""
    office, given = request.app[OFFICE], request[FORM]
    name = await _organisation(request)
    what = one_of(given.get("what", ""), "what", (MERGED, RENAMED))
    succession = _Succession(given)
    names, make = await (_merger if what == MERGED else _new_name)(request, succession)
    if succession.errors:
        return await _drawn_succession(request, succession)
    try:
        preview = await asyncio.to_thread(office.keeper.preview, names, make)
    except RejectedError as error:
        return await _drawn_succession(request, succession, problems=error.problems)
    except UnchangedError:
        succession.errors["what"] = "Zo staat het er al."
        return await _drawn_succession(request, succession)
    if one_of(given.get("step", ""), "step", (LOOK, WRITE)) == LOOK:
        return await _drawn_succession(request, succession, preview=preview)
    word = "opgegaan in een andere organisatie" if what == MERGED else "heet voortaan anders"
    identifier = request.match_info["id"]
    wish = Wish(
        names, make, f"{name}: {word}", "organisation_succeeded",
        {"organisation": identifier}, page_of(identifier),
    )  # fmt: skip
    return await keep(request, wish, seen=None)


async def _merger(request: web.Request, given: _Succession) -> tuple[tuple[str, ...], Make]:
    identifier, into = request.match_info["id"], given.said("into")
    if into not in await _heirs(request):
        given.errors["into"] = "Kies de organisatie die de taken overnam."
    now = today(request.app[OFFICE])
    day = given.day(now)
    stops = given.given.get("stop") == "1"
    return merging(Merger(identifier, into, day, given.source(now), stops))


async def _new_name(request: web.Request, given: _Succession) -> tuple[tuple[str, ...], Make]:
    name, short = given.said("name"), given.said("short_name")
    if not name:
        given.errors["name"] = "Schrijf de nieuwe naam."
    now = today(request.app[OFFICE])
    given.day(now)
    return renaming(NewName(request.match_info["id"], name, short, given.source(now)))


async def _heirs(request: web.Request) -> dict[str, str]:
    """Give the organisations that can go on, by name."""
    now = await current(request)
    register = now.register or request.app[OFFICE].library_of().registry.register
    found = {
        each.id: each.display_name
        for each in register.organisations.values()
        if each.status is OrganisationStatus.ACTIVE and each.id != request.match_info["id"]
    }
    return dict(sorted(found.items(), key=lambda each: each[1].casefold()))


async def _organisation(request: web.Request) -> str:
    """Give what citizens call the organisation in the address.

    Raises:
        Refused: There is none that exists.
    """
    document = await read(request, file_of(request))
    if document is None or document.data["status"] != OrganisationStatus.ACTIVE:
        raise Refused("not_found")
    return name_in(document.data)


def _form(request: web.Request) -> PartForm:
    return part_form(find_part({}, ABOUT), making(request.app[OFFICE]), ASKED)


def _order(data: Mapping[str, Any]) -> list[str]:
    """Give the names of fields in the order of the schema."""
    order = list(find_part({}, ABOUT).schema["properties"])
    return sorted(data, key=order.index)


def _drawn_new(
    request: web.Request,
    form: PartForm,
    *,
    wrong: str = "",
    is_wrong: bool = False,
    problems: Iterable[object] = (),
    preview: Preview | None = None,
) -> web.Response:
    given = request.get(FORM, {})
    return request.app[OFFICE].pages.response(
        "knowledge_new",
        request[SESSION],
        UNPROCESSABLE if is_wrong else 200,
        form=form,
        id=given.get("id", ""),
        id_wrong=wrong,
        is_wrong=is_wrong,
        problems=tuple(problems),
        preview=preview,
    )


async def _drawn_succession(
    request: web.Request,
    succession: _Succession,
    *,
    problems: Iterable[object] = (),
    preview: Preview | None = None,
) -> web.Response:
    told, office = tuple(problems), request.app[OFFICE]
    identifier = request.match_info["id"]
    is_wrong = bool(succession.errors or told)
    return office.pages.response(
        "knowledge_succession",
        request[SESSION],
        UNPROCESSABLE if is_wrong else 200,
        path=f"{page_of(identifier)}/succession",
        back=page_of(identifier),
        name=organisation_names(office.library_of()).get(identifier, identifier),
        given={each: succession.given.get(each, "") for each in (*_FIELDS, "what", "stop")},
        errors=succession.errors,
        is_wrong=is_wrong,
        heirs=await _heirs(request),
        problems=told,
        preview=preview,
    )
