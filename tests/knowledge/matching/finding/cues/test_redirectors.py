from pathlib import Path

import pytest

from knowledge.addresses.address import Addresses
from knowledge.addresses.platforms import Platforms
from knowledge.matching.finding.mentions import MentionFinder

FINDER = MentionFinder(Addresses(Platforms.load(Path("knowledge/platforms.yml"))))


def keys(text):
    return [mention.address and mention.address.key for mention in FINDER.find(text)]


@pytest.mark.parametrize(
    "url",
    [
        "https://urldefense.com/v3/__https://evil.be/x__;!!HX!g$",
        "https://urldefense.com/v3/__https:/evil.be/x__;!!HX!g$",
        "https://urldefense.com/v3/__https://vdab.be/../../../../v3/__https://evil.be/x__;!!HX!g$",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__evil.be_x&d=D",
        "https://urldefense.proofpoint.com/v1/url?u=https://evil.be/x&k=1",
        "https://outlook.office.com/mail/safelink.html?url=https%3A%2F%2Fevil.be%2Fx&corid=1",
        "https://eur01.safelinks.protection.outlook.com/ap/t-1/?url=https%3A%2F%2Fevil.be%2Fx",
        "https://www.google.com/amp/s/evil.be/x",
        "https://www.google.be/amp/evil.be/x",
        "https://secure-web.cisco.com/1AbC/https%3A%2F%2Fevil.be%2Fx",
        "https://href.li/?https://evil.be/x",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.be%2Fx&amp;h=1",
    ],
)
def test_the_page_that_opens_is_the_one_that_counts(url):
    (mention,) = FINDER.find(url)
    assert mention.address.key == "evil.be/x"
    assert "redirector" in mention.traps


@pytest.mark.parametrize(
    "url",
    [
        "https://evil--jobs-be.translate.goog/x?_x_tr_sl=nl",
        "https://translate.google.com/translate?sl=nl&u=evil-jobs.be/x",
        "https://evil--jobs-be.cdn.ampproject.org/c/s/evil-jobs.be/x",
        "https://web.archive.org/web/20230101000000/https://evil-jobs.be/x",
        "https://web.archive.org/web/2023if_/http://evil-jobs.be/x",
        "https://archive.ph/o/AbCd/https://evil-jobs.be/x",
    ],
)
def test_a_copy_is_judged_as_the_page_and_says_that_it_is_one(url):
    (mention,) = FINDER.find(url)
    assert mention.address.key == "evil-jobs.be/x"
    assert "copied_page" in mention.traps


@pytest.mark.parametrize(
    "url",
    [
        "https://l.facebook.com/l.php?u=https://vdab.be&u=https://evil.be",
        "https://l.facebook.com/l.php?u=https://vdab.be&amp;u=https://evil.be",
        "https://l.facebook.com/l.php?u=https://vdab.be&amp;amp;u=https://evil.be",
    ],
)
def test_with_two_destinations_none_is_taken(url):
    assert keys(url) == ["l.facebook.com/l.php"]


@pytest.mark.parametrize(
    "held",
    [
        "https://evil.be", "https%3A%2F%2Fevil.be", "https%253A%252F%252Fevil.be", "//evil.be",
        "evil.be", "%2F%2Fevil.be",
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", ["redirect?url=", "nl/out.aspx?a=b&to="])
def test_what_a_page_that_sends_on_holds_is_a_mention_of_its_own(page, held):
    text = f"https://vdab.be/{page}{held}"
    first, second = FINDER.find(text)
    assert first.address.host == "vdab.be"
    assert second.address.key == "evil.be"
    assert second.text == held


@pytest.mark.parametrize(
    "url",
    ["https://vdab.be/?url=https://evil.be", "https://vdab.be/login?next=//evil.be"],
)
def test_another_page_that_holds_an_address_is_one_mention(url):
    (mention,) = FINDER.find(url)
    assert mention.address.host == "vdab.be"
    assert "leads_on" in mention.traps


def test_a_redirector_to_a_page_that_sends_on_is_unreadable():
    (mention,) = FINDER.find(
        "https://google.com/url?q=https%3A%2F%2Fvdab.be%2Fredirect%3Furl%3Dhttps%3A%2F%2Fevil.be"
    )
    assert mention.address is None
    assert "unreadable_link" in mention.traps
