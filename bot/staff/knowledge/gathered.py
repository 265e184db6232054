"""What a round of `gather` proposes: accepted or refused by boxes, a hundred at once."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from threading import Thread

from aiohttp import web

from actions.reports.model import Event
from bot.staff.cases.queue import organisation_names, platform_names
from bot.staff.fields import chosen_page, count_of, one_of, query_text
from bot.staff.knowledge.keeping import Wish, failure, keep, with_done
from bot.staff.knowledge.showing import ROOT, current, today
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.pages import to
from bot.staff.refusals import Refused
from knowledge.register.registry import Registry
from knowledge.upkeep.gathering.accepting import acceptance, subject_of
from knowledge.upkeep.gathering.judging import Proposal, Strength
from knowledge.upkeep.gathering.latest import STATE, Latest, Refusals, is_going_on
from knowledge.upkeep.gathering.showing import evidence_of, told

PAGE = f"{ROOT}/gathered"
ROWS = 100
MOST_FIELDS = ROWS + 10
CHOSEN = "on."
"""Begins the name of the box of a proposal; a mark of what is shown of it follows."""
ACCEPT, REFUSE = "accept", "refuse"
ALL, WEAK, STRONG = "", "weak", "strong"

CODE = Path(__file__).parents[3]
"""Where the packages are: a child process finds `knowledge` there."""

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
        is_going_on=await asyncio.to_thread(is_going_on),
        can_start=bool(office.settings.public_url),
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
        left=count_of(request, "left"),
    )


async def decide(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/gathered`: a button below the boxes was pressed."""
    office, form = request.app[OFFICE], request[FORM]
    what = one_of(form.get("what", ""), "what", (ACCEPT, REFUSE))
    chosen = [each for each in await proposals(request) if form.get(_box(each))]
    left = sum(name.startswith(CHOSEN) for name in form) - len(chosen)
    back = f"{PAGE}?left={left}" if left else PAGE
    if left and not chosen:
        return failure(request, "rows_changed", PAGE)
    if not chosen:
        return failure(request, "nothing_ticked", PAGE)
    details = {"organisation": _owners(chosen), "rows": str(len(chosen))}
    if what == REFUSE:
        return await _refuse(request, chosen, details, back)
    now = await current(request)
    addresses = now.addresses or office.library_of().addresses
    names, make = acceptance(chosen, addresses, today(office))
    wish = Wish(names, make, subject_of(chosen), "proposals_accepted", details, back)
    return await keep(request, wish, seen=None)


async def start(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/gathered/start`: a round begins, beside the server."""
    office, settings = request.app[OFFICE], request.app[OFFICE].settings
    if not settings.public_url or await asyncio.to_thread(is_going_on):
        raise Refused("conflict")
    wanted = command(settings.public_url, settings.knowledge, today(office))
    Thread(target=_run, args=(wanted,), name="gather", daemon=True).start()
    account = request[SESSION].account.name
    event = Event(office.clock(), account, "gather_started", details={})
    await asyncio.to_thread(office.store.record, event)
    return to(f"{PAGE}?done=gather_started")


def _run(wanted: tuple[str, ...]) -> None:
    """Run a round and wait for its end; a server that starts anew leaves it going."""
    subprocess.run(  # noqa: S603  # a list, no shell; nothing in it is typed by anybody
        wanted, cwd=CODE, check=False, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def command(contact: str, folder: Path, day: date) -> tuple[str, ...]:
    """Give what starts a round of its own.

    Args:
        contact: Page that websites see as who asks.
        folder: Of the register.
        day: Of the round.
    """
    return (
        sys.executable, "-m", "knowledge", "gather", "--contact", contact,
        "--folder", str(folder.resolve()), "--state", str(STATE.resolve()),
        "--today", day.isoformat(),
    )  # fmt: skip


async def _refuse(
    request: web.Request, chosen: list[Proposal], details: dict[str, str], back: str
) -> web.Response:
    office, account = request.app[OFFICE], request[SESSION].account.name
    await asyncio.to_thread(Refusals().add, chosen, account=account, today=today(office))
    event = Event(office.clock(), account, "proposals_refused", details=details)
    await asyncio.to_thread(office.store.record, event)
    return to(with_done(back, "proposals_refused"))


def _is_wanted(proposal: Proposal, strength: str) -> bool:
    is_weak = proposal.strength is Strength.WEAK
    return strength == ALL or is_weak == (strength == WEAK)


def _shown(proposal: Proposal) -> ShownProposal:
    evidence = tuple(map(evidence_of, proposal.evidence))
    return ShownProposal(proposal, _box(proposal), told(proposal), evidence)


def _box(proposal: Proposal) -> str:
    """Name its field: which channel, and all that is shown of it."""
    shown = repr((proposal.choice, proposal.strength, proposal.doubts, proposal.evidence))
    return CHOSEN + sha256(shown.encode()).hexdigest()[:_KEY_LENGTH]


def _owners(chosen: Iterable[Proposal]) -> str:
    return ", ".join(dict.fromkeys(each.organisation for each in chosen))[:_LONGEST_DETAIL]
