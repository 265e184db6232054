"""What a round of `gather` proposes: accepted or refused by boxes, a hundred at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from aiohttp import web

from actions.reports.model import Event
from bot.staff.cases.queue import organisation_names, platform_names
from bot.staff.fields import chosen_page, one_of, query_text
from bot.staff.knowledge.keeping import Wish, keep
from bot.staff.knowledge.showing import ROOT, current, today
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.pages import to
from bot.staff.refusals import Refused
from knowledge.register.registry import Registry
from knowledge.upkeep.gathering.accepting import acceptance, subject_of
from knowledge.upkeep.gathering.judging import Proposal, Strength
from knowledge.upkeep.gathering.latest import Latest, Refusals
from knowledge.upkeep.gathering.showing import evidence_of, told

PAGE = f"{ROOT}/gathered"
ROWS = 100
MOST_FIELDS = ROWS + 10
CHOSEN = "on."
"""Begins the name of the box of a proposal; its key follows."""
ACCEPT, REFUSE = "accept", "refuse"
ALL, WEAK, STRONG = "", "weak", "strong"

_LONGEST_DETAIL = 200
_KEY_LENGTH = 12


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """A proposal with its box.

    Attributes:
        box: Name of the field.
        evidence: Where it stands, in Dutch.
    """

    proposal: Proposal
    box: str
    told: str
    evidence: tuple[str, ...]

    @property
    def is_weak(self) -> bool:
        """Say whether there is a doubt."""
        return self.proposal.strength is Strength.WEAK


async def proposals(request: web.Request) -> tuple[Proposal, ...]:
    """Give what the newest round proposes and nobody decided yet."""
    office, now = request.app[OFFICE], await current(request)
    library = office.library_of()
    register = now.register or library.registry.register
    addresses = now.addresses or library.addresses

    def judged() -> tuple[Proposal, ...]:
        latest = Latest.read()
        if latest.day is None:
            return ()
        return latest.proposals(Registry(register, addresses), Refusals())

    return await asyncio.to_thread(judged)


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/gathered`."""
    office, library = request.app[OFFICE], request.app[OFFICE].library_of()
    owner, strength = query_text(request, "organisation"), query_text(request, "strength")
    every = await proposals(request)
    wanted = [
        each for each in every if owner in ("", each.organisation) and _is_wanted(each, strength)
    ]
    page = chosen_page(request)
    shown = [_shown(each) for each in wanted[(page - 1) * ROWS : page * ROWS]]
    return office.pages.response(
        "knowledge_gathered",
        request[SESSION],
        groups=[
            (identifier, list(rows))
            for identifier, rows in groupby(shown, key=lambda each: each.proposal.organisation)
        ],
        total=len(wanted),
        every=len(every),
        day=Latest.read().day,
        owners=sorted({each.organisation for each in every}),
        organisation=owner,
        strength=strength,
        page=page,
        last_page=max(1, -(-len(wanted) // ROWS)),
        names=organisation_names(library),
        platforms=platform_names(library),
        why=await asyncio.to_thread(office.keeper.why_not),
        done=request.query.get("done"),
    )


async def decide(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/gathered`: a button below the boxes was pressed."""
    office, form = request.app[OFFICE], request[FORM]
    what = one_of(form.get("what", ""), "what", (ACCEPT, REFUSE))
    chosen = [each for each in await proposals(request) if form.get(_box(each))]
    if not chosen:
        raise Refused("bad_field", field=office.pages.word("field", "proposals"))
    details = {"organisation": _owners(chosen), "rows": str(len(chosen))}
    if what == REFUSE:
        return await _refuse(request, chosen, details)
    now = await current(request)
    addresses = now.addresses or office.library_of().addresses
    names, make = acceptance(chosen, addresses, today(office))
    wish = Wish(names, make, subject_of(chosen), "proposals_accepted", details, PAGE)
    return await keep(request, wish, seen=None)


async def _refuse(
    request: web.Request, chosen: list[Proposal], details: dict[str, str]
) -> web.Response:
    office, account = request.app[OFFICE], request[SESSION].account.name
    await asyncio.to_thread(Refusals().add, chosen, account=account, today=today(office))
    event = Event(office.clock(), account, "proposals_refused", details=details)
    await asyncio.to_thread(office.store.record, event)
    return to(f"{PAGE}?done=proposals_refused")


def _is_wanted(proposal: Proposal, strength: str) -> bool:
    is_weak = proposal.strength is Strength.WEAK
    return strength == ALL or is_weak == (strength == WEAK)


def _shown(proposal: Proposal) -> ShownProposal:
    evidence = tuple(map(evidence_of, proposal.evidence))
    return ShownProposal(proposal, _box(proposal), told(proposal), evidence)


def _box(proposal: Proposal) -> str:
    return CHOSEN + sha256(proposal.choice.encode()).hexdigest()[:_KEY_LENGTH]


def _owners(chosen: Iterable[Proposal]) -> str:
    return ", ".join(dict.fromkeys(each.organisation for each in chosen))[:_LONGEST_DETAIL]
