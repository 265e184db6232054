"""The dashboard: how much is reported, about whom, where, and how soon it is decided."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta

from aiohttp import web

from actions.reports.model import CLOSED, Statistics, Status
from bot.staff import charts
from bot.staff.cases.queue import organisation_names, platform_names
from bot.staff.cases.unlisted import unlisted
from bot.staff.office import OFFICE, SESSION
from bot.staff.text import defanged
from knowledge.library import Library

WEEKS = 12
MOST_BARS = 10
WEEKS_ASKED = 4
MOST_JUDGED = 15  # kinds of answers
MOST_LISTED_SINCE = 40  # of the most asked, that the register may know by now
OPEN = tuple(status for status in Status if status not in CLOSED)


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/dashboard`."""
    office = request.app[OFFICE]
    statistics = await asyncio.to_thread(office.store.statistics, weeks=WEEKS)
    weeks = _weeks(office.clock().date())
    library = office.library_of()
    most = await asyncio.to_thread(
        office.store.most_asked, weeks=WEEKS_ASKED, limit=MOST_BARS + MOST_LISTED_SINCE
    )
    judged = await asyncio.to_thread(office.store.helpfulness, since=weeks[0])
    asked = list(unlisted(most, library))[:MOST_BARS]
    return office.pages.response(
        "dashboard",
        request[SESSION],
        open_cases=[(each, statistics.open_cases.get(each, 0)) for each in OPEN],
        charts=_charts(statistics, weeks, library),
        asked=asked,
        asked_chart=charts.lying([(defanged(each.shown), each.times) for each in asked]),
        asked_weeks=WEEKS_ASKED,
        judged=judged[:MOST_JUDGED],
        platforms=platform_names(library),
    )


def _charts(statistics: Statistics, weeks: list[date], library: Library) -> dict[str, charts.Chart]:
    names = organisation_names(library)
    reports, hours = statistics.reports_per_week, statistics.hours_to_decision
    return {
        "weeks": charts.standing([(_week(each), reports.get(each, 0)) for each in weeks]),
        "hours": charts.standing([(_week(each), hours.get(each)) for each in weeks]),
        "platforms": charts.lying(_top(statistics.by_platform, platform_names(library))),
        "organisations": charts.lying(_top(statistics.by_organisation, names)),
    }


def _weeks(today: date) -> list[date]:
    """Give the Mondays of the last weeks, this one included."""
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]


def _week(monday: date) -> str:
    return f"{monday.day}/{monday.month}"


def _top(counts: Mapping[str, int], names: Mapping[str, str]) -> list[tuple[str, int]]:
    most = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST_BARS]
    return [(names.get(key, key), count) for key, count in most]
