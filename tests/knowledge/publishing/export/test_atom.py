"""The feed against the schema of RFC 4287, and against what may be told of a register."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from knowledge.model import LANGUAGES, Register, Verification, VerificationMethod
from knowledge.publishing.export.atom import as_atom
from knowledge.publishing.export.changes import Change, Kind, changes_of
from knowledge.publishing.export.urls import Places
from knowledge.publishing.export.vouched import Vouched, newest_day
from tests.knowledge.publishing.export.published import PLACES, REGISTER, STANDING, TEAM
from tests.knowledge.small_register import (
    ADDRESSES,
    TODAY,
    channel,
    fake,
    organisation,
    register,
)

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
NEWEST = date(2026, 11, 20)


def feed_of(
    standing: Vouched, language: str = "nl", places: Places = PLACES, newest: date | None = NEWEST
) -> etree._Element:
    written = as_atom(changes_of(standing), places, standing.platforms, language, newest=newest)
    return etree.fromstring(written)


def texts(feed: etree._Element, name: str) -> list[str]:
    return [each.text or "" for each in feed.iterfind(f"{ATOM}entry/{ATOM}{name}")]


def change_of(changes: list[Change], kind: Kind, address: str) -> Change:
    (found,) = [each for each in changes if each.kind is kind and each.address == address]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_follows_the_schema(language: str) -> None:
    feed = feed_of(STANDING, language)
    SCHEMA.assertValid(feed)
    # What the annotations of the schema ask beside it.
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    for entry in feed.iterfind(f"{ATOM}entry"):
        assert [each.get("rel") for each in entry.iterfind(f"{ATOM}link")] == ["alternate"]


def test_a_feed_without_changes_is_one_too() -> None:
    feed = feed_of(Vouched(register(), ADDRESSES.platforms, TODAY), newest=None)
    SCHEMA.assertValid(feed)
    assert feed.find(f"{ATOM}entry") is None


def test_the_real_register_gives_a_valid_feed(register: Register) -> None:
    standing = Vouched(register, ADDRESSES.platforms, TODAY)
    feed = feed_of(standing, newest=newest_day(register, TODAY))
    SCHEMA.assertValid(feed)
    assert texts(feed, "id")


def test_every_sort_of_change_is_told_once() -> None:
    changes = changes_of(STANDING)
    counts = {kind: sum(each.kind is kind for each in changes) for kind in Kind}
    assert counts == {
        Kind.CONFIRMED: 4,
        Kind.PLANNED: 1,
        Kind.RETIRED: 2,
        Kind.COMPROMISED: 3,  # the address that two list is taken over at both
        Kind.FAKE: 4,
    }


def test_only_a_confirmed_channel_can_be_clicked() -> None:
    for change in changes_of(STANDING):
        assert ("[.]" not in change.address) == (change.kind is Kind.CONFIRMED), change


def test_what_the_watcher_sees_again_is_no_news() -> None:
    seen = Verification(TODAY, "watch", VerificationMethod.LINKED_FROM_OFFICIAL_SITE)
    own = organisation("vdab", "VDAB", channel("vdab", "x", "https://x.com/vdab_be", verified=seen))
    assert changes_of(Vouched(register(own), ADDRESSES.platforms, TODAY)) == []


def test_an_undated_takeover_comes_first_and_is_told_as_undated() -> None:
    changes = changes_of(STANDING)
    assert changes[0].kind is Kind.COMPROMISED
    assert changes[0].when is None
    feed = feed_of(STANDING, "en")
    assert "do not trust" in texts(feed, "title")[0]
    assert texts(feed, "summary")[0] == "It is not known since when."
    assert texts(feed, "updated")[0] == "2026-11-20T00:00:00Z"


def test_a_date_is_as_precise_as_the_register_says() -> None:
    change = change_of(changes_of(STANDING), Kind.FAKE, "x[.]com/vdab_hulp")
    assert (change.when, change.day) == ("2026-03", date(2026, 3, 1))
    assert "Het doet zich voor als VDAB. Gezien sinds 2026-03." in texts(
        feed_of(STANDING), "summary"
    )


def test_what_lies_in_the_future_did_not_happen() -> None:
    later = replace(fake("website", "https://vdab-later.be/"), seen_since="2027-01")
    standing = replace(STANDING, register=replace(REGISTER, impersonations=(later,)))
    assert all(each.kind is not Kind.FAKE for each in changes_of(standing))
    dates = texts(feed_of(STANDING), "updated")
    assert max(dates) <= "2026-11-24T00:00:00Z"


def test_identifiers_stay_the_same_elsewhere_and_differ_among_changes() -> None:
    here, elsewhere = feed_of(STANDING), feed_of(STANDING, places=Places("http://localhost:1"))
    assert texts(here, "id") == texts(elsewhere, "id")
    assert len(set(texts(here, "id"))) == len(texts(here, "id"))
    assert here.findtext(f"{ATOM}id") == elsewhere.findtext(f"{ATOM}id")
    assert here.findtext(f"{ATOM}id") != feed_of(STANDING, "fr").findtext(f"{ATOM}id")


def test_markup_in_the_register_stays_text() -> None:
    assert any(TEAM in each for each in texts(feed_of(STANDING), "summary"))
