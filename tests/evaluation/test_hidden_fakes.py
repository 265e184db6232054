"""Messages in which a fake hides beside, inside or behind an official address.

Every line was once called official, or crashed. None may be listed, whatever else is in it.
"""

import re
from functools import cache

import can_ada
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.matching.finding.mentions import MOST_MENTIONS
from knowledge.model import Verdict
from tests.evaluation.test_never_official import LISTED
from tests.evaluation.whole_register import whole_checker

OFFICIAL = "www.vlaanderen.be"


def verdict_on(text: str, platform: str | None = None) -> Verdict | None:
    return whole_checker()[0].check(text, platform=platform).verdict


INSIDE_A_LINK = (
    "vdab-betaal.be/BE02375111099940",
    "vdab-betaal.be/?rek=BE02375111099940",
    "be02375111099940.com",
    "is 1700.be echt?",
    "is 1700.com echt?",
    "Info gratis op 1700.premie-vlaanderen.com",
    "bel 1700.vdab-login.be",
    "surf naar 025531700.be",
    "078150100.be/login",
    "0800-24050.be",
    "evil.com?tel=025531700",
    "vdab-login.be/?n=0800 24 050",
    "evil.com/;info@ovam.be",
    "evil.com/(info@ovam.be)",
    "evil.com/?mail:info@ovam.be",
    "evil.social/@inbo@mastodon.online",
    "evil.com?u=@delijn op instagram",
    "evil.com?u=vdab_be op x",
    "www.vlaanderen.be:0470 12 34 56",
    "https://www.vlaanderen.be:0470 12 34 56",
    "https://www.vlaanderen.be/?bel=0470 12 34 56",
)
BESIDE_A_DATE_OR_AMOUNT = (
    "vlaanderen.be en vdab-premie.be/2024/01/15/aanvraag",
    "vlaanderen.be en premie250euro.be",
    "Is @vdab_250euro op instagram van vdab.be?",
    "Stort op BE02375111099940 via vdab-betaal.be/2024/01/15",
    '<a href="evil.com/2024/01/01">https://www.vlaanderen.be</a>',
    '<a href="//evil%2ecom">https://www.vlaanderen.be</a>',
    '<a href="//0x7f.1/">https://www.vlaanderen.be</a>',
    '<a href="//[::1]/">https://www.vlaanderen.be</a>',
    "evil-vdab.be/?bedrag=250€",
    "evil-vdab.be/?korting=50%",
    "evil-vdab.be/?x=12/12/2024",
    "bel 1700 of 0470123456 euro",
    "bel 1700 of €0470 12 34 56",
    "bel 1700 of 0470 12 34 56%",
    "bel 1700, dossier 0470 12 34 56",
    "bel 1700, ref 0470 12 34 56",
    "bel 1700, dossier 0470123456",
)
BEHIND_A_DISPLAY_NAME = (
    'Van: "info@ovam.be" <evil@evil.com>',
    'From: "OVAM info@ovam.be" <evil@evil.com>',
    "From: «OVAM info@ovam.be» <evil@evil.com>",
    "From: info@ovam.be (evil@evil.com)",
    "From: OVAM info@ovam.be [mailto:evil@evil.com]",
    'From: "https://www.vlaanderen.be" <evil@evil.com>',
    "https://www.vlaanderen.be <evil@evil.com>",
    "Zie https://www.vlaanderen.be (evil@evil.com)",
    "Mail naar: https://www.vdab.be (info@vdab-jobs.be)",
    "[https://www.vlaanderen.be](mailto:evil@evil.com)",
    '"Meld aan op vdab-login.be" <info@ovam.be>',
    "Van: Bel dringend 0470 12 34 56 <info@ovam.be>",
    '"@vdab_hulp op instagram" <info@ovam.be>',
    '"BE68 5390 0754 7034" <info@ovam.be>',
)
GLUED_TO_A_NAME = (
    *(f"{OFFICIAL}{glue}.evil.com/login" for glue in "💶́~!$&'()*+,;={}·§€"),
    "www.vlaanderen.be%2eevil%2ecom",
    "vlaanderen.be:80@@evil.com/",
    "vlaanderen.be:x@@evil.com",
    "evil.भारत/www.vlaanderen.be",
    "evil%2ecom/www.vlaanderen.be",
    "evil💶.com/www.vlaanderen.be",
    "2130706433/www.vlaanderen.be",
    "localhost/www.vlaanderen.be",
    "[::1]/www.vlaanderen.be",
    "#evil.com/www.vlaanderen.be",
    ".evil.com/www.vlaanderen.be",
    "evil€vlaanderen.be",
    "evil💶vdab.be/login",
    "localhost?u=www.vlaanderen.be",
    "info@ovam.be💶.evil.com",
    "info@ovam.be\u0301.evil.com",
    "info@ovam.be(c).evil.com",
    "mailto:info@ovam.be%2eevil%2ecom",
)
GLUED_TO_A_LINK = tuple(
    f"https://{OFFICIAL}{rest}"
    for rest in (
        "|a@@evil.com/",
        "](a@@evil.com/",
        ";www.@@evil.com/",
        "».evil.com/login",
        "“.evil.com",
        "`.evil.com",
        '"a@@evil.com/',
        "<a@@evil.com/",
        "\n.evil.com/login",
        "\r\n.evil.com/login",
        "\t.evil.com/login",
        "\n%2eevil%2ecom",
    )
)
TAIL_OF_A_NUMBER = (
    "Bel 0470 12 31 1700",
    "bel 0470 12 3 1700",
    "bel 0903 1700",
    "bel 0900 1700",
    "bel 0090 1700",
    "bel 0(1700)",
    "bel *1700",
    "sms 0470 12 31 8811",
    "bel 1700 00 00",
    "02 553 17 0(0)0",
    "tel:025531700;phone-context=+49",
    "bel 1700 of 0470,12,34,56",
    "bel 1700 of 0470*123456",
    "bel 1700 of 32 2 214 19 99",
    "bel 1700 of tel:%30470123456",
)
OTHER_SCHEMES = (
    "intent://www.vlaanderen.be#Intent;scheme=https;package=com.evil;"
    "S.browser_fallback_url=https%3A%2F%2Fevil.com;end",
    "evilapp://www.vlaanderen.be/",
    "file://www.vlaanderen.be/x",
    "feed:www.vlaanderen.be",
    "feed:https://www.vlaanderen.be",
    "android-app://www.vlaanderen.be",
    "tel:vdab.be",
    "mailto:vdab.be",
    "vlaanderen.be of evilapp://open",
)
SEVERAL_PLATFORMS = (
    "Is @delijn op instagram en tiktok echt?",
    "@delijn op instagram/tiktok",
    "volg @delijn op instagram, tiktok en facebook",
    "Ik zag op Discord een account @delijn. Ik heb zelf geen Facebook.",
    "is @delijn op instagram en discord echt?",
    "@delijn op discord",
)
MAILBOXES = (
    "info@ovam.be@evil.com",
    "info@ovam.be@@evil.com",
    "mailto:info@ovam.be?cc=evil@evil.com",
    "mailto:info@ovam.be?cc=evil%40evil%2ecom",
    "mailto:info@ovam.be?subject=x&bcc=evil%40evil.com",
    "mailto:info@ovam.be,evil%40evil.com",
    "info@ovam.be a?b@evil.com",
    "info@ovam.be a..b@evil.com",
    "info@ovam.be a.@evil.com",
    "info@ovam.be a@evil_x.com",
    "info@ovam.be a@-evil.com",
    "info@ovam.be a@[1.2.3.4]",
    "info@ovam.be evil@evil.भारत",
)
NAMES = (
    "@vrtnws\u0301 op youtube",
    "@vrtnws·hulp op youtube",
    "is delijn\u0301 op instagram echt",
    "@delijn op instagram. .@delijnhelp op x is toch van @delijn?",
    "@delijn op instagram /@delijnhelp op x",
    "@delijn op instagram @@delijnhelp op x",
    "@delijn op instagram @delijnhelp@… op x",
    "@inbo@mastodon.online@evil.com",
    "@inbo@mastodon.online💶.evil.com",
    "@inbo@mastodon.online%2eevil.com",
)
BESIDE_AN_OFFICIAL = tuple(
    f"{OFFICIAL} en {fake}"
    for fake in (
        "vdab-premie.Online",
        "vdab-premie.zip",
        "1700.be",
        "vdab.भारत",
        ".evil.com",
        "BE 68 5390 0754 7034",
        "BE68/5390/0754/7034",
        "BE68–5390–0754–7034",
        "IBANBE68539007547034",
        "TR330006100519786457841326",
        "++32470123456",
        "0470_12_34_56",
        "0470•12•34•56",
        "0470.123.1700",
        "/0470123456",
        "-0470123456",
        "tel://0470123456",
        "tel:%2B32470123456",
        "evil%2ecom",
        "_vdab-jobs.be_",
        "de vdab-jobs.be-site",
        "vdab-jobs.be.Dank u",
        "02(0)5531700",
        "078(0)15 01 00",
        "_https://x.com/delijn_",
    )
)
MARKUP = tuple(
    f"Meld u aan: {markup}"
    for markup in (
        "<a\nhref\n=\n//0x7f.1/x>www.vdab.be</a>",
        "<a/href=//0x7f.1/x>www.vdab.be</a>",
        '<a href="/&#9;/0x7f.1/x">www.vdab.be</a>',
        '<a href="/\\0x7f.1/x">www.vdab.be</a>',
        '<a href=" &#1; //0x7f.1/x">www.vdab.be</a>',
        '<a href="h&Tab;ttps:&NewLine;//0x7f.1/">www.vdab.be</a>',
        '<a title="&quot;&gt;" href=//0x7f.1>www.vdab.be</a>',
        '<!-- <a title=" --><a href=//0x7f.1/x>www.vdab.be</a>',
        "<button formaction=//0x7f.1/x>www.vdab.be</button>",
        '<img srcset="//0x7f.1/x 1x">www.vdab.be',
        "<object data=//0x7f.1/x>www.vdab.be</object>",
        "<svg><a xlink:href=//0x7f.1/x>www.vdab.be</a></svg>",
        '<iframe srcdoc="&lt;a href=//0x7f.1/x&gt;">www.vdab.be',
        "<meta http-equiv=refresh content=\"0; url='//0x7f.1'\">www.vdab.be",
        '<script>location="//0x7f.1"</script>www.vdab.be',
        '<a onclick="go()" href="https://www.vdab.be">www.vdab.be</a>',
        '<a href="tel:*21*0470123456#">www.vdab.be</a>',
        '<a href="evilapp:open">www.vdab.be</a>',
        "[www.vdab.be](\n//0x7f.1/x)",
        "[www.vdab.be][a]\n\n> [a]: <//0x7f.1/x>",
        "[![www.vdab.be](https://www.vdab.be/x.png)](//0x7f.1/x)",
        '=HYPERLINK(A1;"www.vdab.be")',
        '=HYPERLINK("https://www.vdab.be"&CHAR(46)&"evil";"www.vdab.be")',
        '{\\field{\\*\\fldinst{HYPERLINK "//0x7f.1/x"}}{\\fldrslt www.vdab.be}}',
        "<//0x7f.1|www.vdab.be>",
        '[url="//0x7f.1"]www.vdab.be[/url]',
        '"www.vdab.be"://0x7f.1/x',
        "&lt;a href=//0x7f.1&gt;www.vdab.be&lt;/a&gt;",
    )
)
SPELLED_OUT = tuple(
    f"Surf naar {name} en betaal. Info: {OFFICIAL}"
    for name in (
        "vdab-jobs . be", "vdab-jobs .be", "vdab-jobs. be", "vdab-jobs\\.be", "vdab-jobs[.be",
        "vdab-jobs <punt> be", "vdab-jobs,be", "vdab-jobs ; be", "vdab-jobs*be", "vdab-jobs·be",
        "vdab-jobs punt xyz", "vdab-jobs dot online", "vdab-jobs\n.be", "vdab-\njobs.be",
        "vdab-jobs=2Ebe", "vdab-jobs&#46be", "vdab-jobs&amp;#46;be", "https ://vdab-jobs. be",
        "https%253A%252F%252Fvdab-jobs%252Ebe", "www vdab-jobs be", "vdab-jobs_dot_be",
        "vdab-jobs<wbr>.be", "<b>vdab-jobs</b>.be", "vdab-jobs.b\u0435", "vdab-jobs dot\nbe",
        "192.168.1.1", "www.vdab.be . evil . com", "vdab.be·evil\\.com", "vdab-jobs . be-",
        "(vdab-jobs).be", "*vdab-jobs*.be", "vdab-jobs.b e", "vdab-jobs + .be", "vdab-jobs%252Ebe",
        "vdab-jobs -dot- be", "vdab-jobs, be", "vdab-jobs ... be", "vdab-jobs‚be",
        "v d a b - j o b s . b e", "evil.com\\.www.vdab.be", "evil.com . vlaanderen . be",
    )
)  # fmt: skip
TAKEN_FOR_PROSE = tuple(
    text
    for name in (
        "mijnvdab.Site", "Vlaanderen.LIVE", "overheid.One", "bank.page", "vdab.Me", "goed.link",
        "vlaanderen.De", "vdab.Zip", "mijn.vlaanderen.Shop",
    )
    for text in (f"Log in op {name} om te betalen", f"Zie {name} voor meer. Info: {OFFICIAL}")
)  # fmt: skip
SENT_ON = (
    "https://www.vdab.be/redirect?url=https://vdab-jobs.be/betalen",
    "https://www.vdab.be/nl/out?u=https%3A%2F%2Fevil.com",
    "https://www.vdab.be/goto/https://evil.com",
    "https://www.vdab.be/user/redirect_to?url=https://evil.com",
    "https://www.vdab.be/safe-redirect/https%3A%2F%2Fevil.com",
    "https://www.vdab.be/redirect?url=%68ttps://evil.com",
    '<a href="https://www.vdab.be/redirect?url=https://evil.com">x</a>',
    "https://www.vdab.be/redirect?url=aHR0cHM6Ly9ldmlsLmNvbQ==",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.vdab.be%2Fredirect%3Furl%3Dhttps%3A%2F%2Fevil.com",
    "https://urldefense.com/v3/__https://www.vdab.be/../../../../v3/__https://evil.com__;!!a$",
    "https://www-vdab-be.translate.goog/x?_x_tr_sl=nl",
    "https://web.archive.org/web/2023/https://www.vdab.be/",
    "https://l.facebook.com/l.php?u=https://www.vdab.be&amp;u=https://evil.com",
)
IN_A_MAIL = (
    "From: OVAM <info@ovam.be>\nContent-Transfer-Encoding: base64\n\n"
    "QmV0YWFsIG9wIGh0dHBzOi8vdmRhYi1qb2JzLnh5ei94IG51Cg==",
    "From: OVAM <info@ovam.be>\nContent-Transfer-Encoding: quoted-printable\n\n"
    "Betaal op vdab-jo=\nbs=2Exyz nu",
    "From: =?utf-8?B?am9ic0B2ZGFiLWpvYnMueHl6?= <info@ovam.be>",
)
CRASHED = (
    "op ınstagram",
    "Is @delijn op ınstagram echt?",
    "İnstagram @delijn",
    "e-mailſ",
    "bel 1٧٠٠",
    "56٠",
    "mail van @xn--a.be",
)
GROUPS = {
    "inside a link": INSIDE_A_LINK,
    "beside a date or amount": BESIDE_A_DATE_OR_AMOUNT,
    "behind a display name": BEHIND_A_DISPLAY_NAME,
    "glued to a name": GLUED_TO_A_NAME,
    "glued to a link": GLUED_TO_A_LINK,
    "tail of a number": TAIL_OF_A_NUMBER,
    "other schemes": OTHER_SCHEMES,
    "several platforms": SEVERAL_PLATFORMS,
    "mailboxes": MAILBOXES,
    "names": NAMES,
    "beside an official address": BESIDE_AN_OFFICIAL,
    "markup": MARKUP,
    "spelled out": SPELLED_OUT,
    "taken for prose": TAKEN_FOR_PROSE,
    "sent on": SENT_ON,
    "in a mail": IN_A_MAIL,
    "crashed": CRASHED,
}


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=f"{name}: {text!r}") for name in GROUPS for text in GROUPS[name]]
)
def test_a_message_that_hides_a_fake_is_never_listed(text: str) -> None:
    assert verdict_on(text) not in LISTED


@pytest.mark.parametrize(
    "text",
    [
        *INSIDE_A_LINK,
        *BESIDE_A_DATE_OR_AMOUNT,
        *BEHIND_A_DISPLAY_NAME,
        *GLUED_TO_A_NAME,
        *GLUED_TO_A_LINK,
        *OTHER_SCHEMES,
        *MAILBOXES,
        *BESIDE_AN_OFFICIAL,
        *MARKUP,
        *SPELLED_OUT,
        *TAKEN_FOR_PROSE,
        *SENT_ON,
        *IN_A_MAIL,
    ],
)
def test_a_hidden_fake_is_judged_and_not_passed_over(text: str) -> None:
    assert verdict_on(text) in {Verdict.NOT_LISTED, Verdict.LOOKALIKE}


@pytest.mark.parametrize(
    ("text", "platform"),
    [("https://evil.com/@", "mastodon"), ("https://evil.com/@inbo@mastodon.online", "mastodon")],
)
def test_a_profile_page_of_no_server_is_judged(text: str, platform: str) -> None:
    assert verdict_on(text, platform) is Verdict.NOT_LISTED


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("http://vrt.be " * 100 + "https://vdab-jobs.be", Verdict.LOOKALIKE),
        (f"{OFFICIAL} " * (2 * MOST_MENTIONS) + f"{OFFICIAL}~.evil.com", Verdict.NOT_LISTED),
        (
            " ".join(f"https://{OFFICIAL}/{page}" for page in range(MOST_MENTIONS))
            + " https://vdab-jobs.be",
            Verdict.NOT_LISTED,
        ),
    ],
)
def test_a_fake_after_very_many_addresses_counts(text: str, verdict: Verdict) -> None:
    assert verdict_on(text) is verdict


@pytest.mark.parametrize(
    "text",
    [
        "(vdab.be)", "vdab.be,", "vdab.be's site", "vdab.be-site",
        "_vdab.be_", "vdab.be/jobs en delijn.be", '"vdab.be"',
        "vdab.be?", "vdab.be…", "**vdab.be**", "vdab.be😀", "vdab.be😀 ok", "👉vdab.be",
        "https://www.vdab.be👈", "[De Lijn](https://www.delijn.be)", "Link:https://vdab.be",
        "[www.delijn.be](https://www.delijn.be)", "<https://www.delijn.be|De Lijn>",
        '<a href="https://www.delijn.be"><b>Klik</b></a>', "<p>www.delijn.be</p><br/>",
        "zie hier.https://www.delijn.be", "https//www.vdab.be", "bel *1700*", "bel (1700)",
        "bel 1700.Dank u", "bel 1700, ma-vr 09.00-12.30 en 13.00-17.00",
        "bel 1700 voor 05/06 - 07/08", "mailto:info@ovam.be?subject=Vraag%20x.y",
        "mail info@ovam.be.Dank u", "www.vlaanderen.be,www.vdab.be;delijn.be",
        "@delijn😀 op instagram", "@delijn op instagram en www.delijn.be",
        "Op 12/03/2025 om 14.30 vdab.be € 250,00", "BTW BE 0316.380.841 www.vdab.be",
        "“https://www.vlaanderen.be/nl”, zei hij", "www.vlaanderen.be:zie daar",
        "Kijk op www.vdab.be. de rest volgt", "www.vdab.be • delijn.be", "www . vdab . be",
        "De bus was laat.De volgende ook. www.delijn.be", "https ://www.vdab.be",
        "https://www.vdab.be/zoeken?q=a&amp;b=c", "https://www.vdab.be/?url=https://evil.com",
        "https://www.vdab.be/redirect?url=https://www.vdab.be/x", "Meer info:https://www.vdab.be",
        '<a class="x" href="https://www.vdab.be">www.vdab.be</a>',
        "https://urldefense.com/v3/__https://www.vdab.be/x__;!!HX!g$",
        "https://www.google.com/amp/s/www.vdab.be/x",
        "•www.vlaanderen.be", "l'adresse www.vlaanderen.be.", "OVAM<info@ovam.be>",
    ],
)  # fmt: skip
def test_ordinary_writing_around_an_official_address_stays_listed(text: str) -> None:
    assert verdict_on(text) in LISTED


OFFICIALS = (
    "https://www.vlaanderen.be", "www.vlaanderen.be", "vdab.be", "https://www.vdab.be/jobs",
    "info@ovam.be", "@delijn op instagram", "bel 1700", "https://www.facebook.com/vdab.be",
)  # fmt: skip
FAKES = (
    "vdab-jobs.be", "https://vdab-jobs.be/x", "evil.com", ".evil.com/login", "evil@evil.com",
    "@@evil.com/", "%2eevil%2ecom", "@delijnhelp op x", "0470 12 34 56", "evil.भारत", "evil💶.com",
    "BE68 5390 0754 7034", "mailto:evil@evil.com", "evilapp://www.vlaanderen.be",
)  # fmt: skip
ODD = "\"'`“”«»‹›<>()[]{}|,;:.!?~*_^=+&$€%#@/\\-–… \n\t\r\u200b\u0301💶😀·aB1"

BULLETS = "".join(each for each in ODD if not each.isalnum() and each not in "%\u0301")


@cache
def is_listed_host(host: str) -> bool:
    registry = whole_checker()[1]
    return registry.listed(registry.addresses.from_url(f"https://{host}/")) is not None


def opens_elsewhere(run: str) -> bool:
    """Tell whether a browser that is given these characters opens a host of somebody else."""
    try:
        host = can_ada.parse(run if "://" in run else f"https://{run}").hostname
    except ValueError:
        return False
    # No registry sells odd characters; a piece of a telephone number is an IP to a browser.
    owned = whole_checker()[1].addresses.registrable_domain(host)
    can_exist = bool(owned and re.fullmatch(r"[a-z0-9][a-z0-9.-]*", owned))
    return can_exist and host != "www.facebook.com" and not is_listed_host(host)


@settings(max_examples=1500, deadline=None)
@given(
    pair=st.tuples(st.sampled_from(OFFICIALS), st.sampled_from(FAKES)),
    is_swapped=st.booleans(),
    around=st.tuples(*[st.text(ODD, max_size=3)] * 3),
)
def test_two_addresses_in_one_run_are_never_listed_when_a_browser_goes_elsewhere(
    pair: tuple[str, str], is_swapped: bool, around: tuple[str, str, str]
) -> None:
    first, second = reversed(pair) if is_swapped else pair
    text = f"{around[0]}{first}{around[1]}{second}{around[2]}"
    if verdict_on(text) in LISTED:
        # A dash or a picture around a run is a bullet, not a letter of the name.
        assert not any(opens_elsewhere(run.strip(BULLETS)) for run in text.split()), text


@settings(max_examples=500, deadline=None)
@given(
    pair=st.tuples(st.sampled_from(OFFICIALS), st.sampled_from(FAKES)),
    is_swapped=st.booleans(),
    between=st.sampled_from((" ", "\n", " en ", ", ", " (", " - ", " of: ", " “", " |")),
)
def test_a_fake_beside_an_official_address_is_never_passed_over(
    pair: tuple[str, str], is_swapped: bool, between: str
) -> None:
    text = between.join(reversed(pair) if is_swapped else pair)
    assert verdict_on(text) not in LISTED
