"""The queue: cases that stand, filtered and sorted by indexed columns."""

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql import ColumnElement, Select

from actions.reports.database.tables import aliases, cases, reports, storable
from actions.reports.model import Filters, Order
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
    if filters.search and filters.search.strip():
        found.append(_searched(filters.search.strip()))
    return found


def _searched(text: str) -> ColumnElement:
    reference = normalised(text)
    if reference:
        return _c.id.in_(_case_of(reference))
    return _c.searched.contains(storable(text).casefold(), autoescape=True)


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
