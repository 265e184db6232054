from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from actions.reports.model import Filters, Kind, Loss, Order, Status
from actions.reports.store import ReferenceTaken, ReportStore, StatusError
from tests.actions.reports.filings import BEGIN, Clock, filing


def test_a_report_makes_a_case_and_is_found_by_reference(store: ReportStore) -> None:
    receipt = store.file(filing(loss=Loss.MONEY, seen_on="instagram", images=("a.webp",)))
    assert (receipt.status, receipt.is_new) == (Status.NEW, True)
    assert store.receipt(receipt.reference) == receipt.__class__(
        receipt.reference, Status.NEW, receipt.received_at, is_new=False
    )
    (case,), total = store.queue()
    assert total == 1
    assert (case.reports, case.lost_money, case.lost_data) == (1, 1, 0)
    assert case.subject == filing().subject
    assert case.subject.imitates == "vdab"
    assert store.case(case.id) is not None
    (report,) = store.reports_of(case.id)
    assert (report.reference, report.case) == (receipt.reference, case.id)
    assert (report.loss, report.images) == (Loss.MONEY, ("a.webp",))
    assert store.images_of(receipt.reference) == ("a.webp",)
    assert [event.what for event in store.timeline(case.id)] == ["filed"]


def test_nobody_elses_reference_is_answered(store: ReportStore) -> None:
    store.file(filing())
    assert store.receipt("KC-7X4M-9QRT") is None
    assert store.images_of("KC-7X4M-9QRT") == ()
    assert store.case(99) is None


def test_the_same_address_is_one_case(store: ReportStore) -> None:
    first = store.file(filing())
    second = store.file(filing(loss=Loss.DATA))
    store.file(filing("iets_anders"))
    store.file(filing(kind=Kind.DISPUTE))
    cases, total = store.queue(search="vdab_jobs", kind=Kind.MISUSE)
    assert total == 1
    assert (cases[0].reports, cases[0].lost_data) == (2, 1)
    assert cases[0].first_reported_at == first.received_at
    assert cases[0].last_reported_at == second.received_at
    assert store.queue()[1] == 3


def test_the_same_key_files_once(store: ReportStore) -> None:
    first = store.file(filing(idempotency_key="a" * 64))
    again = store.file(filing(idempotency_key="a" * 64, what_happened="iets anders"))
    assert (again.reference, again.is_new) == (first.reference, False)
    assert store.queue()[0][0].reports == 1


def test_the_same_reference_files_once(store: ReportStore) -> None:
    first = store.file(filing(), reference="KC-7X4M-9QRT")
    again = store.file(filing(), reference="KC-7X4M-9QRT")
    assert (first.reference, again.is_new) == ("KC-7X4M-9QRT", False)
    with pytest.raises(ReferenceTaken):
        store.file(filing("iets_anders"), reference="KC-7X4M-9QRT")
    assert store.queue()[1] == 1


def test_a_second_acknowledged_reference_leads_to_the_report(store: ReportStore) -> None:
    first = store.file(filing(idempotency_key="a" * 64), reference="KC-7X4M-9QRT")
    second = store.file_acknowledged(
        filing(idempotency_key="a" * 64), reference="KC-AAAA-CCCC", received_at=BEGIN
    )
    assert second.reference == "KC-AAAA-CCCC"
    found = store.receipt("KC-AAAA-CCCC")
    assert found
    assert (found.reference, found.received_at) == ("KC-AAAA-CCCC", first.received_at)
    (case,), _ = store.queue(search="kc aaaa cccc")
    assert case.reports == 1


@pytest.mark.parametrize(
    ("decided", "reopened"),
    [
        ([Status.GENUINE], Status.NEW),
        ([Status.IN_REVIEW, Status.NOT_ENOUGH], Status.NEW),
        ([Status.CONFIRMED_FAKE, Status.TAKEN_DOWN], Status.CONFIRMED_FAKE),
    ],
)
def test_a_report_opens_a_closed_case_again(
    store: ReportStore, decided: list[Status], reopened: Status
) -> None:
    store.file(filing())
    (case,), _ = store.queue()
    for status in decided:
        store.set_status(case.id, status, actor="an")
    receipt = store.file(filing())
    assert receipt.status is reopened
    again = store.case(case.id)
    assert again
    assert again.status is reopened
    event = store.timeline(case.id)[-1]
    assert (event.what, event.actor) == ("reopened", "system")
    assert event.details == {"from": str(decided[-1]), "to": str(reopened)}
    assert (again.decided_at is None) == (reopened is Status.NEW)
    back = store.undo(case.id, actor="an")
    assert back.status is decided[-1]


def test_a_report_on_an_open_case_changes_no_status(store: ReportStore) -> None:
    store.file(filing())
    (case,), _ = store.queue()
    store.set_status(case.id, Status.CONFIRMED_FAKE, actor="an")
    assert store.file(filing()).status is Status.CONFIRMED_FAKE
    assert [event.what for event in store.timeline(case.id)] == ["filed", "status", "filed"]


def test_what_a_database_refuses_is_left_out(store: ReportStore) -> None:
    receipt = store.file(
        filing(
            "a\0b\ud800",
            what_happened="nul\0 en half \ud83d teken 😀",
            contact="\0",
            conversation="web:" + "x" * 20_000,
            notify=True,
        )
    )
    (case,), total = store.queue(search="a\0b")
    assert total == 1
    assert store.reports_of(case.id)[0].what_happened == "nul en half  teken 😀"
    assert store.receipt(receipt.reference)


def test_an_endless_address_is_kept(store: ReportStore) -> None:
    address = "vals.be/" + "é-x" * 1300
    store.file(filing(address, platform="website"))
    store.file(filing(address, platform="website"))
    (case,), _ = store.queue()
    assert (case.reports, case.subject.key) == (2, address)


def test_the_queue_puts_harm_first(store: ReportStore, clock: Clock) -> None:
    store.file(filing("geld", loss=Loss.MONEY))
    for _ in range(5):
        store.file(filing("vaak"))
    store.file(filing("ver", imitates=None))
    clock.forward(days=3)
    store.file(filing("laat"))

    def keys(order: Order) -> list[str]:
        return [case.subject.key for case in store.queue(order=order)[0]]

    assert keys(Order.HARM) == ["geld", "vaak", "laat", "ver"]
    assert keys(Order.NEWEST) == ["laat", "ver", "vaak", "geld"]
    assert keys(Order.OLDEST) == ["geld", "vaak", "ver", "laat"]
    assert keys(Order.REPORTS)[0] == "vaak"
    assert [case.subject.key for case in store.queue(order="oldest", offset=1, limit=2)[0]] == [
        "vaak",
        "ver",
    ]
    assert store.queue(offset=4)[0] == ()


@pytest.mark.parametrize("order", list(Order))
def test_pages_follow_one_another(store: ReportStore, order: Order) -> None:
    for number in range(7):
        store.file(filing(f"vals_{number % 5}_{number // 4}"))
    everything, total = store.queue(order=order)
    assert len(everything) == total == 7
    for limit in (1, 2, 3, 50):
        for offset in range(9):
            page, _ = store.queue(order=order, offset=offset, limit=limit)
            expected = everything[offset : offset + limit]
            assert [case.id for case in page] == [case.id for case in expected]


def test_the_queue_is_filtered(store: ReportStore) -> None:
    store.file(filing("een"))
    store.file(filing("twee", platform="facebook"))
    reference = store.file(filing("drie", imitates="de-lijn")).reference
    ids = {case.subject.key: case.id for case in store.queue()[0]}
    store.assign(ids["een"], "an", actor="an")
    store.set_status(ids["twee"], Status.IN_REVIEW, actor="an")

    def keys(**wanted: object) -> set[str]:
        found, total = store.queue(**wanted)
        assert total == len(found)
        return {case.subject.key for case in found}

    assert keys(platform="facebook") == {"twee"}
    assert keys(imitates="de-lijn") == {"drie"}
    assert keys(statuses={Status.NEW}) == {"een", "drie"}
    assert keys(statuses={Status.NEW, Status.IN_REVIEW}) == {"een", "twee", "drie"}
    assert keys(assignee="an") == {"een"}
    assert keys(assignee="") == {"twee", "drie"}
    assert keys(search="INSTAGRAM.com/EEN") == {"een"}
    assert keys(search="instagram[.]com/een") == {"een"}
    assert keys(search=f"  {reference.lower()} ") == {"drie"}
    assert keys(search="KC-7X4M-9QRT") == set()
    assert keys(search="100%_") == set()
    assert keys(search="'; drop table report; --") == set()
    assert keys(kind=Kind.DISPUTE) == set()


def test_an_export_gives_every_report_once(
    store: ReportStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actions.reports.store.AT_ONCE", 3)
    filed = [store.file(filing(f"een{number % 3}")).reference for number in range(10)]
    store.file(filing("ander", platform="facebook"))
    exported = list(store.export(Filters(platform="instagram")))
    assert [each.report.reference for each in exported] == filed
    assert {each.case.id for each in exported} == {each.report.case for each in exported}


def test_harm_is_told_as_of_today(store: ReportStore, clock: Clock) -> None:
    store.file(filing(loss=Loss.MONEY))
    before = store.queue()[0][0].harm
    clock.forward(days=28)
    assert store.queue()[0][0].harm == pytest.approx(before - 2, abs=0.02)


def test_a_spooled_report_keeps_its_moment(store: ReportStore) -> None:
    store.file(filing())
    received = BEGIN - timedelta(hours=5)
    store.file_acknowledged(filing(), reference="KC-7X4M-9QRT", received_at=received)
    (case,), _ = store.queue()
    assert case.first_reported_at == received
    assert case.last_reported_at > received
    assert store.receipt("KC-7X4M-9QRT").received_at == received  # type: ignore[union-attr]


def test_what_can_never_be_filed_is_said(store: ReportStore) -> None:
    with pytest.raises(IntegrityError):
        store.file(filing(language=None))
    assert store.queue()[1] == 0


def test_moves_that_are_forbidden_are_refused(store: ReportStore) -> None:
    store.file(filing())
    (case,), _ = store.queue()
    with pytest.raises(StatusError, match="not from new to taken_down; possible: "):
        store.set_status(case.id, Status.TAKEN_DOWN, actor="an")
    assert len(store.timeline(case.id)) == 1
