"""Listed channels that staff report as taken over: marked at once, ended by hand.

The register is not touched: this is the word of staff, laid over it in every process.
"""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection, Row

from actions.reports.database.tables import takeovers
from actions.reports.kept import audit
from actions.reports.kept.triage import fakes_changed
from actions.reports.model import Event, MarkedTakeover, Marking

MARKED = "takeover_marked"
ENDED = "takeover_ended"

_t = takeovers.c


def mark(connection: Connection, marking: Marking, *, actor: str, now: datetime) -> int:
    """Warn of a channel; gives the number of the warning, an older one where it stands already."""
    # Locks the row that every process asks for: two who mark the same are one after the other.
    fakes_changed(connection)
    place = (_t.platform == marking.platform, _t.key == marking.key, _t.ended_at.is_(None))
    known = connection.execute(select(_t.id).where(*place)).scalar()
    if known is not None:
        return int(known)
    made = connection.execute(
        insert(takeovers).values(
            platform=marking.platform,
            key=marking.key,
            shown=marking.shown,
            organisation=marking.organisation,
            case_id=marking.case,
            reason=marking.reason,
            marked_by=actor,
            marked_at=now,
        )
    )
    details = {"shown": marking.shown, "organisation": marking.organisation}
    details |= {"reason": marking.reason} if marking.reason else {}
    audit.write(connection, Event(now, actor, MARKED, marking.case, details))
    return int(made.inserted_primary_key[0])


def end(connection: Connection, number: int, *, actor: str, now: datetime) -> bool:
    """End a warning; False when it is not there, or ended before."""
    asked = select(takeovers).where(_t.id == number, _t.ended_at.is_(None)).with_for_update()
    row = connection.execute(asked).first()
    if row is None:
        return False
    changes = {"ended_by": actor, "ended_at": now}
    connection.execute(update(takeovers).where(_t.id == number).values(**changes))
    details = {"shown": row.shown, "organisation": row.organisation}
    audit.write(connection, Event(now, actor, ENDED, row.case_id, details))
    fakes_changed(connection)
    return True


def standing(connection: Connection) -> tuple[MarkedTakeover, ...]:
    """Give the warnings that stand, first one first."""
    asked = select(takeovers).where(_t.ended_at.is_(None)).order_by(_t.id)
    return tuple(_as_marked(row) for row in connection.execute(asked))


def ended(connection: Connection, *, limit: int) -> tuple[MarkedTakeover, ...]:
    """Give the warnings that ended last, newest first."""
    asked = select(takeovers).where(_t.ended_at.is_not(None)).order_by(_t.ended_at.desc())
    return tuple(_as_marked(row) for row in connection.execute(asked.limit(limit)))


def _as_marked(row: Row) -> MarkedTakeover:
    return MarkedTakeover(
        id=row.id,
        platform=row.platform,
        key=row.key,
        shown=row.shown,
        organisation=row.organisation,
        case=row.case_id,
        reason=row.reason,
        marked_by=row.marked_by,
        marked_at=row.marked_at,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
    )
