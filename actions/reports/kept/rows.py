"""Rows of the tables to the words of `model.py`."""

from datetime import datetime

from sqlalchemy.engine import Row

from actions.reports.harm import points_at
from actions.reports.model import Case, Event, Kind, Loss, Report, Status, Subject


def as_case(row: Row, now: datetime) -> Case:
    """Read a row of `report_case`; its harm is given in points of now."""
    return Case(
        id=row.id,
        kind=Kind(row.kind),
        subject=Subject(
            platform=row.platform,
            key=row.key,
            shown=row.shown,
            imitates=row.imitates,
            difference=row.difference,
            verdict=row.verdict,
            reach=row.reach,
            kin=row.kin,
        ),
        status=Status(row.status),
        harm=round(points_at(row.harm, now), 2),
        reports=row.reports,
        lost_money=row.lost_money,
        lost_data=row.lost_data,
        first_reported_at=row.first_reported_at,
        last_reported_at=row.last_reported_at,
        decided_at=row.decided_at,
        assignee=row.assignee,
        merged_into=row.merged_into,
        proposed_by=row.proposed_by,
    )


def as_report(row: Row) -> Report:
    """Read a row of `report` with the column `case`: where it stands after merging."""
    return Report(
        reference=row.reference,
        case=row.case,
        kind=Kind(row.kind),
        address=row.address,
        what_happened=row.what_happened,
        seen_on=row.seen_on,
        loss=Loss(row.loss),
        contact=row.contact,
        notify=row.notify,
        language=row.language,
        channel=row.channel,
        received_at=row.received_at,
        images=tuple(row.images or ()),
    )


def as_event(row: Row) -> Event:
    """Read a row of `report_event`."""
    return Event(row.at, row.actor, row.what, row.case_id, dict(row.details))
