from sqlalchemy import create_engine, text

from actions.reports.model import DeliveryWay, Purged, Status
from actions.reports.store import ReportStore
from tests.actions.reports.filings import Clock, filing

MINE = {"notify": True, "conversation": "telegram:123", "contact": "an@voorbeeld.be"}


def everything(database_url: str) -> str:
    """Read all that the database holds."""
    engine = create_engine(database_url, future=True)
    tables = ("report", "report_case", "report_event", "report_outbox", "report_alias")
    with engine.begin() as connection:
        rows = [connection.execute(text(f"SELECT * FROM {name}")).all() for name in tables]  # noqa: S608
    engine.dispose()
    return str(rows)


def test_a_citizen_is_forgotten(store: ReportStore, database_url: str) -> None:
    references = [store.file(filing(f"vals_{n}", **MINE)).reference for n in range(2)]
    store.file(filing("vals_0", notify=True, conversation="telegram:1234", contact="bo@b.be"))
    for case in store.queue()[0]:
        store.set_status(case.id, Status.CONFIRMED_FAKE, actor="an")
    assert store.forget("telegram:123") == 2
    kept = everything(database_url)
    assert "telegram:123'" not in kept
    assert "an@voorbeeld.be" not in kept
    assert "telegram:1234" in kept
    assert "bo@b.be" in kept
    assert all(store.receipt(reference) for reference in references)
    chats = store.take_outbox(DeliveryWay.CHAT, 10, lease_seconds=9)
    assert [row.payload["conversation"] for row in chats] == ["telegram:1234"]
    assert store.forget("telegram:123") == 0


def test_what_is_closed_long_enough_is_purged(
    store: ReportStore, database_url: str, clock: Clock
) -> None:
    old = store.file(
        filing("oud", images=("a.webp", "b.png"), idempotency_key="sleutel", **MINE)
    ).reference
    store.file(filing("oud"))
    store.file(filing("open", images=("c.webp",), contact="bo@b.be"))
    ids = {case.subject.key: case.id for case in store.queue()[0]}
    store.set_status(ids["oud"], Status.NOT_ENOUGH, actor="an")
    assert store.purge(before=clock()) == Purged(1, ("a.webp", "b.png"))
    kept = everything(database_url)
    assert not any(word in kept for word in ("telegram", "voorbeeld", "a.webp", "b.png", "sleutel"))
    assert "c.webp" in kept
    assert "bo@b.be" in kept
    assert store.receipt(old)
    assert store.images_of(old) == ()
    assert len(store.reports_of(ids["oud"])) == 2
    assert store.purge(before=clock()) == Purged(0, ())


def test_what_was_closed_later_is_kept(store: ReportStore, clock: Clock) -> None:
    store.file(filing(**MINE))
    (case,), _ = store.queue()
    before = clock()
    store.set_status(case.id, Status.CONFIRMED_FAKE, actor="an")
    assert store.purge(before=clock()).contacts == 0
    store.set_status(case.id, Status.TAKEN_DOWN, actor="an")
    assert store.purge(before=before).contacts == 0
    store.undo(case.id, actor="an")
    assert store.purge(before=clock()).contacts == 0
    store.set_status(case.id, Status.TAKEN_DOWN, actor="an")
    assert store.purge(before=clock()).contacts == 1


def test_the_days_begin_anew_when_a_case_opens_again(store: ReportStore, clock: Clock) -> None:
    store.file(filing(**MINE))
    (case,), _ = store.queue()
    store.set_status(case.id, Status.GENUINE, actor="an")
    store.file(filing())
    assert store.purge(before=clock()).contacts == 0


def test_reports_of_a_merged_case_wait_for_the_case_that_stays(
    store: ReportStore, clock: Clock
) -> None:
    store.file(filing("een", **MINE))
    store.file(filing("twee"))
    ids = {case.subject.key: case.id for case in store.queue()[0]}
    store.set_status(ids["een"], Status.GENUINE, actor="an")
    store.merge(ids["een"], ids["twee"], actor="an")
    assert store.purge(before=clock()).contacts == 0
    store.set_status(ids["twee"], Status.NOT_ENOUGH, actor="an")
    assert store.purge(before=clock()).contacts == 1


def test_what_could_never_be_told_is_dropped(store: ReportStore, clock: Clock) -> None:
    store.file(filing())
    clock.forward(days=90)
    store.purge(before=clock())
    assert store.take_outbox(DeliveryWay.MAIL, 9, lease_seconds=9) == ()


def test_every_image_of_a_report_is_named(store: ReportStore) -> None:
    assert store.named_images() == frozenset()
    store.file(filing("een", images=("a.webp", "b.png")))
    store.file(filing("twee", images=("c.webp",)))
    store.file(filing("drie"))
    assert store.named_images() == {"a.webp", "b.png", "c.webp"}
