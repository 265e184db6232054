"""The queue: cases that stand, filtered and sorted by indexed columns."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql import ColumnElement, Select

from actions.reports.database.tables import aliases, cases, family, reports, storable
from actions.reports.model import Filters, Order, Status
from actions.reports.reference import normalised

_c = cases.c
_SORTED = {
    Order.HARM: (_c.harm.desc(), _c.id.desc()),
    Order.NEWEST: (_c.last_reported_at.desc(), _c.id.desc()),
    Order.OLDEST: (_c.first_reported_at.asc(), _c.id.asc()),
    Order.REPORTS: (_c.reports.desc(), _c.id.desc()),
}
_FROM_THE_END = {
    Order.HARM: (_c.harm.asc(), _c.id.asc()),
    Order.NEWEST: (_c.last_reported_at.asc(), _c.id.asc()),
    Order.OLDEST: (_c.first_reported_at.desc(), _c.id.desc()),
    Order.REPORTS: (_c.reports.asc(), _c.id.asc()),
}
FEW = 500
MOST_PATTERNS = 5  # of one case


def page(
    connection: Connection, filters: Filters, order: Order, *, offset: int, limit: int
) -> tuple[list[Row], int]:
    """Give one page of the queue, and how many cases there are on all pages."""
    which = conditions(filters)
    few = _few(connection, which) if filters.search else None
    if few is None:
        counting = select(func.count()).select_from(cases).where(*which)
        total = connection.execute(counting).scalar_one()
    else:
        which, total = [_c.id.in_(few)], len(few)
    asked = select(cases).where(*which)
    if offset <= total // 2:
        asked = asked.order_by(*_SORTED[order]).offset(offset).limit(limit)
        return connection.execute(asked).all(), total
    # The database walks past every row that it skips: the last pages are nearer to the end.
    end = max(total - offset, 0)
    begin = max(end - limit, 0)
    asked = asked.order_by(*_FROM_THE_END[order]).offset(begin).limit(end - begin)
    return connection.execute(asked).all()[::-1], total


def _few(connection: Connection, which: list[ColumnElement]) -> list[int] | None:
    """Give the ids of what is searched for, found by reading all once; None where it is much."""
    ids = connection.execute(select(_c.id).where(*which).limit(FEW + 1)).scalars().all()
    return ids if len(ids) <= FEW else None


def conditions(filters: Filters) -> list[ColumnElement]:
    """Give what a case has to be; those that were merged away never fit."""
    found = [_c.merged_into.is_(None)]
    if filters.statuses:
        found.append(_c.status.in_(sorted(filters.statuses)))
    for column, wanted in (
        (_c.platform, filters.platform),
        (_c.imitates, filters.imitates),
        (_c.kind, filters.kind),
    ):
        if wanted:
            found.append(column == wanted)
    if filters.assignee is not None:
        found.append(_c.assignee == filters.assignee if filters.assignee else _c.assignee.is_(None))
    if filters.kin:
        found.append(_c.kin == filters.kin)
    if filters.pattern:
        found.append(_c.id.in_(_standing_of(reports.c.pattern == filters.pattern)))
    if filters.overdue:
        found.append(_overdue(filters.overdue))
    if filters.search and filters.search.strip():
        found.append(_searched(filters.search.strip(), in_text=filters.in_text))
    return found


def kin_counts(connection: Connection, kins: Collection[str]) -> dict[str, int]:
    """Count the cases that stand of each kin."""
    asked = (
        select(_c.kin, func.count())
        .where(_c.merged_into.is_(None), _c.kin.in_(sorted(kins)))
        .group_by(_c.kin)
    )
    return dict(connection.execute(asked).all())


def patterns_of(connection: Connection, case_id: int) -> list[str]:
    """Give the patterns of the texts of a case, the most frequent first."""
    asked = (
        select(reports.c.pattern)
        .where(reports.c.case_id.in_(family(case_id)), reports.c.pattern.is_not(None))
        .group_by(reports.c.pattern)
        .order_by(func.count().desc(), reports.c.pattern)
        .limit(MOST_PATTERNS)
    )
    return list(connection.execute(asked).scalars())


def alike(connection: Connection, case: Row, *, limit: int) -> list[tuple[Row, str]]:
    """Give other cases of the same kin, then of the same text, each with why."""
    own = _c.merged_into.is_(None), _c.id != case.id
    found: dict[int, tuple[Row, str]] = {}
    ways: list[tuple[str, ColumnElement]] = []
    if case.kin:
        ways.append(("kin", _c.kin == case.kin))
    patterns = patterns_of(connection, case.id)
    if patterns:
        ways.append(("pattern", _c.id.in_(_standing_of(reports.c.pattern.in_(patterns)))))
    for why, condition in ways:
        asked = select(cases).where(*own, condition).order_by(_c.last_reported_at.desc())
        for row in connection.execute(asked.limit(limit)):
            found.setdefault(row.id, (row, why))
    return list(found.values())[:limit]


def _standing_of(which: ColumnElement) -> Select:
    """Select the cases that stand for the reports that fit."""
    own = cases.alias()
    return (
        select(func.coalesce(own.c.merged_into, own.c.id))
        .select_from(reports.join(own, reports.c.case_id == own.c.id))
        .where(which)
    )


def _overdue(before: tuple[datetime, datetime, datetime]) -> ColumnElement:
    money, data, other = (_c.first_reported_at < each for each in before)
    waits = _c.status.in_((Status.NEW, Status.IN_REVIEW))
    return and_(waits, or_(and_(_c.lost_money > 0, money), and_(_c.lost_data > 0, data), other))


def _searched(text: str, *, in_text: bool) -> ColumnElement:
    reference = normalised(text)
    if reference:
        return _c.id.in_(_case_of(reference))
    wanted = storable(text).casefold()
    in_address = _c.searched.contains(wanted, autoescape=True)
    if not in_text:
        return in_address
    told = (
        func.lower(column).contains(wanted, autoescape=True)
        for column in (reports.c.what_happened, reports.c.address)
    )
    return or_(in_address, _c.id.in_(_standing_of(or_(*told))))


def _case_of(reference: str) -> Select:
    alias = select(aliases.c.report_id).where(aliases.c.reference == reference).scalar_subquery()
    own = cases.alias()
    return (
        select(func.coalesce(own.c.merged_into, own.c.id))
        .select_from(reports.join(own, reports.c.case_id == own.c.id))
        .where(or_(reports.c.reference == reference, reports.c.id == alias))
    )


def reports_with_case() -> Select:
    """Select reports with the column `case`: where each stands after merging."""
    own = cases.alias()
    standing = func.coalesce(own.c.merged_into, own.c.id).label("case")
    return select(reports, standing).join(own, reports.c.case_id == own.c.id)


def reports_after(
    connection: Connection, filters: Filters, last: int, *, limit: int
) -> list[tuple[Row, Row]]:
    """Give the reports with an id above `last` of cases that fit, each with its case."""
    own = cases.alias()
    standing = func.coalesce(own.c.merged_into, own.c.id)
    asked = (
        select(reports.c.id, standing)
        .select_from(
            reports.join(own, reports.c.case_id == own.c.id).join(cases, _c.id == standing)
        )
        .where(reports.c.id > last, *conditions(filters))
        .order_by(reports.c.id)
        .limit(limit)
    )
    pairs = connection.execute(asked).all()
    rows = _by_id(connection, reports_with_case().where(reports.c.id.in_([a for a, _ in pairs])))
    found = _by_id(connection, select(cases).where(_c.id.in_({b for _, b in pairs})))
    return [(rows[a], found[b]) for a, b in pairs]


def _by_id(connection: Connection, asked: Select) -> dict[int, Row]:
    return {row.id: row for row in connection.execute(asked)}
