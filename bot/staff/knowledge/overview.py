"""What the register asks of staff: confirm, check, mend, and look at what citizens ask for."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aiohttp import web

from actions.reports.model import MostAsked
from bot.running.reloading import RELOADING, Reloading
from bot.staff.cases.queue import organisation_names, platform_names
from bot.staff.cases.unlisted import unlisted
from bot.staff.fields import chosen_page, query_text
from bot.staff.knowledge.candidates import waiting
from bot.staff.knowledge.confirming import ROWS
from bot.staff.knowledge.gathered import proposals
from bot.staff.knowledge.showing import channel_key, current, shown, today
from bot.staff.office import OFFICE, SESSION, Office
from knowledge.files.problem import Problem, has_mistake
from knowledge.library import Library
from knowledge.model import OfficialChannel, Register, VerificationMethod
from knowledge.register.due import due_channels, ending_lists
from knowledge.register.standing import Standings
from knowledge.upkeep.saving.keeper import Current

DUE_PAGE = 10
CANDIDATES_PAGE = 10
PROBLEMS_PAGE = 10
MOST_FOUND = 200
WEEKS_ASKED = 4
MOST_ASKED = 10
MOST_LISTED_SINCE = 40  # of the most asked, that the register may know by now
ALL = "all"
LONGEST_ROWS = 20 * DUE_PAGE


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge`."""
    office = request.app[OFFICE]
    library, now = office.library_of(), await current(request)
    register = now.register or library.registry.register
    platforms = (now.addresses or library.addresses).platforms
    day, page = today(office), chosen_page(request)
    due = [channel for _, channel in due_channels(register, platforms, day)]
    kept = _kept(register, query_text(request, ROWS, LONGEST_ROWS))
    rows = kept or due[(page - 1) * DUE_PAGE : page * DUE_PAGE]
    standings = Standings(register, platforms)
    candidates = await waiting(request)
    checked = request.app.get(RELOADING)
    problems = _problems(now, checked)
    is_all = query_text(request, "candidates") == ALL
    wanted = query_text(request, "q")
    names = {id_: each.display_name for id_, each in register.organisations.items()}
    found = _found(names, wanted)
    return office.pages.response(
        "knowledge",
        request[SESSION],
        due=[shown(channel, standings, day) for channel in rows],
        rows=",".join(map(channel_key, rows)),
        is_kept=bool(kept),
        due_total=len(due),
        ending=ending_lists(register, platforms, day),
        day=day,
        page=page,
        last_page=max(1, -(-len(due) // DUE_PAGE)),
        candidates=candidates if is_all else candidates[:CANDIDATES_PAGE],
        candidates_total=len(candidates),
        proposed_total=len(await proposals(request)),
        problems=problems if query_text(request, "problems") == ALL else problems[:PROBLEMS_PAGE],
        problems_total=len(problems),
        is_broken=has_mistake(problems),
        checked_at=checked.checked_at if checked else None,
        served=library.version,
        asked=await _unlisted(office, library),
        asked_weeks=WEEKS_ASKED,
        found=found[:MOST_FOUND],
        found_total=len(found),
        q=wanted,
        names={**organisation_names(library), **names},
        platforms=platform_names(library),
        methods=tuple(VerificationMethod),
        by=query_text(request, "by"),
        method=query_text(request, "method"),
        why=await asyncio.to_thread(office.keeper.why_not),
        done=request.query.get("done"),
    )


async def _unlisted(office: Office, library: Library) -> list[MostAsked]:
    most = await asyncio.to_thread(
        office.store.most_asked, weeks=WEEKS_ASKED, limit=MOST_ASKED + MOST_LISTED_SINCE
    )
    return list(unlisted(most, library))[:MOST_ASKED]


def _kept(register: Register, keys: str) -> list[OfficialChannel]:
    """Give the channels that stay where they stood on the page before, those of today included."""
    wanted = keys.split(",") if keys else []
    found = {
        channel_key(channel): channel
        for organisation in register.organisations.values()
        for channel in organisation.channels
    }
    return [found[key] for key in wanted[:DUE_PAGE] if key in found]


def _problems(now: Current, checked: Reloading | None) -> list[Problem]:
    """Give mistakes first; serving may have found more wrong with the same files than reading."""
    found = set(now.problems)
    if checked and checked.version == now.version:
        found |= set(checked.problems)
    return sorted(found, key=lambda each: (each.level, each))


def _found(names: Mapping[str, str], wanted: str) -> list[tuple[str, str]]:
    """Give the organisations whose name or id holds the words, by name."""
    words = wanted.casefold().split()
    found = [
        (id_, name)
        for id_, name in names.items()
        if all(word in f"{id_} {name}".casefold() for word in words)
    ]
    return sorted(found, key=lambda each: each[1].casefold())
