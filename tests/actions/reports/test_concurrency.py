"""Many at once, on one database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from actions.reports.model import DeliveryWay, Status
from actions.reports.store import ReportStore, StatusError
from tests.actions.reports.filings import filing

Result = TypeVar("Result")
THREADS = 8


def at_once(do: Callable[[int], Result], threads: int = THREADS) -> list[Result]:
    """Let every thread begin at the same moment."""
    barrier = Barrier(threads)

    def run(number: int) -> Result:
        barrier.wait()
        return do(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads)))


def test_one_key_files_once_however_many_ask(store: ReportStore) -> None:
    receipts = at_once(lambda _: store.file(filing(idempotency_key="k" * 64)))
    assert len({receipt.reference for receipt in receipts}) == 1
    assert sum(receipt.is_new for receipt in receipts) == 1
    (case,), total = store.queue()
    assert (case.reports, total) == (1, 1)


def test_one_key_about_different_addresses_files_once(store: ReportStore) -> None:
    receipts = at_once(lambda n: store.file(filing(f"vals_{n}", idempotency_key="k" * 64)))
    assert len({receipt.reference for receipt in receipts}) == 1
    assert [case.reports for case in store.queue()[0]] == [1]


def test_no_count_is_lost(store: ReportStore) -> None:
    def file_some(_: int) -> list[str]:
        return [store.file(filing("samen")).reference for _ in range(5)]

    references = [each for some in at_once(file_some) for each in some]
    assert len(set(references)) == 5 * THREADS
    (case,), _ = store.queue()
    assert case.reports == 5 * THREADS == len(store.reports_of(case.id))
    assert len(store.timeline(case.id)) == 5 * THREADS
    assert len(store.take_outbox(DeliveryWay.MAIL, 99, lease_seconds=9)) == 1


def test_a_row_is_taken_by_one(store: ReportStore) -> None:
    for number in range(12):
        store.file(filing(f"vals_{number}"))
    taken = at_once(lambda _: store.take_outbox(DeliveryWay.MAIL, 3, lease_seconds=60))
    ids = [row.id for rows in taken for row in rows]
    assert sorted(ids) == sorted(set(ids))
    left = store.take_outbox(DeliveryWay.MAIL, 99, lease_seconds=60)
    assert len(ids) + len(left) == 12


def test_a_case_is_decided_once(store: ReportStore) -> None:
    store.file(filing())
    case = store.queue()[0][0].id

    def decide(number: int) -> bool:
        status = (Status.GENUINE, Status.CONFIRMED_FAKE)[number % 2]
        try:
            store.set_status(case, status, actor=f"an{number}")
        except StatusError:
            return False
        return True

    assert sum(at_once(decide)) == 1
    assert len(store.timeline(case)) == 2


def test_merging_and_filing_do_not_wait_for_each_other(store: ReportStore) -> None:
    for key in ("een", "twee"):
        store.file(filing(key))
    first, second = sorted(case.id for case in store.queue()[0])

    def work(number: int) -> None:
        for _ in range(4):
            if number == 0:
                store.merge(first, second, actor="an")
                store.undo(first, actor="an")
            else:
                store.file(filing(("een", "twee")[number % 2]))

    at_once(work)
    counts = {case.id: case.reports for case in store.queue()[0]}
    assert counts == {case: len(store.reports_of(case)) for case in (first, second)}
    assert sum(counts.values()) == 2 + 4 * (THREADS - 1)
