import pytest

from actions.reports.model import NEXT, Filters, Kind, Loss, Status
from actions.reports.store import NoSuchCase, ReportStore, StatusError
from tests.actions.reports.filings import filing

AN = "an"


def case_of(store: ReportStore, key: str, **changes: object) -> int:
    reference = store.file(filing(key, **changes)).reference
    return store.queue(search=reference)[0][0].id


def fakes(store: ReportStore) -> set[str]:
    return {fake.key for fake in store.confirmed_fakes()}


def test_a_case_goes_its_way_to_the_end(store: ReportStore) -> None:
    case = case_of(store, "vals")
    way = (
        Status.IN_REVIEW,
        Status.CONFIRMED_FAKE,
        Status.REPORTED_TO_PLATFORM,
        Status.TAKEN_DOWN,
    )
    moved = [store.set_status(case, status, actor=AN, note="omdat") for status in way]
    assert [each.status for each in moved] == list(way)
    assert moved[0].decided_at is None
    assert moved[1].decided_at == moved[3].decided_at is not None
    told = store.timeline(case)[1:]
    assert {(event.actor, event.what, event.details["note"]) for event in told} == {
        (AN, "status", "omdat")
    }
    assert [event.details["to"] for event in told] == list(way)


@pytest.mark.parametrize("status", list(Status))
def test_only_what_next_allows_is_possible(store: ReportStore, status: Status) -> None:
    case = case_of(store, "vals")
    if status in NEXT[Status.NEW]:
        assert store.set_status(case, status, actor=AN).status is status
    else:
        with pytest.raises(StatusError):
            store.set_status(case, status, actor=AN)


def test_undo_goes_back_step_by_step(store: ReportStore) -> None:
    case = case_of(store, "vals")
    for status in (Status.IN_REVIEW, Status.CONFIRMED_FAKE, Status.REPORTED_TO_PLATFORM):
        store.set_status(case, status, actor=AN)
    back = [store.undo(case, actor=AN) for _ in range(2)]
    assert [each.status for each in back] == [Status.CONFIRMED_FAKE, Status.IN_REVIEW]
    assert [each.decided_at is None for each in back] == [False, True]
    store.set_status(case, Status.GENUINE, actor=AN)
    assert store.undo(case, actor=AN).status is Status.IN_REVIEW
    assert store.undo(case, actor=AN).status is Status.NEW
    with pytest.raises(StatusError, match="nothing to undo"):
        store.undo(case, actor=AN)


def test_a_confirmed_fake_is_warned_of_until_undone(store: ReportStore) -> None:
    case = case_of(store, "vals")
    versions = [store.fakes_version()]
    store.set_status(case, Status.IN_REVIEW, actor=AN)
    assert store.fakes_version() == versions[0]
    store.set_status(case, Status.CONFIRMED_FAKE, actor=AN)
    versions.append(store.fakes_version())
    (fake,) = store.confirmed_fakes()
    assert (fake.case, fake.platform, fake.key) == (case, "instagram", "vals")
    assert (fake.imitates, fake.seen_since) == ("vdab", "2026-11-25")
    for status in (Status.REPORTED_TO_PLATFORM, Status.TAKEN_DOWN):
        store.set_status(case, status, actor=AN)
        assert fakes(store) == {"vals"}
    for _ in range(3):
        store.undo(case, actor=AN)
    assert fakes(store) == set()
    versions.append(store.fakes_version())
    assert len(set(versions)) == 3


@pytest.mark.parametrize("kind", [Kind.COMPROMISED, Kind.DISPUTE])
def test_only_misuse_is_warned_of(store: ReportStore, kind: Kind) -> None:
    case = case_of(store, "vals", kind=kind)
    store.set_status(case, Status.CONFIRMED_FAKE, actor=AN)
    assert fakes(store) == set()


def test_a_case_is_given_to_somebody_and_taken_back(store: ReportStore) -> None:
    case = case_of(store, "vals")
    assert store.assign(case, "bo", actor=AN).assignee == "bo"
    assert store.assign(case, None, actor=AN).assignee is None
    store.note(case, "platform gebeld", actor="bo")
    assigned, returned, note = store.timeline(case)[1:]
    assert (assigned.what, assigned.details) == ("assigned", {"from": "", "to": "bo"})
    assert returned.details == {"from": "bo", "to": ""}
    assert (note.what, note.actor, note.details) == ("note", "bo", {"text": "platform gebeld"})


def test_what_is_not_there_is_said(store: ReportStore) -> None:
    for change in (
        lambda: store.set_status(99, Status.GENUINE, actor=AN),
        lambda: store.undo(99, actor=AN),
        lambda: store.assign(99, AN, actor=AN),
        lambda: store.note(99, "x", actor=AN),
        lambda: store.merge(99, 98, actor=AN),
    ):
        with pytest.raises(NoSuchCase, match=r"case 9\d"):
            change()


def test_a_merged_case_stands_for_both(store: ReportStore) -> None:
    gone = case_of(store, "vals_1", loss=Loss.MONEY)
    stays = case_of(store, "vals_2")
    reference = store.file(filing("vals_1", loss=Loss.DATA)).reference
    merged = store.merge(gone, stays, actor=AN)
    assert (merged.id, merged.reports, merged.lost_money, merged.lost_data) == (stays, 3, 1, 1)
    assert [case.id for case in store.queue()[0]] == [stays]
    assert len(store.reports_of(stays)) == 3
    assert {report.case for report in store.reports_of(stays)} == {stays}
    old = store.case(gone)
    assert old
    assert old.merged_into == stays
    assert store.queue(search=reference)[0][0].id == stays
    assert [each.case.id for each in store.export(Filters(search="vals_2"))] == [stays] * 3
    assert "merged" in [event.what for event in store.timeline(gone)]
    assert [event.what for event in store.timeline(stays)].count("filed") == 3


def test_later_reports_of_a_merged_address_count_in_the_case_that_stays(
    store: ReportStore,
) -> None:
    gone, stays = case_of(store, "vals_1"), case_of(store, "vals_2")
    store.merge(gone, stays, actor=AN)
    receipt = store.file(filing("vals_1"))
    assert store.queue()[0][0].reports == 3
    assert store.set_status(gone, Status.CONFIRMED_FAKE, actor=AN).id == stays
    assert fakes(store) == {"vals_1", "vals_2"}
    found = store.receipt(receipt.reference)
    assert found
    assert found.status is Status.CONFIRMED_FAKE


def test_merging_into_a_confirmed_fake_warns_at_once(store: ReportStore) -> None:
    gone, stays = case_of(store, "vals_1"), case_of(store, "vals_2")
    store.set_status(stays, Status.CONFIRMED_FAKE, actor=AN)
    before = store.fakes_version()
    store.merge(gone, stays, actor=AN)
    assert fakes(store) == {"vals_1", "vals_2"}
    assert store.fakes_version() != before


def test_a_merge_is_undone_at_the_case_that_went(store: ReportStore) -> None:
    gone, stays = case_of(store, "vals_1", loss=Loss.MONEY), case_of(store, "vals_2")
    before = store.case(gone), store.case(stays)
    store.merge(gone, stays, actor=AN)
    store.file(filing("vals_1"))
    again = store.undo(gone, actor=AN)
    assert (again.id, again.merged_into, again.reports, again.lost_money) == (gone, None, 2, 1)
    stayed = store.case(stays)
    assert stayed
    assert before[1]
    assert (stayed.reports, stayed.lost_money) == (1, 0)
    assert stayed.harm == pytest.approx(before[1].harm, abs=0.01)
    assert {case.id for case in store.queue()[0]} == {gone, stays}


def test_merges_follow_one_another(store: ReportStore) -> None:
    first, second, third = (case_of(store, f"vals_{number}") for number in range(3))
    store.merge(first, second, actor=AN)
    store.merge(second, third, actor=AN)
    assert [(case.id, case.reports) for case in store.queue()[0]] == [(third, 3)]
    assert len(store.reports_of(third)) == 3


def test_merges_that_make_no_sense_are_refused(store: ReportStore) -> None:
    first, second = case_of(store, "vals_1"), case_of(store, "vals_2")
    dispute = case_of(store, "vals_1", kind=Kind.DISPUTE)
    for case, into in ((first, first), (first, dispute)):
        with pytest.raises(StatusError):
            store.merge(case, into, actor=AN)
    store.merge(first, second, actor=AN)
    for case, into in ((first, second), (second, first)):
        with pytest.raises(StatusError, match="both stand in the queue"):
            store.merge(case, into, actor=AN)
