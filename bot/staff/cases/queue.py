"""The queue: what to look at first, and finding a case again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from aiohttp import web

from actions.reports.model import CLOSED, Filters, Kind, Order, Status
from bot.staff.cases.deadlines import Deadlines
from bot.staff.fields import LONGEST_FIELD, chosen_page, one_of, query_text, word
from bot.staff.guard import HOME
from bot.staff.office import OFFICE, SESSION
from bot.staff.refusals import Refused
from knowledge.library import Library

PAGE_SIZE = 50
ALARM_SHOWN = timedelta(hours=24)
OPEN, ALL = "open", "all"
STILL_OPEN = frozenset(Status) - CLOSED
BY_MANY = frozenset(
    {Status.IN_REVIEW, Status.CONFIRMED_FAKE, Status.NOT_ENOUGH, Status.REPORTED_TO_PLATFORM,
     Status.TAKEN_DOWN}
)  # fmt: skip
"""What can be decided of several cases at once; that something is real is looked at one by one."""
UNKNOWN_PLATFORM = "unknown"
NOBODY = "-"
COMPACT = "compact"
FILTERS = (
    "status",
    "platform",
    "imitates",
    "assignee",
    "kind",
    "q",
    "text",
    "kin",
    "pattern",
    "late",
)
NAMES = (*FILTERS, "order", "view")
ON = "1"


@dataclass(frozen=True, slots=True)
class Question:
    """What of the queue is asked for.

    Attributes:
        asked: What was filled in, to show it again and to go to another page with.
        lines: A line for each case, so that a screen holds many.
    """

    filters: Filters
    order: Order
    asked: Mapping[str, str]
    lines: bool = False

    @property
    def query(self) -> str:
        """Give what stands in the address of the queue, without a page."""
        return urlencode(self.asked)

    def with_view(self, view: str) -> str:
        """Give the address of the queue, drawn otherwise."""
        return f"{HOME}?{urlencode({**self.asked, 'view': view})}"

    def address(self, page: int) -> str:
        """Give the address of a page of the queue with these filters."""
        return f"{HOME}?{urlencode({**self.asked, 'page': str(page)})}"


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/`."""
    office, library = request.app[OFFICE], request.app[OFFICE].library_of()
    deadlines = Deadlines.of(office.settings)
    asked = {name: query_text(request, name) for name in NAMES}
    question = read_question(asked, library, deadlines.overdue(office.clock()))
    page = chosen_page(request)
    cases, total = await asyncio.to_thread(
        office.store.queue,
        **asdict(question.filters),
        order=question.order,
        offset=(page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
    )
    kins = {each.subject.kin for each in cases if each.subject.kin}
    return office.pages.response(
        "queue",
        request[SESSION],
        cases=cases,
        clocks={each.id: deadlines.clock(each, office.clock()) for each in cases},
        kin_counts=await asyncio.to_thread(office.store.kin_counts, kins) if kins else {},
        saved=await asyncio.to_thread(office.store.saved_filters, request[SESSION].account.name),
        decisions=tuple(each for each in Status if each in BY_MANY),
        batch=query_text(request, "batch"),
        count=query_text(request, "count"),
        alarms=await asyncio.to_thread(office.store.alarms, since=office.clock() - ALARM_SHOWN),
        done=request.query.get("done"),
        total=total,
        question=question,
        page=page,
        last_page=max(1, -(-total // PAGE_SIZE)),
        first=(page - 1) * PAGE_SIZE + 1,
        accounts=await asyncio.to_thread(office.accounts.active_names),
        organisations=organisation_names(library),
        platforms=platform_names(library),
        kinds=tuple(Kind),
        statuses=tuple(Status),
        orders=tuple(Order),
    )


def read_question(
    form: Mapping[str, str],
    library: Library,
    overdue: tuple[datetime, datetime, datetime] | None = None,
) -> Question:
    """Read the filters of the queue or of an export.

    Args:
        form: What was filled in.
        library: The platforms and organisations that can be asked for.
        overdue: What `late` asks for; see `Filters`.

    Raises:
        Refused: One of them is nothing that can be asked for.
    """
    asked = {name: value for name in NAMES if (value := form.get(name))}
    for name, value in asked.items():
        if len(value) > LONGEST_FIELD:
            raise Refused("bad_field", field=name)
    platform, assignee = asked.get("platform"), asked.get("assignee")
    if platform:
        one_of(platform, "platform", platform_names(library))
    filters = Filters(
        statuses=_statuses(asked.get("status", OPEN)),
        platform=platform,
        imitates=_organisation(asked.get("imitates"), library),
        assignee="" if assignee == NOBODY else assignee,
        kind=word(asked.get("kind", ""), "kind", Kind),
        search=asked.get("q"),
        in_text=asked.get("text") == ON,
        kin=asked.get("kin"),
        pattern=asked.get("pattern"),
        overdue=overdue if asked.get("late") == ON else None,
    )
    order = word(asked.get("order", ""), "order", Order) or Order.HARM
    return Question(filters, order, asked, asked.get("view") == COMPACT)


def _statuses(asked: str) -> frozenset[Status]:
    if asked in (OPEN, ALL):
        return STILL_OPEN if asked == OPEN else frozenset()
    status = word(asked, "status", Status)
    return frozenset({status}) if status else frozenset()


def _organisation(asked: str | None, library: Library) -> str | None:
    """Give the id of an organisation that is named by its id or by what people call it."""
    if asked is None:
        return None
    names = organisation_names(library)
    same = (id_ for id_, name in names.items() if asked.casefold() in (id_, name.casefold()))
    return next(same, asked)


def organisation_names(library: Library) -> dict[str, str]:
    """Give what citizens call every organisation, by id."""
    organisations = library.registry.register.organisations
    return {id_: each.display_name for id_, each in organisations.items()}


def platform_names(library: Library) -> dict[str, str]:
    """Give the Dutch name of every platform, by key."""
    names = {platform.key: platform.name["nl"] for platform in library.platforms}
    return {**names, UNKNOWN_PLATFORM: "onbekend"}
