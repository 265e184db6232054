"""What staff do with a case: decide, undo, assign, note, merge. Each is a line in the audit log."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import case as either
from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection, Row

from actions.reports.database.locking import find, lock, lock_standing
from actions.reports.database.tables import cases, counters, events, family, reports
from actions.reports.harm import harm_of
from actions.reports.kept import audit, outbox
from actions.reports.kept.outbox import Outbox
from actions.reports.model import CLOSED, FAKE, NEXT, Event, Loss, Status

FAKES = "fakes"
PROPOSED = "proposed"
BATCH = "batch"
WITHDRAWN = "proposal_withdrawn"
_UNDECIDED = frozenset({Status.NEW, Status.IN_REVIEW})


class StatusError(ValueError):
    """A case cannot go there from where it stands."""


def set_status(
    connection: Connection,
    case_id: int,
    status: Status,
    *,
    actor: str,
    note: str | None,
    now: datetime,
    telling: Outbox,
    by_two: bool = False,
    batch: str | None = None,
) -> int:
    """Move a case on; gives the id of the case that stands for it.

    With `by_two`, the first who wants citizens warned only proposes it: the case stays where it
    is until somebody else says the same. `batch` names what is decided together.

    Raises:
        StatusError: `NEXT` forbids it.
    """
    case = lock_standing(connection, case_id)
    before = Status(case.status)
    if status not in NEXT[before]:
        possible = ", ".join(sorted(NEXT[before]))
        raise StatusError(f"case {case.id}: not from {before} to {status}; possible: {possible}")
    noted = ({"note": note} if note else {}) | ({BATCH: batch} if batch else {})
    if by_two and status in FAKE and before not in FAKE and case.proposed_by in (None, actor):
        _propose(connection, case, actor=actor, now=now, details=noted)
        return int(case.id)
    _move(connection, case, status, now)
    agreed = {"proposed_by": case.proposed_by} if case.proposed_by and status in FAKE else {}
    details = {"from": str(before), "to": str(status)} | noted | agreed
    audit.write(connection, Event(now, actor, "status", case.id, details))
    telling.tell_outcome(connection, case, status, now)
    return int(case.id)


def undo_batch(connection: Connection, batch: str, *, actor: str, now: datetime) -> int:
    """Take back what was decided together; gives how many cases that were.

    Raises:
        StatusError: Something else happened to one of them since.
    """
    named = events.c.details[BATCH].as_string() == batch
    asked = select(events.c.case_id).where(events.c.what.in_(("status", PROPOSED)), named)
    found = sorted(set(connection.execute(asked).scalars()))
    if not found:
        raise StatusError("nothing was decided under this name")
    for case_id in found:
        case = lock_standing(connection, case_id)
        if _last_batch(connection, case.id) != batch:
            raise StatusError(f"case {case.id}: somebody moved it on since")
        undo(connection, case.id, actor=actor, now=now)
    return len(found)


def _last_batch(connection: Connection, case_id: int) -> str | None:
    """Give what the last change of a case's status was part of."""
    moved = ("status", "reopened", "undone", PROPOSED, WITHDRAWN)
    asked = select(events.c.details).where(events.c.case_id == case_id, events.c.what.in_(moved))
    details = connection.execute(asked.order_by(events.c.id.desc()).limit(1)).scalar() or {}
    return details.get(BATCH)


def undo(connection: Connection, case_id: int, *, actor: str, now: datetime) -> int:
    """Take back the last change of status, or a merge; gives the id of the case.

    Raises:
        StatusError: There is nothing to take back.
    """
    if find(connection, case_id).merged_into:
        return _separate(connection, case_id, actor=actor, now=now)
    case = lock_standing(connection, case_id)
    if case.proposed_by:
        _propose(connection, case, actor=None, now=now)
        audit.write(connection, Event(now, actor, WITHDRAWN, case.id))
        return int(case.id)
    before = _before(connection, case.id)
    if before is None:
        raise StatusError(f"case {case.id}: its status never changed; there is nothing to undo")
    _move(connection, case, before, now)
    outbox.withdraw(connection, case.id)
    details = {"from": case.status, "to": str(before)}
    audit.write(connection, Event(now, actor, "undone", case.id, details))
    return int(case.id)


def assign(
    connection: Connection, case_id: int, assignee: str | None, *, actor: str, now: datetime
) -> int:
    """Give a case to somebody, or to nobody; gives the id of the case."""
    case = lock_standing(connection, case_id)
    connection.execute(update(cases).where(cases.c.id == case.id).values(assignee=assignee))
    details = {"from": case.assignee or "", "to": assignee or ""}
    audit.write(connection, Event(now, actor, "assigned", case.id, details))
    return int(case.id)


def merge(
    connection: Connection,
    case_id: int,
    into: int,
    *,
    actor: str,
    now: datetime,
    by_two: bool = False,
) -> int:
    """Let one case stand for another, which leaves the queue; gives the id of the one that stays.

    Raises:
        StatusError: It is the same case, one of them was merged already, or with `by_two` the one
            that stays is confirmed and the other is not: that would warn of it by one person.
    """
    first, second = sorted((case_id, into))
    rows = {row.id: row for row in (lock(connection, first), lock(connection, second))}
    gone, stays = rows[case_id], rows[into]
    if gone.id == stays.id or gone.merged_into or stays.merged_into:
        raise StatusError(
            f"case {case_id} into {into}: give two different cases that both stand in the queue"
        )
    if gone.kind != stays.kind:
        raise StatusError(f"case {case_id} into {into}: {gone.kind} and {stays.kind} do not mix")
    if by_two and stays.status in FAKE and gone.status not in FAKE:
        raise StatusError(f"case {case_id} into {into}: two people have to confirm {case_id} first")
    connection.execute(
        update(cases).where(cases.c.id.in_(family(gone.id))).values(merged_into=stays.id)
    )
    _recount(connection, stays)
    _fakes_changed(connection, gone.status, stays.status)
    for case, other in ((gone, stays), (stays, gone)):
        details = {"case": str(gone.id), "into": str(stays.id), "shown": other.shown}
        audit.write(connection, Event(now, actor, "merged", case.id, details))
    return int(stays.id)


def _separate(connection: Connection, case_id: int, *, actor: str, now: datetime) -> int:
    """Take a case out of the one that it was merged into, with those merged into it before."""
    stands = find(connection, case_id).merged_into
    first, second = sorted((case_id, stands))
    rows = {row.id: row for row in (lock(connection, first), lock(connection, second))}
    case, stayed = rows[case_id], rows[stands]
    if case.merged_into != stayed.id:
        raise StatusError(f"case {case_id}: someone else changed it just now; look again")
    connection.execute(update(cases).where(cases.c.id == case.id).values(merged_into=None))
    for member in _came_with(connection, case.id, stayed.id):
        connection.execute(update(cases).where(cases.c.id == member).values(merged_into=case.id))
    _recount(connection, case)
    _recount(connection, stayed)
    _fakes_changed(connection, case.status, stayed.status)
    for each in (case, stayed):
        details = {"case": str(case.id), "out_of": str(stayed.id)}
        audit.write(connection, Event(now, actor, "separated", each.id, details))
    return int(case.id)


def _came_with(connection: Connection, case_id: int, stands: int) -> list[int]:
    """Give the cases that came to where they are by having been merged into this one."""
    members = connection.execute(select(cases.c.id).where(cases.c.merged_into == stands)).scalars()
    chosen = {member: _merged_into_last(connection, member) for member in members}
    found: list[int] = []
    wanted = {case_id}
    while wanted:  # one that was merged into one that was merged
        wanted = {each for each, into in chosen.items() if into in wanted and each not in found}
        found += sorted(wanted)
    return found


def _merged_into_last(connection: Connection, case_id: int) -> int | None:
    """Give the case into which somebody merged this one last."""
    asked = (
        select(events.c.details)
        .where(events.c.case_id == case_id, events.c.what == "merged")
        .order_by(events.c.id.desc())
    )
    for details in connection.execute(asked).scalars():
        if details["case"] == str(case_id):
            return int(details["into"])
    return None


def _move(connection: Connection, case: Row, status: Status, now: datetime) -> None:
    is_decided, is_closed = status not in _UNDECIDED, status in CLOSED
    values = {
        "status": status,
        "decided_at": (case.decided_at or now) if is_decided else None,
        "closed_at": (case.closed_at or now) if is_closed else None,
        "proposed_by": None,
        "proposed_at": None,
    }
    connection.execute(update(cases).where(cases.c.id == case.id).values(**values))
    _fakes_changed(connection, case.status, status)


def _propose(
    connection: Connection,
    case: Row,
    *,
    actor: str | None,
    now: datetime,
    details: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Note who wants a case confirmed, or that nobody does."""
    if actor and case.proposed_by == actor:
        raise StatusError(
            f"case {case.id}: {actor} proposed it already; somebody else has to agree"
        )
    values = {"proposed_by": actor, "proposed_at": now if actor else None}
    connection.execute(update(cases).where(cases.c.id == case.id).values(**values))
    if actor:
        audit.write(connection, Event(now, actor, PROPOSED, case.id, details))


def _before(connection: Connection, case_id: int) -> Status | None:
    """Give the status before the last change that was not taken back."""
    asked = (
        select(events.c.what, events.c.details)
        .where(events.c.case_id == case_id, events.c.what.in_(("status", "reopened", "undone")))
        .order_by(events.c.id)
    )
    left: list[str] = []
    for what, details in connection.execute(asked):
        if what == "undone":
            left.pop()
        else:
            left.append(details["from"])
    return Status(left[-1]) if left else None


def _recount(connection: Connection, case: Row) -> None:
    """Count the reports of a case and of those merged into it anew."""
    c = reports.c
    asked = select(
        func.count(),
        func.coalesce(func.sum(either((c.loss == Loss.MONEY, 1), else_=0)), 0),
        func.coalesce(func.sum(either((c.loss == Loss.DATA, 1), else_=0)), 0),
        func.min(c.received_at),
        func.max(c.received_at),
    ).where(c.case_id.in_(family(case.id)))
    count, money, data, first, last = connection.execute(asked).one()
    reach = select(func.max(cases.c.reach)).where(cases.c.id.in_(family(case.id)))
    counts = {
        "reports": count,
        "lost_money": money,
        "lost_data": data,
        "reach": connection.execute(reach).scalar_one(),
        "last_reported_at": last,
    }
    connection.execute(
        update(cases)
        .where(cases.c.id == case.id)
        .values(**counts, harm=harm_of(**counts), first_reported_at=first)
    )


def _fakes_changed(connection: Connection, *statuses: str) -> None:
    if FAKE.intersection(statuses):
        fakes_changed(connection)


def fakes_changed(connection: Connection) -> None:
    """Let every process look again at what citizens are warned of."""
    connection.execute(
        update(counters).where(counters.c.name == FAKES).values(value=counters.c.value + 1)
    )
