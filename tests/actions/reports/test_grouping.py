"""Which cases belong together."""

import pytest

from actions.reports.grouping import pattern_of
from actions.reports.model import Status
from actions.reports.store import ReportStore, StatusError
from actions.reports.subject import subject_of
from knowledge.library import Library
from tests.actions.reports.filings import filing

MESSAGE = "Uw pakket staat klaar, betaal snel de invoerkosten via {} en ontvang het morgen"


def kin(library: Library, text: str) -> str | None:
    subject = subject_of(library, text, None).subject
    assert subject
    return subject.kin


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("https://vdab-jobs.be/a", "login.vdab-jobs.be", "a@vdab-jobs.be"), "domain:vdab-jobs.be"),
        (("@vdab_bonus op x", "@VDAB_bonus op instagram", "@vdab_bonus"), "name:vdab_bonus"),
        (("+32 470 12 34 56", "https://wa.me/32470123456"), "number:32470123456"),
        (("https://sites.google.com/view/a", "https://a.blogspot.com/x.html"), None),
    ],
)  # fmt: skip
def test_addresses_of_one_owner_are_kin(
    register_library: Library, texts: tuple[str, ...], expected: str | None
) -> None:
    found = {kin(register_library, text) for text in texts}
    if expected is None:
        assert "domain:google.com" not in found
        assert "domain:blogspot.com" not in found
    else:
        assert found == {expected}


def test_one_message_with_other_links_and_numbers_is_one_pattern() -> None:
    first = pattern_of(MESSAGE.format("https://bpost-a.be/1"))
    assert first
    assert pattern_of(MESSAGE.format("http://bpost-b[.]com/xyz?id=9").upper()) == first
    assert pattern_of("kort", MESSAGE.format("x.be")) == first
    assert pattern_of("Beste klant, " + MESSAGE.format("x.be")) != first
    assert pattern_of("klik hier", "vals") is None


def file(store: ReportStore, key: str, **changes: object) -> int:
    reference = store.file(filing(key, **changes)).reference
    return store.queue(search=reference)[0][0].id


def test_cases_of_one_message_are_alike(store: ReportStore) -> None:
    one = file(store, "een", what_happened=MESSAGE.format("een.be"))
    two = file(store, "twee", what_happened=MESSAGE.format("twee.be"))
    file(store, "drie", what_happened="iets heel anders dat niets met pakjes te maken heeft")
    assert [(case.id, why) for case, why in store.alike(one, limit=5)] == [(two, "pattern")]


def test_text_is_searched_where_that_is_asked(store: ReportStore) -> None:
    case = file(store, "een", what_happened="Ze wilden mijn Itsme-code")
    assert store.queue(search="itsme")[1] == 0
    found, total = store.queue(search="ITSME", in_text=True)
    assert (total, found[0].id) == (1, case)


def test_many_are_decided_together_or_none(store: ReportStore) -> None:
    ids = [file(store, key) for key in ("een", "twee", "drie")]
    store.set_status(ids[2], Status.GENUINE, actor="an")
    with pytest.raises(StatusError):
        store.decide_many(ids, Status.CONFIRMED_FAKE, actor="an")
    assert store.confirmed_fakes() == ()
    batch = store.decide_many(ids[:2], Status.CONFIRMED_FAKE, actor="an", note="één golf")
    assert len(store.confirmed_fakes()) == 2
    lines = [each for each in store.events(what="status") if each.details.get("batch") == batch]
    assert sorted(each.case or 0 for each in lines) == ids[:2]
    assert store.undo_many(batch, actor="an") == 2
    assert store.confirmed_fakes() == ()
    with pytest.raises(StatusError):
        store.undo_many(batch, actor="an")


def test_what_a_colleague_moved_on_is_not_undone(store: ReportStore) -> None:
    ids = [file(store, key) for key in ("een", "twee")]
    batch = store.decide_many(ids, Status.CONFIRMED_FAKE, actor="an")
    store.set_status(ids[1], Status.TAKEN_DOWN, actor="bert")
    with pytest.raises(StatusError, match="since"):
        store.undo_many(batch, actor="an")
    assert len(store.confirmed_fakes()) == 2


def test_a_merge_is_undone_with_what_came_along(store: ReportStore) -> None:
    one, two, three, four = (file(store, key) for key in ("een", "twee", "drie", "vier"))
    store.merge(one, two, actor="an")
    store.merge(four, three, actor="an")
    store.merge(two, three, actor="an")
    assert [each.id for each in store.merged(three)] == [one, two, four]
    store.undo(two, actor="an")
    assert [each.id for each in store.merged(two)] == [one]
    assert [each.id for each in store.merged(three)] == [four]
    found = store.case(two)
    assert found
    assert found.reports == 2


def test_filters_are_kept_by_who_made_them(store: ReportStore) -> None:
    assert store.save_filter("an", "geld", "status=new&order=harm")
    assert store.save_filter("an", "geld", "status=new&order=oldest")
    (kept,) = store.saved_filters("an")
    assert kept.query == "status=new&order=oldest"
    assert store.saved_filters("bert") == ()
    store.remove_filter("bert", kept.id)
    store.remove_filter("an", kept.id)
    assert store.saved_filters("an") == ()
