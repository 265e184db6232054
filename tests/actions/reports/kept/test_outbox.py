from datetime import timedelta

import pytest

from actions.reports.model import DeliveryWay, Kind, OutboxRow, Status
from actions.reports.store import ReportStore
from tests.actions.reports.filings import BEGIN, Clock, filing

AN = "an"
ASKED = {"notify": True, "conversation": "telegram:123"}


def case_of(store: ReportStore, key: str = "vals", **changes: object) -> int:
    reference = store.file(filing(key, **changes)).reference
    return store.queue(search=reference)[0][0].id


def take(store: ReportStore, kind: DeliveryWay, limit: int = 10) -> tuple[OutboxRow, ...]:
    return store.take_outbox(kind, limit, lease_seconds=60)


@pytest.mark.parametrize("kind", [DeliveryWay.MAIL, DeliveryWay.WEBHOOK])
def test_an_organisation_hears_once_of_a_new_case(store: ReportStore, kind: DeliveryWay) -> None:
    case = case_of(store, contact="an@voorbeeld.be", **ASKED)
    store.file(filing("vals", contact="bo@voorbeeld.be"))
    (row,) = take(store, kind)
    assert row.payload == {
        "case": str(case),
        "kind": "misuse",
        "platform": "instagram",
        "shown": "instagram[.]com/vals",
        "imitates": "vdab",
        "difference": "handle_with_more",
        "verdict": "lookalike",
        "reported_at": row.payload["reported_at"],
    }
    assert row.payload["reported_at"].startswith("2026-11-25T09:30")


def test_nobody_is_told_of_a_dispute_or_of_what_imitates_nobody(store: ReportStore) -> None:
    case_of(store, kind=Kind.DISPUTE)
    case_of(store, "niemand", imitates=None)
    case_of(store, "gehackt", kind=Kind.COMPROMISED)
    assert [row.payload["kind"] for row in take(store, DeliveryWay.MAIL)] == ["compromised"]


@pytest.mark.parametrize("status", [Status.CONFIRMED_FAKE, Status.GENUINE, Status.NOT_ENOUGH])
def test_who_asked_hears_the_outcome(store: ReportStore, status: Status) -> None:
    case = case_of(store, language="fr", **ASKED)
    store.file(filing("vals"))
    store.file(filing("vals", conversation="telegram:9"))
    assert take(store, DeliveryWay.CHAT) == ()
    store.set_status(case, Status.IN_REVIEW, actor=AN)
    assert take(store, DeliveryWay.CHAT) == ()
    store.set_status(case, status, actor=AN)
    (row,) = take(store, DeliveryWay.CHAT)
    assert row.payload["conversation"] == "telegram:123"
    assert (row.payload["language"], row.payload["status"]) == ("fr", str(status))
    assert row.payload["shown"] == "instagram[.]com/vals"
    assert store.receipt(row.payload["reference"])


def test_the_same_outcome_is_told_once(store: ReportStore) -> None:
    case = case_of(store, **ASKED)
    store.set_status(case, Status.CONFIRMED_FAKE, actor=AN)
    (row,) = take(store, DeliveryWay.CHAT)
    store.outbox_sent(row.id)
    store.undo(case, actor=AN)
    store.set_status(case, Status.CONFIRMED_FAKE, actor=AN)
    assert take(store, DeliveryWay.CHAT) == ()
    store.undo(case, actor=AN)
    store.set_status(case, Status.GENUINE, actor=AN)
    assert [row.payload["status"] for row in take(store, DeliveryWay.CHAT)] == ["genuine"]


def test_what_was_undone_before_it_was_told_is_never_told(store: ReportStore) -> None:
    case = case_of(store, **ASKED)
    store.set_status(case, Status.CONFIRMED_FAKE, actor=AN)
    store.undo(case, actor=AN)
    assert take(store, DeliveryWay.CHAT) == ()
    store.set_status(case, Status.CONFIRMED_FAKE, actor=AN)
    assert len(take(store, DeliveryWay.CHAT)) == 1


def test_who_reports_what_is_confirmed_hears_it_too(store: ReportStore) -> None:
    case = case_of(store)
    store.set_status(case, Status.CONFIRMED_FAKE, actor=AN)
    store.file(filing("vals", **ASKED))
    store.file(filing("vals"))
    assert [row.payload["status"] for row in take(store, DeliveryWay.CHAT)] == ["confirmed_fake"]


def test_reporters_of_a_merged_case_hear_the_outcome(store: ReportStore) -> None:
    gone, stays = case_of(store, "vals_1", **ASKED), case_of(store, "vals_2")
    store.merge(gone, stays, actor=AN)
    store.set_status(stays, Status.CONFIRMED_FAKE, actor=AN)
    assert len(take(store, DeliveryWay.CHAT)) == 1


def test_a_row_is_lent_to_one_at_a_time(store: ReportStore, clock: Clock) -> None:
    for number in range(3):
        case_of(store, f"vals_{number}")
    first = take(store, DeliveryWay.MAIL, 2)
    second = take(store, DeliveryWay.MAIL, 2)
    assert (len(first), len(second)) == (2, 1)
    assert take(store, DeliveryWay.MAIL) == ()
    clock.forward(seconds=90)
    again = take(store, DeliveryWay.MAIL)
    assert {row.id for row in again} == {row.id for row in first + second}
    assert {row.attempts for row in again} == {2}


def test_what_failed_is_taken_again_in_time(store: ReportStore, clock: Clock) -> None:
    case_of(store)
    (row,) = take(store, DeliveryWay.MAIL)
    store.outbox_sent(row.id)
    store.outbox_failed(row.id, retry_at=clock() + timedelta(minutes=5))
    assert take(store, DeliveryWay.MAIL) == ()
    clock.forward(minutes=5)
    (again,) = take(store, DeliveryWay.MAIL)
    assert (again.id, again.attempts) == (row.id, 2)
    store.outbox_sent(row.id)
    clock.forward(days=1)
    assert take(store, DeliveryWay.MAIL) == ()


def test_rows_that_nobody_sends_are_not_made(database_url: str, clock: Clock) -> None:
    store = ReportStore.open(database_url, clock=clock, notices={DeliveryWay.CHAT})
    case = case_of(store, **ASKED)
    store.set_status(case, Status.CONFIRMED_FAKE, actor=AN)
    assert (take(store, DeliveryWay.MAIL), take(store, DeliveryWay.WEBHOOK)) == ((), ())
    assert len(take(store, DeliveryWay.CHAT)) == 1
    store.close()


def test_a_case_of_long_ago_is_told_with_its_own_moment(store: ReportStore) -> None:
    received = BEGIN - timedelta(days=1)
    store.file_acknowledged(filing(), reference="KC-7X4M-9QRT", received_at=received)
    (row,) = take(store, DeliveryWay.MAIL)
    assert row.payload["reported_at"] == received.isoformat()


def test_only_the_channels_asked_for_are_told_of(store: ReportStore) -> None:
    for number, place in enumerate(("web:telegram:1", "telegram:2", "tele%:3", "telex:4")):
        case = case_of(store, f"vals{number}", notify=True, conversation=place)
        store.set_status(case, Status.GENUINE, actor=AN)

    def taken(*channels: str) -> list[str]:
        rows = store.take_outbox(DeliveryWay.CHAT, 10, lease_seconds=60, channels=channels)
        return [row.payload["conversation"] for row in rows]

    assert taken() == []
    assert taken("tele", "tel", "") == []
    assert taken("telegram", "tele%") == ["telegram:2", "tele%:3"]
    assert len(take(store, DeliveryWay.CHAT)) == 2


def test_who_writes_takes_what_waits_for_the_conversation_once(store: ReportStore) -> None:
    for key in ("een", "twee"):
        store.set_status(case_of(store, key, **ASKED), Status.GENUINE, actor=AN)
    other = case_of(store, "drie", notify=True, conversation="telegram:1234")
    store.set_status(other, Status.GENUINE, actor=AN)
    assert store.unheard() == {"telegram:123", "telegram:1234"}
    rows = store.take_unheard("telegram:123")
    assert [row.payload["shown"] for row in rows] == ["instagram[.]com/een", "instagram[.]com/twee"]
    assert store.take_unheard("telegram:123") == ()
    assert store.unheard() == {"telegram:1234"}
    assert [row.payload["conversation"] for row in take(store, DeliveryWay.CHAT)] == [
        "telegram:1234"
    ]


def test_who_writes_does_not_take_what_another_is_telling(store: ReportStore, clock: Clock) -> None:
    store.set_status(case_of(store, **ASKED), Status.GENUINE, actor=AN)
    assert take(store, DeliveryWay.CHAT)
    assert store.take_unheard("telegram:123") == ()
    clock.forward(seconds=61)
    assert store.take_unheard("telegram:123")


def test_an_outcome_taken_by_who_wrote_is_not_queued_again(store: ReportStore) -> None:
    case = case_of(store, **ASKED)
    store.set_status(case, Status.GENUINE, actor=AN)
    assert store.take_unheard("telegram:123")
    store.undo(case, actor=AN)
    store.set_status(case, Status.GENUINE, actor=AN)
    assert store.unheard() == frozenset()


def test_outcomes_nobody_came_for_are_dropped_and_no_others(store: ReportStore) -> None:
    case = case_of(store, **ASKED)
    told = case_of(store, "verteld", notify=True, conversation="telegram:9")
    for each in (case, told):
        store.set_status(each, Status.CONFIRMED_FAKE, actor=AN)
    assert store.take_unheard("telegram:9")
    store.drop_unheard(before=BEGIN)
    assert store.unheard() == {"telegram:123"}
    store.drop_unheard(before=BEGIN + timedelta(days=1))
    assert store.unheard() == frozenset()
    for each in (case, told):  # what was told stays known, so that it is not told again
        store.undo(each, actor=AN)
        store.set_status(each, Status.CONFIRMED_FAKE, actor=AN)
    assert store.unheard() == {"telegram:123"}
    assert len(take(store, DeliveryWay.WEBHOOK)) == 2
