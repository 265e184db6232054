from pathlib import Path

import pytest

from knowledge.addresses.platforms import KINDS, Platforms, PlatformsError, ascii_lower
from knowledge.model import LANGUAGES

FILE = Path("knowledge/platforms.yml")
OF_THE_CONTRACT = [
    "website",
    "email",
    "phone",
    "sms",
    "x",
    "facebook",
    "instagram",
    "linkedin",
    "youtube",
    "tiktok",
    "whatsapp",
    "telegram",
    "bluesky",
    "mastodon",
    "threads",
    "pinterest",
    "flickr",
    "vimeo",
    "snapchat",
    "github",
    "app",
    "newsletter",
    "bank_account",
]
OF_THE_REGISTER = ["email_domain", "issuu", "chat", "webform", "press"]


@pytest.fixture(scope="module")
def platforms() -> Platforms:
    return Platforms.load(FILE)


def test_every_platform_of_contract_and_register_is_there(platforms):
    assert set(OF_THE_CONTRACT + OF_THE_REGISTER) <= set(platforms.names)


def test_every_platform_says_what_citizens_and_staff_need(platforms):
    for platform in platforms:
        assert set(platform.name) == set(LANGUAGES), platform.key
        assert platform.kind in KINDS
        assert 30 <= platform.freshness_days <= 365, platform.key


def test_only_senders_can_be_forged(platforms):
    forged = {platform.key for platform in platforms if platform.spoofable}
    assert forged == {"email", "email_domain", "phone", "sms"}


def test_only_x_had_profiles_after_a_hashbang(platforms):
    assert [platform.key for platform in platforms if platform.hashbang] == ["x"]


def test_a_host_belongs_to_one_platform(platforms):
    hosts = [host for platform in platforms for host in platform.hosts]
    assert len(hosts) == len(set(hosts))


def test_a_word_names_one_platform(platforms):
    words = [word for platform in platforms for word in platform.words + platform.short_words]
    assert sorted(words) == sorted(set(words))
    assert all(word == word.lower() for word in words)


@pytest.mark.parametrize(
    ("host", "platform"),
    [
        ("x.com", "x"),
        ("www.x.com", "x"),
        ("mobile.twitter.com", "x"),
        ("m.facebook.com", "facebook"),
        ("nl-nl.facebook.com", "facebook"),
        ("fr.linkedin.com", "linkedin"),
        ("be.pinterest.com", "pinterest"),
        ("instagr.am", "instagram"),
        ("m.youtube.com", "youtube"),
        ("telegram.me", "telegram"),
        ("api.whatsapp.com", "whatsapp"),
        ("threads.com", "threads"),
        ("bsky.app", "bluesky"),
        ("evilfacebook.com", None),
        ("facebook.com.evil.be", None),
        ("facebook.be", None),
        ("x.com.evil.be", None),
        ("xx.com", None),
        ("evil.x.com.be", None),
        ("developers.facebook.com", None),
        ("nl-nl.x.com", None),
        ("youtu.be", None),
        ("com", None),
        ("", None),
    ],
)
def test_hosts_are_compared_label_by_label(platforms, host, platform):
    found = platforms.of_host(host)
    assert (found.key if found else None) == platform


def test_only_ascii_letters_are_folded(platforms):
    assert ascii_lower("VDAB_be") == "vdab_be"
    # The lower case of the Kelvin sign is an ordinary k: it must not become one.
    assert ascii_lower("\u212alasse") == "\u212alasse"
    assert platforms.get("facebook").folded("VDAB.be") == "vdabbe"
    assert platforms.get("facebook").folded("vdab..be") == "vdab..be"
    assert platforms.get("instagram").folded("VDAB.be") == "vdab.be"


def test_a_facebook_name_of_digits_and_dots_is_no_number(platforms):
    assert platforms.get("facebook").folded("1000.64") == "1000.64"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a\n- b\n", "geen lijst"),
        ("x: {name: {nl: X}, kind: social, spoofable: false}\n", "freshness_days"),
        ("x: {name: {}, kind: odd, spoofable: false, freshness_days: 90}\n", "onbekende soort"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path, text, says):
    file = tmp_path / "platforms.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PlatformsError, match=says):
        Platforms.load(file)
