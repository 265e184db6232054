from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.addresses.address import AddressError, Addresses
from knowledge.addresses.platforms import Platforms

ADDRESSES = Addresses(Platforms.load(Path("knowledge/platforms.yml")))
FACEBOOK_ID = "455354371162277"


@pytest.mark.parametrize(
    ("url", "platform", "key"),
    [
        # X
        ("https://x.com/VDAB_be?s=20", "x", "vdab_be"),
        ("https://mobile.twitter.com/vdab_be/status/123", "x", "vdab_be"),
        ("http://www.twitter.com/vdab_be/", "x", "vdab_be"),
        ("x.com/vdab_be/with_replies", "x", "vdab_be"),
        ("https://x.com/@vdab_be", "x", "vdab_be"),
        ("https://x.com/%40vdab_be", "x", "vdab_be"),
        ("https://twitter.com/intent/user?screen_name=vdab_be", "x", "vdab_be"),
        ("https://x.com/i/user/123", "website", "x.com/i/user/123"),
        ("https://twitter.com/#!/vdab_be", "x", "vdab_be"),
        ("https://x.com/#vdab_be", "website", "x.com"),
        ("https://x.com/home", "website", "x.com/home"),
        ("https://x.com/", "website", "x.com"),
        # Facebook
        ("https://www.facebook.com/vdab.be", "facebook", "vdabbe"),
        ("https://www.facebook.com/VDABbe/", "facebook", "vdabbe"),
        ("https://nl-nl.facebook.com/vdab.be/?locale=nl", "facebook", "vdabbe"),
        ("https://m.facebook.com/vdab.be/photos/1", "facebook", "vdabbe"),
        ("https://facebook.com/pg/vdab.be/about", "facebook", "vdabbe"),
        ("https://fb.com/vdab.be", "facebook", "vdabbe"),
        ("https://fb.me/vdab.be", "facebook", "vdabbe"),
        ("https://m.me/vdab.be", "facebook", "vdabbe"),
        ("https://www.facebook.com/people/VDAB/100064123456789/", "facebook", "100064123456789"),
        ("https://facebook.com/profile.php?x=1&id=100064123456789", "facebook", "100064123456789"),
        (f"https://facebook.com/Vlaams-Instituut-{FACEBOOK_ID}/", "facebook", FACEBOOK_ID),
        (f"https://facebook.com/pages/Vlaams-Instituut/{FACEBOOK_ID}", "facebook", FACEBOOK_ID),
        (f"https://facebook.com/pages/category/A/Vl-{FACEBOOK_ID}", "facebook", FACEBOOK_ID),
        (f"https://facebook.com/{FACEBOOK_ID}", "facebook", FACEBOOK_ID),
        (f"https://facebook.com/p/Vlaams-Instituut-{FACEBOOK_ID}/", "facebook", FACEBOOK_ID),
        ("https://facebook.com/groups/vdab", "facebook", "groups/vdab"),
        ("https://facebook.com/newsfeed", "website", "facebook.com/newsfeed"),
        ("https://facebook.com/watch/?v=12", "website", "facebook.com/watch?v=12"),
        ("https://facebook.com/share/1Abc", "website", "facebook.com/share/1Abc"),
        # Instagram
        ("https://www.instagram.com/VDAB.be/?hl=nl", "instagram", "vdab.be"),
        ("https://instagr.am/vdab.be", "instagram", "vdab.be"),
        ("https://instagram.com/stories/vdab.be/123/", "instagram", "vdab.be"),
        ("https://instagram.com/_u/vdab.be", "instagram", "vdab.be"),
        ("https://instagram.com/p/AbC", "website", "instagram.com/p/AbC"),
        ("https://instagram.com/explore/tags/vdab", "website", "instagram.com/explore/tags/vdab"),
        # LinkedIn
        ("https://be.linkedin.com/company/VDAB/", "linkedin", "company/vdab"),
        ("https://www.linkedin.com/company/10197/about/", "linkedin", "company/10197"),
        ("https://linkedin.com/company/a-%26-b", "linkedin", "company/a-&-b"),
        ("https://linkedin.com/school/vdab", "linkedin", "school/vdab"),
        ("https://linkedin.com/showcase/vdab", "linkedin", "showcase/vdab"),
        ("https://linkedin.com/in/jan-jans", "linkedin", "in/jan-jans"),
        ("https://linkedin.com/jobs/view/1", "website", "linkedin.com/jobs/view/1"),
        # YouTube
        ("https://www.youtube.com/@DeLijn/videos", "youtube", "@delijn"),
        ("https://m.youtube.com/@delijn", "youtube", "@delijn"),
        ("https://youtube.com/user/vdab", "youtube", "user/vdab"),
        ("https://youtube.com/c/vdab", "youtube", "c/vdab"),
        ("https://youtube.com/vdab", "youtube", "vdab"),
        (
            "https://youtube.com/channel/UCtA1YCPoJoCe2UEqNYilrrA/about",
            "youtube",
            "channel/UCtA1YCPoJoCe2UEqNYilrrA",
        ),
        ("https://youtube.com/watch?v=aBc&t=3", "website", "youtube.com/watch?v=aBc"),
        ("https://youtu.be/aBc", "website", "youtu.be/aBc"),
        # The others
        ("https://www.tiktok.com/@vdab/video/1", "tiktok", "vdab"),
        ("https://www.threads.net/@vdab.be", "threads", "vdab.be"),
        ("https://www.threads.com/@vdab.be", "threads", "vdab.be"),
        ("https://t.me/VDAB_jobs", "telegram", "vdab_jobs"),
        ("https://t.me/s/vdab_jobs", "telegram", "vdab_jobs"),
        ("https://telegram.me/vdab_jobs/12", "telegram", "vdab_jobs"),
        ("https://t.me/joinchat/AAA", "telegram", "+AAA"),
        ("https://t.me/+AAA", "telegram", "+AAA"),
        ("https://wa.me/32470123456?text=x", "whatsapp", "+32470123456"),
        ("https://api.whatsapp.com/send?phone=32470123456", "whatsapp", "+32470123456"),
        ("https://wa.me/message/AAA", "website", "wa.me/message/AAA"),
        ("https://bsky.app/profile/inbo.be/post/1", "bluesky", "inbo.be"),
        ("https://vdab.bsky.social/", "bluesky", "vdab.bsky.social"),
        ("https://mastodon.online/@INBO/123", "mastodon", "inbo@mastodon.online"),
        # A server also shows accounts of other servers.
        ("https://mastodon.online/@inbo@evil.be", "mastodon", "inbo@evil.be"),
        ("https://vdab.evil.be/@inbo", "website", "vdab.evil.be/@inbo"),
        ("https://www.pinterest.fr/visitflanders/", "pinterest", "visitflanders"),
        ("https://flickr.com/photos/visitflanders/1", "flickr", "visitflanders"),
        ("https://vimeo.com/inbo", "vimeo", "inbo"),
        ("https://vimeo.com/123", "website", "vimeo.com/123"),
        ("https://www.snapchat.com/add/vdab", "snapchat", "vdab"),
        ("https://github.com/Inbo/repo", "github", "inbo"),
        ("https://issuu.com/klasse.be/docs/x", "issuu", "klasse.be"),
        (
            "https://play.google.com/store/apps/details?hl=nl&id=org.uitagenda",
            "app",
            "android/org.uitagenda",
        ),
        ("https://itunes.apple.com/be/app/x/id314609351?mt=8", "app", "ios/314609351"),
        ("https://apps.apple.com/app/id314609351", "app", "ios/314609351"),
        # Hosts that are no platform
        ("https://evilfacebook.com/vdab.be", "website", "evilfacebook.com/vdab.be"),
        ("https://facebook.com.evil.be/vdab", "website", "facebook.com.evil.be/vdab"),
        ("https://vlaanderen.be.evil.com", "website", "vlaanderen.be.evil.com"),
        ("https://faceb00k.com/vdab", "website", "faceb00k.com/vdab"),
        # Websites
        ("WWW.VDAB.BE", "website", "vdab.be"),
        ("http://vdab.be:80/", "website", "vdab.be"),
        ("https://www.vdab.be/a/../Jobs/%7eme/?q=1#x", "website", "vdab.be/Jobs/~me"),
        ("https://vdab.be/%e2%82%ac", "website", "vdab.be/%E2%82%AC"),
        ("https://vdab.be//x", "website", "vdab.be//x"),
        ("https://www.be/", "website", "www.be"),
        ("vdab.be:8443/x", "website", "vdab.be/x"),
    ],
)
def test_every_spelling_of_a_page_has_one_key(url, platform, key):
    address = ADDRESSES.from_url(url)
    assert (address.platform, address.key) == (platform, key)


@pytest.mark.parametrize(
    ("url", "host", "trap"),
    [
        ("https://vdab.be@evil.com/", "evil.com", "userinfo"),
        ("https://vdab.be:x@evil.com/", "evil.com", "userinfo"),
        ("https://vdab.be\\@evil.com", "vdab.be", "backslash"),
        ("https://evil.com\\vdab.be", "evil.com", "backslash"),
        ("https://vd\tab.be/", "vdab.be", "control_character"),
        ("https://vd\nab.be/", "vdab.be", "control_character"),
        ("https://vd\u200bab.be/", "vdab.be", "invisible_character"),
        ("https://vd\u00adab.be/", "vdab.be", "invisible_character"),
        ("https://vdab%2ebe/", "vdab.be", "percent_encoded_host"),
        ("https://vdab.be%2eevil.com/", "vdab.be.evil.com", "percent_encoded_host"),
        ("https://ｖｄａｂ.be/", "vdab.be", "unusual_characters"),
        ("https://vdab。be/", "vdab.be", "unusual_characters"),
        ("https://vdab．evil｡com/", "vdab.evil.com", "unusual_characters"),
        ("https://vd\u0430b.be/", "xn--vdb-7cd.be", "mixed_scripts"),
        ("https://xn--vdb-7cd.be/", "xn--vdb-7cd.be", "punycode"),
        ("https://xn--vdb-7cd.be/", "xn--vdb-7cd.be", "mixed_scripts"),
        ("https://stra\u00dfe.de/", "xn--strae-oqa.de", "foreign_letters"),
        ("https://vdab.be./", "vdab.be", "trailing_dot"),
        ("https://vdab.be:8443/", "vdab.be", "port"),
        ("http://127.0.0.1/", "127.0.0.1", "ip_host"),
        ("http://2130706433/", "127.0.0.1", "ip_host"),
        ("http://0x7f.1/", "127.0.0.1", "ip_host"),
        ("http://[::1]:80/", "::1", "ip_host"),
        (f"https://{'a.' * 40}evil.com/", f"{'a.' * 40}evil.com", "very_long"),
    ],
)
def test_the_host_that_a_browser_reaches_counts_and_the_trap_is_named(url, host, trap):
    reading = ADDRESSES.read_url(url)
    assert reading.address.host == host
    assert trap in reading.traps


@pytest.mark.parametrize(
    "url",
    ["https://www.vdab.be/jobs?x=1#y", "http://vdab.be", "https://VDAB.be:443/", "vdab.be"],
)
def test_an_ordinary_address_has_no_traps(url):
    assert ADDRESSES.read_url(url).traps == ()


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com/vdab_be/status/1",
        "https://x.com/vdab_be/Status/1",
        "https://x.com/#!/vdab_be/status/1",
        "https://www.facebook.com/vdab.be/posts/1",
        "https://www.facebook.com/vdab.be?story_fbid=1",
        "https://www.instagram.com/vdab.be/p/AbC",
        "https://mastodon.online/@vdab/1",
        "https://github.com/vdab/site/files/1/x.zip",
        "https://github.com/vdab/site/issues/1",
        "https://github.com/vdab/site/zipball/0a1b2c",
        "https://github.com/vdab/site/releases/latest/download/x.exe",
        "https://github.com/vdab?tab=a/b",
        "https://github.com/vdab/site?path=x",
        "https://www.facebook.com/vdab.be/albums/1",
        "https://www.facebook.com/vdab.be/media_set?set=a.1",
        "https://www.facebook.com/vdab.be/photos/?tab=album&album_id=1",
        "https://www.facebook.com/vdab.be/events/1",
        "https://www.facebook.com/vdab.be/notes/x/1",
        "https://www.facebook.com/vdab.be/123456789",
        "https://www.facebook.com/vdab.be?fbid=1",
        "https://www.facebook.com/vdab.be?sk=wall&x=1",
        "https://www.facebook.com/vdab.be?multi_permalinks[0]=1",
        "https://www.facebook.com/vdab.be#!/iemand",
        "https://www.facebook.com/groups/vdab/permalink/1",
        "https://www.instagram.com/vdab.be/reel/AbC",
        "https://www.instagram.com/stories/vdab.be/1",
        "https://www.linkedin.com/company/vdab/posts/x-activity-1",
        "https://www.linkedin.com/company/vdab/jobs/1",
        "https://www.youtube.com/@vdab/clip/1",
        "https://www.youtube.com/@vdab/community?lb=1",
        "https://www.youtube.com/c/vdab?v=aBc",
        "https://www.tiktok.com/@vdab/playlist/x-1",
        "https://www.tiktok.com/@vdab/live",
        "https://www.threads.net/@vdab/post/1",
        "https://bsky.app/profile/vdab.be/feed/x",
        "https://t.me/vdab/1/2",
        "https://t.me/vdab?comment=1",
        "https://www.pinterest.com/vdab/bord",
        "https://vimeo.com/vdab/x",
        "https://www.snapchat.com/@vdab/spotlight/1",
        "https://issuu.com/vdab/docs/x",
        "https://mastodon.online/users/vdab/statuses/1",
        "https://x.com/vdab_be/lists/1",
        "https://x.com/vdab_be?conversation=1",
        "https://apps.apple.com/be/app/x/id314609351/evil",
    ],
)
def test_a_post_may_be_of_someone_else_than_its_address_says(url):
    assert "post_link" in ADDRESSES.read_url(url).traps


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com/status",
        "https://x.com/vdab_be/with_replies",
        "https://x.com/vdab_be/media",
        "https://www.facebook.com/vdab.be/about?ref=1",
        "https://www.facebook.com/vdab.be/about_contact_and_basic_info/",
        "https://www.facebook.com/vdab.be?sk=photos&locale=nl_BE&fbclid=1",
        "https://www.facebook.com/vdab.be/?__cft__[0]=a&__tn__=x",
        "https://www.facebook.com/vdab.be/Photos",
        "https://www.instagram.com/vdab.be/reels/?hl=nl&igshid=1",
        "https://be.linkedin.com/company/vdab/posts/?feedView=all&originalSubdomain=be",
        "https://www.linkedin.com/in/jan/nl",
        "https://www.youtube.com/@vdab/streams?si=1",
        "https://www.youtube.com/@vdab?sub_confirmation=1",
        "https://www.tiktok.com/@vdab?is_from_webapp=1&sender_device=pc",
        "https://wa.me/32470123456?text=hallo",
        "https://t.me/vdab_bot?start=1",
        "https://x.com/vdab_be?s=20&t=1&utm_source=mail",
        "https://x.com/#!/vdab_be",
        "https://bsky.app/profile/vdab.be/followers",
        "https://flickr.com/photos/vdab/albums/",
        "https://github.com/orgs/vdab/repositories?type=all",
        "https://github.com/vdab?tab=repositories",
        "https://www.facebook.com/people/VDAB/61550000000000",
        "https://github.com/vdab/site",
    ],
)
def test_a_page_of_an_account_is_no_post(url):
    assert ADDRESSES.read_url(url).traps == ()


@pytest.mark.parametrize(
    "url",
    [
        f"https://facebook.com/profile.php?id={FACEBOOK_ID}&id=61550000000000",
        f"https://facebook.com/profile.php?id={FACEBOOK_ID}&ID=61550000000000",
        f"https://facebook.com/profile.php?id[]=61550000000000&id={FACEBOOK_ID}",
        "https://facebook.com/vdab.be?id=61550000000000",
        "https://play.google.com/store/apps/details?id=be.vdab&id=com.evil",
        "https://x.com/intent/user?screen_name=vdab_be&screen_name=evil",
        "https://x.com/intent/user?user_id=666&screen_name=vdab_be",
    ],
)
def test_a_query_that_names_two_accounts_names_none(url):
    assert ADDRESSES.from_url(url).platform == "website"


@pytest.mark.parametrize(
    "url",
    [
        "https://x.com/i%2Fstatus%2F1#!/vdab_be",
        "https://x.com/evil%2f#!/vdab_be",
        "https://github.com/evil%2frepo#!/vdab",
        "https://github.com/#!/vdab",
        "https://www.linkedin.com/#!/company/vdab",
        "https://play.google.com/evil%2f?id=be.vdab#!/store/apps/details",
    ],
)
def test_a_hashbang_counts_on_the_front_page_of_a_platform_that_had_it(url):
    assert ADDRESSES.from_url(url).platform == "website"


@pytest.mark.parametrize(
    ("query", "leads_on"),
    [
        ("redirect=https%3A%2F%2Fevil.com", True),
        ("redirect=https%253A%252F%252Fevil.com", True),
        ("redirect=//evil.com", True),
        ("redirect=%5C%5Cevil.com", True),
        ("redirect=https://1.2.3.4/", True),
        ("redirect=https://mijn.vdab.be/", False),
        ("redirect=/contact", False),
        ("q=evil.com", False),
    ],
)
def test_the_address_of_somebody_else_in_the_query_is_named(query, leads_on):
    assert ("leads_on" in ADDRESSES.read_url(f"https://www.vdab.be/?{query}").traps) == leads_on


@pytest.mark.parametrize("host", ["a." * 126 + "com", "a" * 64 + ".com"])
def test_a_host_too_long_to_be_looked_up_is_none(host):
    with pytest.raises(AddressError) as raised:
        ADDRESSES.from_url(f"https://{host}/")
    assert raised.value.code == "bad_host"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("javascript:alert(1)", "dangerous_scheme"),
        ("data:text/html,x", "dangerous_scheme"),
        ("https://vdab.be:99999", "not_a_url"),
        ("https://", "not_a_url"),
        ("https://a b.be", "not_a_url"),
        ("", "not_a_url"),
    ],
)
def test_what_no_browser_opens_is_refused(url, code):
    with pytest.raises(AddressError) as error:
        ADDRESSES.from_url(url)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("handle", "platform", "key"),
    [
        ("@VDAB_be", "x", "vdab_be"),
        ("vdab_be", "x", "vdab_be"),
        ("@vd\u200bab_be", "x", "vdab_be"),
        ("@vd\u0430b_be", "x", "vd\u0430b_be"),
        ("vdab.be", "facebook", "vdabbe"),
        ("@vdab.be", "instagram", "vdab.be"),
        ("delijn", "youtube", "@delijn"),
        ("@DeLijn", "youtube", "@delijn"),
        ("user/vdab", "youtube", "user/vdab"),
        ("vdab", "linkedin", "company/vdab"),
        ("school/vdab", "linkedin", "school/vdab"),
        ("@inbo@Mastodon.online", "mastodon", "inbo@mastodon.online"),
        ("inbo.be", "bluesky", "inbo.be"),
        ("inbo", "bluesky", "inbo.bsky.social"),
        ("0470 12 34 56", "whatsapp", "+32470123456"),
        ("vdab", "tiktok", "vdab"),
    ],
)
def test_a_handle_has_the_key_of_its_profile(handle, platform, key):
    assert ADDRESSES.from_handle(handle, platform).key == key


@pytest.mark.parametrize(
    ("handle", "platform", "code"),
    [
        ("home", "x", "reserved_handle"),
        ("", "x", "not_a_handle"),
        (".", "instagram", "not_a_handle"),
        ("./p", "instagram", "not_a_handle"),
        ("a/../b", "instagram", "not_a_handle"),
        ("@..", "instagram", "not_a_handle"),
        ("de lijn", "x", "not_a_handle"),
        ("@inbo", "mastodon", "not_a_handle"),
        ("@inbo@evil.be/@mastodon.online", "mastodon", "not_a_handle"),
        ("@inbo@evil@mastodon.online", "mastodon", "not_a_handle"),
        ("@inbo@mastodon.online#.evil.be", "mastodon", "not_a_handle"),
        ("vdab", "phone", "not_a_handle"),
        ("vdab", "whatsapp", "not_a_phone"),
        ("vdab", "hyves", "unknown_platform"),
    ],
)
def test_what_is_no_handle_is_refused(handle, platform, code):
    with pytest.raises(AddressError) as error:
        ADDRESSES.from_handle(handle, platform)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Info@VDAB.be", "info@vdab.be"),
        ("mailto:info@vdab.be?subject=x", "info@vdab.be"),
        ("info+jobs@vdab.be", "info+jobs@vdab.be"),
        ("info@vd\u0430b.be", "info@xn--vdb-7cd.be"),
        ("\u212aind@vdab.be", "\u212aind@vdab.be"),
        ("@vdab.be", "@vdab.be"),
    ],
)
def test_a_mailbox_has_one_key(text, key):
    assert ADDRESSES.from_email(text).key == key


@pytest.mark.parametrize("text", ["info", "info@", "info@vdab", "a b@vdab.be", "info@-x.be"])
def test_what_is_no_mailbox_is_refused(text):
    with pytest.raises(AddressError):
        ADDRESSES.from_email(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("02/553.34.34", "+3225533434"),
        ("(02) 553 34 34", "+3225533434"),
        ("+32 (0)2 553 34 34", "+3225533434"),
        ("0032 2 553 34 34", "+3225533434"),
        ("tel:+3225533434", "+3225533434"),
        ("0470 12 34 56", "+32470123456"),
        ("0800 30 700", "+3280030700"),
        ("078 150 100", "+3278150100"),
        ("+1 212 584 2336", "+12125842336"),
        ("1700", "1700"),
        ("8811", "8811"),
    ],
)
def test_a_number_has_one_key(text, key):
    assert ADDRESSES.from_phone(text).key == key


@pytest.mark.parametrize("text", ["", "12", "vdab", "01 23", "+32", "02 553 34 34 56 78", "1+2+3"])
def test_what_cannot_be_called_is_refused(text):
    with pytest.raises(AddressError):
        ADDRESSES.from_phone(text)


def test_bank_accounts_and_senders():
    assert ADDRESSES.from_iban("be02 3751 1109 9940").value == "BE02 3751 1109 9940"
    assert ADDRESSES.from_iban("BE02375111099940").key == "BE02375111099940"
    assert ADDRESSES.from_sender_name(" My\u200bGov ").key == "mygov"
    for wrong in ("BE03 3751 1109 9940", "BE02", ""):
        with pytest.raises(AddressError):
            ADDRESSES.from_iban(wrong)
    with pytest.raises(AddressError):
        ADDRESSES.from_sender_name("a" * 31)


@pytest.mark.parametrize(
    ("text", "platform", "expected"),
    [
        ("https://www.vdab.be/", "website", ("website", "vdab.be")),
        ("https://x.com/vdab_be", "x", ("x", "vdab_be")),
        ("@vdab_be", "x", ("x", "vdab_be")),
        ("x.com/vdab_be", "x", ("x", "vdab_be")),
        ("ond.vlaanderen.be", "email_domain", ("email", "@ond.vlaanderen.be")),
        ("@vdab.be", "email", ("email", "@vdab.be")),
        ("8811", "sms", ("sms", "8811")),
        ("1700", "phone", ("phone", "1700")),
        ("BE02 3751 1109 9940", "bank_account", ("bank_account", "BE02375111099940")),
        ("https://social.example.com/@inbo", "mastodon", ("mastodon", "inbo@social.example.com")),
        ("https://www.vlaanderen.be/contact", "chat", ("chat", "vlaanderen.be/contact")),
        ("inbo.be", "bluesky", ("bluesky", "inbo.be")),
    ],
)
def test_staff_write_an_address_in_its_own_form(text, platform, expected):
    address = ADDRESSES.parse(text, platform)
    assert (address.platform, address.key) == expected


@pytest.mark.parametrize(
    ("text", "platform", "code"),
    [
        ("", "x", "empty"),
        ("https://x.com/vdab_be", "website", "wrong_platform"),
        ("https://x.com/vdab_be", "facebook", "wrong_platform"),
        ("https://www.vdab.be", "x", "not_a_profile"),
        ("https://x.com/home", "x", "not_a_profile"),
        ("@vdab-be", "x", "not_a_handle"),
        ("@vd\u0430b_be", "x", "not_a_handle"),
        ("https://localhost/", "website", "bad_host"),
        ("https://127.0.0.1/", "website", "bad_host"),
        ("vdab", "hyves", "unknown_platform"),
    ],
)
def test_staff_hear_in_dutch_why_an_address_is_wrong(text, platform, code):
    with pytest.raises(AddressError, match=r"dit|er staat|de domeinnaam") as error:
        ADDRESSES.parse(text, platform)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("host", "domain", "suffix"),
    [
        ("www.vdab.be", "vdab.be", "be"),
        ("a.b.vlaanderen.be", "vlaanderen.be", "be"),
        ("www.sport.vlaanderen", "sport.vlaanderen", "vlaanderen"),
        ("vlaanderen", None, "vlaanderen"),
        ("a.b.co.uk", "b.co.uk", "co.uk"),
        ("x.github.io", "x.github.io", "github.io"),
        ("github.io", None, "github.io"),
        ("127.0.0.1", None, ""),
        ("vdab.notatld", None, ""),
        ("VDAB.BE.", "vdab.be", "be"),
        ("vd\u0430b.be", "xn--vdb-7cd.be", "be"),
    ],
)
def test_the_bundled_suffix_list_tells_who_rents_a_name(host, domain, suffix):
    assert ADDRESSES.registrable_domain(host) == domain
    assert ADDRESSES.suffix(host) == suffix


LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True).filter(
    lambda label: not label.startswith("xn--") and label[2:4] != "--"
)


@given(st.lists(LABEL, min_size=1, max_size=3), st.sampled_from(["com", "be", "evil.com"]))
def test_nothing_in_front_of_another_domain_makes_it_a_platform(labels, ending):
    host = ".".join([*labels, "facebook.com", "evil-domain", ending])
    address = ADDRESSES.from_url(f"https://{host}/vdab.be")
    assert address.platform == "website"
    assert address.host == host.removeprefix("www.")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    for read in (ADDRESSES.from_url, ADDRESSES.from_email, ADDRESSES.from_phone):
        with suppress(AddressError):
            assert read(text).key


@given(st.sampled_from(list(Platforms.load(Path("knowledge/platforms.yml")).names)), st.text())
def test_what_staff_write_is_an_address_or_a_reason(platform, text):
    try:
        address = ADDRESSES.parse(text, platform)
    except AddressError:
        return
    # The text that people read leads back to the same channel.
    again = ADDRESSES.parse(address.value, platform)
    assert (again.platform, again.key) == (address.platform, address.key)


@given(st.from_regex(r"[A-Za-z0-9_]{4,15}", fullmatch=True).filter(lambda name: name.isascii()))
def test_letter_case_never_makes_another_account(name):
    for platform in ("x", "instagram", "tiktok", "telegram"):
        try:
            expected = ADDRESSES.from_handle(name.upper(), platform)
        except AddressError:
            continue
        assert ADDRESSES.from_handle(f"@{name.lower()}", platform) == expected
