"""Warning everybody of what staff confirmed."""

import logging
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from actions.reports.database.connection import StoreUnavailable
from actions.reports.model import ConfirmedFake, Status
from actions.reports.store import ReportStore
from actions.reports.subject import subject_of
from bot.notifying.warnings import Warnings, impersonations
from knowledge.library import Library
from knowledge.matching.presenting import as_json, as_text
from knowledge.model import LANGUAGES, Verdict
from knowledge.register.registry import Registry
from tests.bot.reports import Clock, file
from tests.servers import Postgres

STAFF = "jan"


def fresh(library: Library) -> Library:
    """A library that nothing was laid over, as after a change of the register."""
    registry = Registry(library.registry.register, library.addresses)
    checker = type(library.checker)(registry, library.finder, today=library.checker._today)
    return replace(library, registry=registry, checker=checker)


@pytest.fixture
def served(library: Library) -> Library:
    return fresh(library)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReportStore]:
    store = ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=Clock())
    yield store
    store.close()


def confirm(store: ReportStore, library: Library, text: str, **changes: object) -> int:
    case = file(store, library, text, **changes)
    store.set_status(case, Status.CONFIRMED_FAKE, actor=STAFF)
    return case


def verdict(library: Library, text: str) -> Verdict | None:
    return library.checker.check(text).verdict


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("https://www.vdab-bonus.be/", "login.vdab-bonus.be/pagina"),
        ("https://sites.google.com/view/vdab-bonus", "https://sites.google.com/view/vdab-bonus/2"),
        ("info@vdab-bonus.be", "Info@VDAB-bonus.be"),
        ("@vdab_bonus op instagram", "https://www.instagram.com/VDAB_bonus/"),
        ("https://x.com/vdab_bonus", "@vdab_bonus op x"),
        ("https://www.facebook.com/vdab.bonus", "https://m.facebook.com/vdabbonus"),
        ("https://www.youtube.com/@vdabbonus", "https://youtube.com/@VDABbonus/videos"),
        (
            "https://www.linkedin.com/company/vdab-bonus",
            "https://be.linkedin.com/company/vdab-bonus",
        ),
        ("https://mastodon.social/@vdab_bonus", "@vdab_bonus@mastodon.social"),
        ("https://t.me/vdab_bonus", "https://t.me/vdab_bonus"),
        ("https://wa.me/32470123456", "https://wa.me/32470123456"),
        ("+32 470 12 34 56", "bel 0470 12 34 56"),
        ("BE68 5390 0754 7034", "BE68539007547034"),
    ],
)
def test_what_was_confirmed_is_what_is_asked_next(
    store: ReportStore, served: Library, text: str, also: str
) -> None:
    assert verdict(served, also) is not Verdict.CONFIRMED_FAKE
    confirm(store, served, text)
    Warnings(store, lambda: served).renew()
    assert verdict(served, text) is verdict(served, also) is Verdict.CONFIRMED_FAKE


@pytest.mark.parametrize("language", LANGUAGES)
def test_says_since_when_it_was_seen(store: ReportStore, served: Library, language: str) -> None:
    confirm(store, served, "vdab-bonus.be")
    Warnings(store, lambda: served).renew()
    judged = served.checker.check("vdab-bonus.be")
    (mention,) = as_json(judged, served.catalogue, language)["mentions"]
    assert any("2026" in reason for reason in mention["reasons"])
    assert mention["organisation"] == {"id": "vdab", "name": "VDAB"}
    text = as_text(served.answer(judged, language))
    assert "2026" in text
    assert "vdab-bonus[.]be" in text
    assert "vdab-bonus.be" not in text


def test_a_bare_account_name_is_found_by_its_name(store: ReportStore, served: Library) -> None:
    confirm(store, served, "@vdab_bonus")
    Warnings(store, lambda: served).renew()
    assert served.registry.impersonation_by_handle("VDAB_Bonus")


def test_words_without_address_warn_of_nothing(store: ReportStore, served: Library) -> None:
    confirm(store, served, "iemand belde over mijn premie")
    Warnings(store, lambda: served).renew()
    assert verdict(served, "iemand belde over mijn premie") is None
    assert served.registry.impersonation_by_handle("iemand belde over mijn premie") is None


def test_an_account_that_is_read_otherwise_now_keeps_its_confirmed_form(library: Library) -> None:
    for shown in ("x[.]com/iemand_anders", "niet te lezen"):
        account = ConfirmedFake(1, "x", "vdab_bonus", shown, None, "2026-11-25")
        (read,) = impersonations([account], library.addresses)
        assert (read.address.key, read.address.handle) == ("vdab_bonus", "vdab_bonus")


def test_an_account_of_another_kind_is_known_by_its_name(library: Library) -> None:
    shown = "linkedin[.]com/company/vdab-bonus"
    account = ConfirmedFake(1, "linkedin", "company/vdab-bonus", shown, None, "2026-11-25")
    (read,) = impersonations([account], library.addresses)
    assert (read.address.key, read.address.handle) == ("company/vdab-bonus", "vdab-bonus")


def test_a_host_and_a_mailbox_are_those_of_the_confirmed_form(library: Library) -> None:
    host = ConfirmedFake(1, "website", "vdab-bonus.be/a", "niet te lezen", None, "2026-11-25")
    box = ConfirmedFake(2, "email", "info@vdab-bonus.be", "ander@adres.be", None, "2026-11-25")
    read = [each.address for each in impersonations([host, box], library.addresses)]
    assert [(each.platform, each.key) for each in read] == [
        ("website", "vdab-bonus.be/a"),
        ("email", "info@vdab-bonus.be"),
    ]
    assert [(each.host, each.path, each.handle) for each in read] == [
        ("vdab-bonus.be", "a", None),
        ("vdab-bonus.be", "", "info"),
    ]


def test_a_platform_that_is_gone_does_not_stop_the_others(library: Library) -> None:
    served = fresh(library)
    gone = ConfirmedFake(1, "myspace", "vdab", "myspace[.]com/vdab", None, "2026-11-25")
    subject = subject_of(served, "vdab-bonus.be", None).subject
    assert subject
    known = ConfirmedFake(2, subject.platform, subject.key, subject.shown, "vdab", "2026-11-25")
    served.registry.warn_of(impersonations([gone, known], served.addresses))
    assert verdict(served, "vdab-bonus.be") is Verdict.CONFIRMED_FAKE


def test_an_official_channel_that_was_confirmed_by_mistake_stays_official(
    store: ReportStore, served: Library, caplog: pytest.LogCaptureFixture
) -> None:
    before = verdict(served, "https://www.vdab.be/")
    confirm(store, served, "https://www.vdab.be/")
    with caplog.at_level(logging.ERROR):
        Warnings(store, lambda: served).renew()
    assert verdict(served, "https://www.vdab.be/") is before is not Verdict.CONFIRMED_FAKE
    assert "undo the confirmation" in caplog.text


def test_undone_is_no_longer_warned_of(store: ReportStore, served: Library) -> None:
    case = confirm(store, served, "vdab-bonus.be")
    warnings = Warnings(store, lambda: served)
    warnings.renew()
    store.undo(case, actor=STAFF)
    warnings.renew()
    assert verdict(served, "vdab-bonus.be") is Verdict.LOOKALIKE


def test_a_new_library_warns_too_even_before_it_is_served(
    store: ReportStore, library: Library
) -> None:
    served = [fresh(library)]
    warnings = Warnings(store, lambda: served[-1])
    confirm(store, library, "vdab-bonus.be")
    warnings.renew()
    prepared = fresh(library)
    warnings.prepare(prepared)
    assert verdict(prepared, "vdab-bonus.be") is Verdict.CONFIRMED_FAKE
    served.append(fresh(library))
    warnings.renew()
    assert verdict(served[-1], "vdab-bonus.be") is Verdict.CONFIRMED_FAKE


@pytest.mark.slow
def test_with_the_database_away_the_last_that_was_known_stays(
    postgres_server: Postgres, library: Library
) -> None:
    url = postgres_server.create_database(f"warnings_{uuid.uuid4().hex}")
    store = ReportStore.open(url, clock=Clock())
    served = [fresh(library)]
    warnings = Warnings(store, lambda: served[-1])
    confirm(store, library, "vdab-bonus.be")
    warnings.renew()
    postgres_server.stop()
    try:
        served.append(fresh(library))
        with pytest.raises(StoreUnavailable):
            warnings.renew()
    finally:
        postgres_server.start()
    assert verdict(served[-1], "vdab-bonus.be") is Verdict.CONFIRMED_FAKE
    confirm(store, library, "vdab-premie2.be")
    warnings.renew()
    assert verdict(served[-1], "vdab-premie2.be") is Verdict.CONFIRMED_FAKE
    store.close()
