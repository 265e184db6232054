"""Finding the case that a change is about, and keeping others off it until the change is done."""

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row

from actions.reports.database.tables import cases


class NoSuchCase(LookupError):  # noqa: N818 - reads as what is the case
    """There is no case with this number."""


def find(connection: Connection, case_id: int) -> Row:
    """Give a case as it stands.

    Raises:
        NoSuchCase: There is none.
    """
    row = connection.execute(select(cases).where(cases.c.id == case_id)).first()
    if row is None:
        raise NoSuchCase(f"case {case_id}: there is none; look it up in the queue")
    return row


def lock(connection: Connection, case_id: int) -> Row:
    """Lock a case itself, merged or not. Who locks two locks the lower number first.

    Raises:
        NoSuchCase: There is none.
    """
    # Not FOR UPDATE: a report that refers to the case has to be written meanwhile.
    asked = select(cases).where(cases.c.id == case_id).with_for_update(key_share=True)
    row = connection.execute(asked).first()
    if row is None:
        raise NoSuchCase(f"case {case_id}: there is none; look it up in the queue")
    return row


def lock_standing(connection: Connection, case_id: int) -> Row:
    """Lock the case that stands for this one: itself, or what it was merged into.

    Raises:
        NoSuchCase: There is none.
    """
    while True:
        attempt = connection.begin_nested()
        locked = lock(connection, _standing(connection, case_id))
        if _standing(connection, case_id) == locked.id:
            attempt.commit()
            return locked
        attempt.rollback()  # merged or separated while we waited: let go before locking another


def _standing(connection: Connection, case_id: int) -> int:
    row = find(connection, case_id)
    return int(row.merged_into or row.id)
