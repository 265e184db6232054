import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.addresses.address import Addresses
from knowledge.addresses.platforms import Platforms
from knowledge.matching.finding.mentions import MOST_MENTIONS, TRAPS, MentionFinder, platform_words

ADDRESSES = Addresses(Platforms.load(Path("knowledge/platforms.yml")))
FINDER = MentionFinder(ADDRESSES)


def found(text, platform=None):
    """Give (kind, platform, key) of every mention; a bare handle has no platform."""
    return [
        (
            mention.kind.value,
            mention.address.platform if mention.address else None,
            mention.address.key if mention.address else mention.handle,
        )
        for mention in FINDER.find(text, platform)
    ]


def site(key):
    return ("url", "website", key)


def account(platform, key):
    return ("handle", platform, key)


def mailbox(key):
    return ("email", "email", key)


def phone(key):
    return ("phone", "phone", key)


def sms(key):
    return ("sms_sender", "sms", key)


def bank(key):
    return ("iban", "bank_account", key)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Links
        ("vdab-jobs.be", [site("vdab-jobs.be")]),
        ("Kijk op vdab.be, of niet.", [site("vdab.be")]),
        ("www.vdab.be.", [site("vdab.be")]),
        ("WWW.VDAB.BE!", [site("vdab.be")]),
        ("Vdab.be en Vdab.Be", [site("vdab.be")] * 2),
        ("is ok.be van de overheid?", [site("ok.be")]),
        ("https://vdab.be/jobs?x=1, en meer", [site("vdab.be/jobs")]),
        ("(https://vdab.be/jobs)", [site("vdab.be/jobs")]),
        ("(zie https://vdab.be/a_(b))", [site("vdab.be/a_(b)")]),
        ("<https://vdab.be/jobs>", [site("vdab.be/jobs")]),
        ('"vdab.be/jobs"', [site("vdab.be/jobs")]),
        ("«vdab.be» `vdab.be` “vdab.be”", [site("vdab.be")] * 3),
        ("*https://vdab.be* _https://vdab.be/x_", [site("vdab.be"), site("vdab.be/x")]),
        ("[https://vdab.be]", [site("vdab.be")]),
        ("[VDAB](https://evil.be/x)", [site("evil.be/x")]),
        ("[VDAB](vdab-jobs.be)", [site("vdab-jobs.be")]),
        ("https://a.be,https://b.be;www.c.be", [site("a.be"), site("b.be"), site("c.be")]),
        ("<https://vdab.be|klik>", [site("vdab.be")]),
        ("Link:https://vdab.be", [site("vdab.be")]),
        ("HTTPS://VDAB.BE/Jobs", [site("vdab.be/Jobs")]),
        ("http:evil.com", [site("evil.com")]),
        ("https:\\\\evil.com", [site("evil.com")]),
        ("vdab.be:8080", [site("vdab.be")]),
        ("-vdab.be\n-vlaanderen.be", [site("vdab.be"), site("vlaanderen.be")]),
        ("вдаб.be", [site("xn--80acbi.be")]),
        ("https://test.zip", [site("test.zip")]),
        ("https://vdab.be.evil.com/vdab.be", [site("vdab.be.evil.com/vdab.be")]),
        ("facebook.com/vdab.be", [("url", "facebook", "vdabbe")]),
        ("https://mobile.twitter.com/vdab_be/status/1", [("url", "x", "vdab_be")]),
        ("t.me/vdab_jobs", [("url", "telegram", "vdab_jobs")]),
        ("wa.me/32470123456", [("url", "whatsapp", "+32470123456")]),
        ("tg://resolve?domain=vdab_jobs", [("url", "telegram", "vdab_jobs")]),
        ("whatsapp://send?phone=32470123456", [("url", "whatsapp", "+32470123456")]),
        ("vdab.bsky.social", [("url", "bluesky", "vdab.bsky.social")]),
        ("https://vd\nab.be/x", [site("vdab.be/x")]),
        ("https://vdab.be\nhttps://evil.be", [site("vdab.be"), site("evil.be")]),
        ("https://vdab.be\nDank u", [site("vdab.be")]),
        # Defanged
        ("hxxps://vdab-jobs[.]be/x", [site("vdab-jobs.be/x")]),
        ("hXXp://vdab[.]be", [site("vdab.be")]),
        ("https[:]//vdab.be", [site("vdab.be")]),
        ("vdab(.)be", [site("vdab.be")]),
        ("vdab{.}be", [site("vdab.be")]),
        ("vdab[dot]be", [site("vdab.be")]),
        ("vdab {dot} be", [site("vdab.be")]),
        ("jobs dot vdab dot be", [site("jobs.vdab.be")]),
        ("vdab punt be", [site("vdab.be")]),
        ("info [at] vdab [dot] be", [mailbox("info@vdab.be")]),
        ("info(at)vdab.be", [mailbox("info@vdab.be")]),
        ("info at vdab dot be", [mailbox("info@vdab.be")]),
        # Redirectors
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fevil.be%2Fx&h=1", [site("evil.be/x")]),
        ("https://www.google.com/url?q=https://evil.be/x&sa=D", [site("evil.be/x")]),
        ("https://www.google.be/url?url=https://evil.be", [site("evil.be")]),
        (
            "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.be&data=05",
            [site("evil.be")],
        ),
        ("https://www.youtube.com/redirect?q=https%3A%2F%2Fx.com%2Fa_b", [("url", "x", "a_b")]),
        (
            "https://google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%3A%2F%2Fevil.be",
            [site("evil.be")],
        ),
        ("https://evil.be/url?q=https://vdab.be", [site("evil.be/url")]),
        ("https://google.com/url?q=https://vdab.be&url=https://evil.be", [site("google.com/url")]),
        ("https://bit.ly/AbC", [site("bit.ly/AbC")]),
        # Handles with @
        ("is @vdab_be op x echt?", [account("x", "vdab_be")]),
        ("is @VDAB_be on X real?", [account("x", "vdab_be")]),
        ("Est-ce que @delijn sur Instagram est vrai ?", [account("instagram", "delijn")]),
        ("Ist @delijn auf TikTok echt?", [account("tiktok", "delijn")]),
        ("@een op X", [account("x", "een")]),
        ("@delijn op insta", [account("instagram", "delijn")]),
        ("@vdab.be op fb", [account("facebook", "vdabbe")]),
        ("tweet van @vdab_be", [account("x", "vdab_be")]),
        ("twitter-account @vdab_be", [account("x", "vdab_be")]),
        ("X-account @vdab_be", [account("x", "vdab_be")]),
        ("@vdab_be (X)", [account("x", "vdab_be")]),
        ("op insta: @vdab.be", [account("instagram", "vdab.be")]),
        ("Ik zag op Facebook iets. Het was van @vdab_jobs.", [account("facebook", "vdab_jobs")]),
        (
            "@vdab_be op x en @vdab.be op instagram",
            [account("x", "vdab_be"), account("instagram", "vdab.be")],
        ),
        (
            "op x @vdab_be, op insta @vdab.be",
            [account("x", "vdab_be"), account("instagram", "vdab.be")],
        ),
        (
            "twitter: @vdab_be, facebook: vdab.be, instagram: vdab.be",
            [
                account("x", "vdab_be"),
                account("facebook", "vdabbe"),
                account("instagram", "vdab.be"),
            ],
        ),
        ("@vdab_be", [account(None, "vdab_be")]),
        ("@vdab.be", [account(None, "vdab.be")]),
        ("@inbo@mastodon.online", [account("mastodon", "inbo@mastodon.online")]),
        ("@vdab.bsky.social", [account("bluesky", "vdab.bsky.social")]),
        ("mastodon: inbo@mastodon.online", [account("mastodon", "inbo@mastodon.online")]),
        ("Twitter/X: @vdab_be", [account("x", "vdab_be")]),
        ("X: vdab_be", [account("x", "vdab_be")]),
        ("threads @vdab.be", [account("threads", "vdab.be")]),
        ("Instagram: delijn", [account("instagram", "delijn")]),
        ("delijn (Instagram)", [account("instagram", "delijn")]),
        ("@inbo.be op bluesky", [account("bluesky", "inbo.be")]),
        ("mails van @vdab.be", [mailbox("@vdab.be")]),
        ("＠vd\u200bab_be op x", [account("x", "vdab_be")]),
        # Handles without @
        ("vdab_jobs", [account(None, "vdab_jobs")]),
        ("is vdab_jobs echt?", [account(None, "vdab_jobs")]),
        ("vdab_jobs twitter", [account("x", "vdab_jobs")]),
        ("account vdab_jobs op tiktok", [account("tiktok", "vdab_jobs")]),
        ("le compte delijn sur X", [account("x", "delijn")]),
        ("das Konto delijn auf Instagram", [account("instagram", "delijn")]),
        ("the account delijn on facebook", [account("facebook", "delijn")]),
        ("vdab.be op instagram", [account("instagram", "vdab.be")]),
        ("vdab.be (instagram)", [account("instagram", "vdab.be")]),
        ("insta vdab.be", [account("instagram", "vdab.be")]),
        ("klasse.be op Facebook", [account("facebook", "klassebe")]),
        ("inbo.be op bluesky", [account("bluesky", "inbo.be")]),
        ("facebook pagina 'vlaamseoverheid'", [account("facebook", "vlaamseoverheid")]),
        ("is de facebookpagina vlaamseoverheid echt?", [account("facebook", "vlaamseoverheid")]),
        ("is delijn op X echt?", [account("x", "delijn")]),
        ("vdab2025 op telegram", [account("telegram", "vdab2025")]),
        # A domain stays one where the platform has no dots in names, or a site is meant
        ("vdab.be op X", [site("vdab.be")]),
        ("de site vdab.be op facebook", [site("vdab.be")]),
        ("link vdab-jobs.be op facebook", [site("vdab-jobs.be")]),
        ("www.vdab.be op instagram", [site("vdab.be")]),
        # Mailboxes
        ("info@vdab.be", [mailbox("info@vdab.be")]),
        ("Mail naar Info@VDAB.be.", [mailbox("info@vdab.be")]),
        ("mailto:info@vdab.be?subject=x", [mailbox("info@vdab.be")]),
        ("jobs@vdab.be.evil.com", [mailbox("jobs@vdab.be.evil.com")]),
        ("jobs＠vdab.be", [mailbox("jobs@vdab.be")]),
        ("vdab.be@evil.com", [mailbox("vdab.be@evil.com")]),
        ("<info@vdab.be>,<x@y.be>", [mailbox("info@vdab.be"), mailbox("x@y.be")]),
        # Numbers
        ("0800 30 700", [phone("+3280030700")]),
        ("bel 02/553.34.34.", [phone("+3225533434")]),
        ("(02) 553 34 34", [phone("+3225533434")]),
        ("+32 (0)2 553 34 34", [phone("+3225533434")]),
        ("0032 2 508 38 11", [phone("+3225083811")]),
        ("0470123456", [phone("+32470123456")]),
        ("0470/12.34.56", [phone("+32470123456")]),
        ("tel:+3225083811", [phone("+3225083811")]),
        ("+33 1 23 45 67 89", [phone("+33123456789")]),
        ("02 553 34 34 / 02 553 34 35", [phone("+3225533434"), phone("+3225533435")]),
        ("02 553 34 34 1000 Brussel", [phone("+3225533434")]),
        ("ik kreeg een sms van 0470 12 34 56", [sms("+32470123456")]),
        ("whatsappke van +32 470 12 34 56", [("phone", "whatsapp", "+32470123456")]),
        ("1700", [phone("1700")]),
        ("bel gratis 1700", [phone("1700")]),
        ("is 1700 echt?", [phone("1700")]),
        ("appelez le 1700", [phone("1700")]),
        ("ruf 1700 an", [phone("1700")]),
        ("call 1712", [phone("1712")]),
        ("bel 112", [phone("112")]),
        ("klopt 1700?", [phone("1700")]),
        ("32470123456", [phone("+32470123456")]),
        ("SMS 4040", [sms("4040")]),
        ("192.168.1.1/login", [site("192.168.1.1/login")]),
        ("sms van 8811", [sms("8811")]),
        ("sms naar 8811", [sms("8811")]),
        # Senders of text messages
        ("sms van VLAANDEREN", [sms("vlaanderen")]),
        ("Ik kreeg een sms van VDAB met een link", [sms("vdab")]),
        ("sms gekregen van MyGov", [sms("mygov")]),
        ("afzender: MyGov", [sms("mygov")]),
        ("text from DeLijn", [sms("delijn")]),
        ("text message from Vlaanderen", [sms("vlaanderen")]),
        ("SMS de la part de MyGov", [sms("mygov")]),
        ("expéditeur : VLAANDEREN", [sms("vlaanderen")]),
        ("SMS von VDAB", [sms("vdab")]),
        ("Absender: VDAB", [sms("vdab")]),
        ('sms van "De Lijn"', [sms("de lijn")]),
        ("sms van De Lijn", [sms("de lijn")]),
        ("sms van delijn, klopt dat?", [sms("delijn")]),
        ("SMS de « MyGov » avec un lien", [sms("mygov")]),
        ("sms 'VDAB' zegt dat ik moet betalen", [sms("vdab")]),
        # Bank accounts
        ("BE02 3751 1109 9940", [bank("BE02375111099940")]),
        ("be02375111099940", [bank("BE02375111099940")]),
        ("BE02 3751 1109 9940 BBRU BEBB", [bank("BE02375111099940")]),
        ("BE02.3751.1109.9940", [bank("BE02375111099940")]),
        ("NL91 ABNA 0417 1643 00.", [bank("NL91ABNA0417164300")]),
        ("BE03 3751 1109 9940", [("iban", None, None)]),
        ("BE 68 5390 0754 7034", [bank("BE68539007547034")]),
        ("BE68/5390/0754/7034", [bank("BE68539007547034")]),
        ("IBANBE68539007547034", [bank("BE68539007547034")]),
        ("TR330006100519786457841326", [bank("TR330006100519786457841326")]),
        # Links with a number, a mailbox or an account inside
        ("vdab.be/BE02375111099940", [site("vdab.be/BE02375111099940")]),
        ("is 1700.be echt?", [site("1700.be")]),
        ("evil.com/;info@vdab.be", [site("evil.com/;info@vdab.be")]),
        ("evil.com?u=@vdab_be op x", [site("evil.com")]),
        ("vdab.be/?bel=0470 12 34 56", [site("vdab.be"), phone("+32470123456")]),
        (
            "vdab-premie.Online of vdab-premie.zip",
            [site("vdab-premie.online"), site("vdab-premie.zip")],
        ),
        ("vdab.be/2024/01/15", [site("vdab.be/2024/01/15")]),
        # What a browser would read on in
        ("vdab.be~.evil.com", [("url", None, None), site("evil.com")]),
        ("vdab.be%2eevil%2ecom", [("url", None, None)]),
        ("evil%2ecom/vdab.be", [("url", None, None)]),
        ("https://vdab.be\n.evil.com", [site("vdab.be"), site("evil.com")]),
        ("info@vdab.be@evil.com", [("email", None, None)]),
        ("a..b@evil.com", [("email", None, None)]),
        ("mailto:info@vdab.be?cc=x@evil.com", [("email", None, None)]),
        ("intent://vdab.be#Intent;end", [("url", None, None)]),
        # A name shown for a mailbox is read too
        ('"info@vdab.be" <x@evil.com>', [mailbox("info@vdab.be"), mailbox("x@evil.com")]),
        ('"vdab.be" <x@evil.com>', [site("vdab.be"), mailbox("x@evil.com")]),
        # One account on several platforms
        (
            "@delijn op insta en tiktok",
            [account("instagram", "delijn"), account("tiktok", "delijn")],
        ),
        (
            "@delijn op insta, facebook en x",
            [account("instagram", "delijn"), account("facebook", "delijn"), account("x", "delijn")],
        ),
        ("@delijn op discord", [account(None, "delijn")]),
        ("Op Discord zag ik @delijn. Ik heb geen Facebook.", [account(None, "delijn")]),
        ("@delijn\u0301 op x", [account("x", "delijn\u0301")]),
        ("@delijn·hulp op x", [account("x", "delijn·hulp")]),
        ("@delijn😀 op x", [account("x", "delijn")]),
        (".@delijn op x", [account("x", "delijn")]),
        # Numbers that nobody can call
        ("bel 0470 12 31 1700", [("phone", None, None)]),
        ("bel 0(1700)", []),
        ("bel *1700*", [phone("1700")]),
        ("bel 02(0)5531700", [("phone", None, None)]),
        ("0470•12•34•56", [phone("+32470123456")]),
        ("tel:%2B32470123456", [phone("+32470123456")]),
        ("bel 1700, dossier 0470 12 34 56", [phone("1700"), phone("+32470123456")]),
        ("dossier 0470 12 34 56", [phone("+32470123456")]),
        ("bel 1700, open 09.00-12.30", [phone("1700")]),
        # Several kinds in one message
        (
            'Van: "VDAB" <jobs@vdab-jobs.com>\nBel 0800 30 700 of ga naar vdab-jobs.be',
            [mailbox("jobs@vdab-jobs.com"), phone("+3280030700"), site("vdab-jobs.be")],
        ),
    ],
)
def test_what_is_pasted_is_found(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "Wat kost dat? € 250,00 of 12,50 euro of 1.250,00 EUR of $ 12.50",
        "korting van 50% en 12.5 %",
        "op 12/03/2025, 2025-03-12 of 12.03.2025 om 14.30 uur, 14:30 of 9u30",
        "open van 09.00-12.30 en 13.00 - 17.00",
        "rapport.pdf index.html foto.jpg brief.docx cv.zip film.mov leesmij.md script.py",
        "versie 1.2.3 of v2.0.1 of 10.15.7",
        "b.v. d.w.z. o.a. i.p.v. m.b.t. a.u.b. p.s. e.g. i.e. s.v.p. z.B. d.h. N.V. B.V.",
        "dhr. J.De Smet en mevr. A.Van Damme",
        "Het is klaar.Dank u. Dat kan niet.De trein rijdt.Is dat zo?",
        "dat is goed.de rest volgt",
        "Bedankt.is dit echt?",
        "rijksregisternummer 85.07.30-033.28",
        "rrn 85073003328",
        "+++123/4567/89012+++ en ***123/4567/89012***",
        "mededeling 123/4567/89012",
        "ondernemingsnummer 0316.380.841",
        "BTW BE 0316.380.841",
        "#vdab #vdab.be #vdab_be",
        "een sms van mijn moeder, en een sms van gisteren.",
        "Volg ons op facebook: ja",
        "@ de balie, @de balie",
        "1-ABC-123",
        "9000 Gent, Koning Albert II-laan 15 bus 2",
        "Ik heb 1700 vrienden en 2025 was een goed jaar",
        "het kost 1700 euro",
        "vraag nr. 664 van 15 juli",
        "De Lijn, August 16, 2019",
        "bel mij in 2026",
        "op welke sociale media zit De Lijn?",
        "zit VDAB op facebook? en op X?",
        "Zit de VDAB ook op instagram",
        "komt het Agentschap Wegen en Verkeer binnenkort op TikTok?",
        "welke agentschappen gebruiken Facebook? hoeveel zitten er op X?",
        "De facebookpagina klopt niet. Mijn account gehackt op facebook?",
        "ik snap het niet, is facebook veilig?",
        "een sms van de VDAB over mijn dossier",
        "bij wie moet ik zijn voor mijn schooltoelage?",
        "Est-ce que la page Facebook est officielle ?",
        "Ist das Konto auf Facebook echt?",
        "is this account on instagram real?",
        "en/of hij/zij, A4/A3",
        "e-mail, sms of telefoon",
        "klantnummer 0470123456",
        "Ik woon in de Kerkstraat 12, 2000 Antwerpen.",
        "Y a-t-il un compte sur X ?",
        "C++ en node.js",
    ],
)
def test_what_is_no_address_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "@delijn op Vinted, net als op Instagram",
        "@delijn via marktplaats, zoals op insta",
        "Het Kickkanaal @delijn, zoals dat van Instagram",
        "@delijn zit niet op Instagram",
        "@delijn isn't on Instagram",
        "@delijn n'est pas sur Instagram",
        "@delijn ist nicht auf Instagram",
        "niet op Instagram: @delijn",
        "op Instagram @delijn op Kick",
        "WhatsApp: @delijn (Instagram)",
        "Twitch/Instagram: @delijn",
        "@delijn (Instagram of Kick)",
        "@delijn (ook Instagram), nu op TikTok",
        "Instagram nam @delijn weg. Nu op Kick.",
        "mijn zus kreeg via Vinted een vraag van @delijn over Instagram",
        "_@delijn_ op Instagram",
        "@delijn op InstagramPlus",
        "@delijn op instagramfans",
        "@delijn op Instagram niet meer, wel op Kick",
        "niet @delijn op Instagram",
        "Kick | @delijn | Instagram",
        "Instagram en Kick: @delijn",
        "Mijn dochter chat op Kick met @delijn van Instagram",
        "Kick @delijn Instagram",
        "J'ai vu @delijn sur Vinted, comme sur Instagram",
        "Auf Tinder schreibt @delijn, wie auf Instagram",
    ],
)
def test_a_name_in_doubt_gets_no_platform(text):
    assert found(text) == [account(None, "delijn")]


@pytest.mark.parametrize(
    "text",
    [
        "Kreeg op WhatsApp een bericht: volg @delijn op Instagram",
        "op Instagram zag ik een bericht van @delijn",
        "@delijn stuurt een bericht op Instagram",
        "is @delijn wel echt op insta?",
        "*@delijn* op Instagram",
        "@delijn - Instagram",
        "het Instagram account van @delijn",
        "das Instagram-Konto @delijn",
        "heb op insta een berichtje gekregen van @delijn",
    ],
)
def test_a_name_in_a_clear_frame_gets_its_platform(text):
    assert found(text) == [account("instagram", "delijn")]


@pytest.mark.parametrize(
    "text",
    [
        "@delijn op insta en OnlyFans",
        "@delijn op insta en via kick",
        "@delijn op insta (Kick)",
        "@delijn op insta, ook op Kick",
        "@delijn op insta op Kick",
        "@delijn op insta of marktplaats?",
    ],
)
def test_an_unknown_place_in_the_same_breath_is_a_name_of_its_own(text):
    assert found(text) == [account("instagram", "delijn"), account(None, "delijn")]


@pytest.mark.parametrize(
    ("answer", "platform"),
    [
        ("op X", "x"),
        ("het was op Instagram hoor", "instagram"),
        ("niet op X", None),
        ("not on X, on Kick", None),
        ("X en Instagram", None),
        ("op Instagram of Kick", None),
        ("op Kick", None),
    ],
)
def test_an_answer_names_one_platform_or_none(answer, platform):
    assert FINDER.platform_answered(answer) == platform
    assert FINDER.names_place(answer)


HEAD = "Message-ID: <2024.abc@vdab.be>\nFrom: Premie <premie@xyz.top>\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD, [mailbox("premie@xyz.top")]),
        ("To: jan@mail.be\nFrom: VLM <info@vlm.be>\nSubject: x", [mailbox("info@vlm.be")]),
        ("Van: a@vlm.be\nAan: jan@mail.be,\n mie@mail.be\nOnderwerp: x", [mailbox("a@vlm.be")]),
        ("De : a@vlm.be\nÀ : jan@mail.be\nObjet : x", [mailbox("a@vlm.be")]),
        ("Von: a@vlm.be\nAn: jan@mail.be\nBetreff: x", [mailbox("a@vlm.be")]),
        ("Van: a@vlm.be Verzonden: maandag Aan: jan@mail.be", [mailbox("a@vlm.be")]),
        (
            "Delivered-To: jan@mail.be\nReceived: from mx.xyz.top by mx.mail.be for <jan@mail.be>;"
            " 1 Jan\nReturn-Path: <b@xyz.top>\nFrom: a@vlm.be\nReply-To: c@xyz.top",
            [mailbox("b@xyz.top"), mailbox("a@vlm.be"), mailbox("c@xyz.top")],
        ),
        ("Aan: jan@mail.be", []),
        # Not the head of a mail that came in: whom to write to is read.
        ("Schrijf\nAan: x@evil.com\nvan a@vlm.be", [mailbox("x@evil.com"), mailbox("a@vlm.be")]),
        ("info@vlm.be\nBcc: x@evil.com", [mailbox("info@vlm.be"), mailbox("x@evil.com")]),
        ("From: a@vlm.be\n\nTo: x@evil.com", [mailbox("a@vlm.be"), mailbox("x@evil.com")]),
        ("From: a@vlm.be\nReceived: evil.com", [mailbox("a@vlm.be"), site("evil.com")]),
        ("From: a@vlm.be\nX-Note: x@evil.com", [mailbox("a@vlm.be"), mailbox("x@evil.com")]),
        (
            "From: a@vlm.be\nCc: bel 0470 12 34 56",
            [mailbox("a@vlm.be"), phone("+32470123456")],
        ),
        ("From: a@vlm.be\nTo: https://evil.com/x", [mailbox("a@vlm.be"), site("evil.com/x")]),
    ],
)  # fmt: skip
def test_who_got_a_mail_is_no_sender_of_it(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mailto:info@vlm.be%3Fcc=x@evil.com",
        "mailto:info@vlm.be%2Cx@evil.com",
        "mailto:info@vlm.be?subject=a&amp;cc=x@evil.com",
        "mailto:info@vlm.be?reply-to=x@evil.com",
    ],
)
def test_a_mail_that_goes_to_others_too_is_unreadable(text):
    assert found(text) == [("email", None, None)]


def test_a_mailbox_without_ending_counts_beside_another():
    assert found("jan@gmail of info@vlm.be") == [("email", None, None), mailbox("info@vlm.be")]
    assert found("jan@gmail") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BCD\n002\n1\nSCT\n\nVLABEL\nBE68539007547034\nEUR9", [bank("BE68539007547034")]),
        ("MATMSG:TO:x@evil.com;SUB:a;BODY:bel 0470123456;;",
         [mailbox("x@evil.com"), phone("+32470123456")]),
        ("BIZCARD:N:A;B:+32470123456;E:x@evil.com;;",
         [phone("+32470123456"), mailbox("x@evil.com")]),
        ("BEGIN:VCARD\nTEL;TYPE=CELL:0470123456\nEMAIL:x@evil.com\nURL:vdab.be\nEND:VCARD",
         [phone("+32470123456"), mailbox("x@evil.com"), site("vdab.be")]),
        ("MAILTO:x@evil.com", [mailbox("x@evil.com")]),
        ("TEL:0903 12 345", [phone("+3290312345")]),
        ("SMS:+32470123456:ja", [sms("+32470123456")]),
        ("WIFI:T:WPA;S:www.vdab.be;P:x;;", []),
        ("vdab.be\nWIFI:T:WPA;S:a;P:x;;", [site("vdab.be"), ("url", None, None)]),
        ("LPA:1$smdp.vdab.be$04386-AGYFT", [("url", None, None)]),
        ("Wifi: gratis in de bib", []),
    ],
)  # fmt: skip
def test_what_a_qr_code_holds_is_read(text, expected):
    assert found(text) == expected


NOBODYS = ("phone", None, None)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("O47O 12 34 56", NOBODYS),
        ("0470 l2 34 S6", NOBODYS),
        ("0470 twaalf vierendertig 56", NOBODYS),
        ("nul vier zeven nul een twee drie vier vijf zes", NOBODYS),
        ("zéro quatre sept zéro un deux trois quatre cinq six", NOBODYS),
        ("null vier sieben null eins zwei drei vier fünf sechs", NOBODYS),
        ("0800-VDAB", NOBODYS),
        ("0900 HELP", NOBODYS),
        ("0470123456x", NOBODYS),
        ("０四七〇 12 34 56", NOBODYS),
        ("470 12 34 56", NOBODYS),
        ("0 4 7 0 1 2 3 4 5 6", phone("+32470123456")),
        ("0-4-7-0-1-2-3-4-5-6", phone("+32470123456")),
        ("0️⃣4️⃣7️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣", phone("+32470123456")),
        ("⓪④⑦⓪①②③④⑤⑥", phone("+32470123456")),
        ("0470|12|34|56", phone("+32470123456")),
        ("0470 - 12 - 34 - 56", phone("+32470123456")),
        ("0470, 12, 34, 56", phone("+32470123456")),
        ("[0470] 12 34 56", phone("+32470123456")),
        ("0470 punt 12 punt 34 punt 56", phone("+32470123456")),
        ("0 470 12 34 56", phone("+32470123456")),
    ],
)
def test_a_number_in_other_clothes_is_a_number(number, expected):
    for text in (f"bel {number}", f"Bel {number} of surf naar www.vdab.be"):
        assert found(text)[0] == expected
    assert expected in found(f"www.vdab.be, {number.upper()} (bellen)")


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("BE68:5390:0754:7034", bank("BE68539007547034")),
        ("BE68, 5390, 0754, 7034", bank("BE68539007547034")),
        ("BE68 - 5390 - 0754 - 7034", bank("BE68539007547034")),
        ("BE68|5390|0754|7034", bank("BE68539007547034")),
        ("B E 6 8 5 3 9 0 0 7 5 4 7 0 3 4", bank("BE68539007547034")),
        ("NL91:ABNA:0417:1643:00", bank("NL91ABNA0417164300")),
        ("ВЕ68 5390 0754 7034", ("iban", None, None)),
        ("BE68 539O O754 7O34", ("iban", None, None)),
        ("8E68 5390 0754 7034", ("iban", None, None)),
        ("🇧🇪68 5390 0754 7034", ("iban", None, None)),
        ("NL91 ABNA O417 1643 OO", ("iban", None, None)),
        ("539-0075470-34", ("iban", None, None)),
        ("BE68539007547034BIC", bank("BE68539007547034")),
        ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", ("url", None, None)),
    ],
)
def test_an_account_in_other_clothes_is_an_account(account, expected):
    assert found(f"Stort op {account}") == [expected]
    listed = bank("BE02375111099940")
    assert found(f"BE02 3751 1109 9940 of liever {account}.") == [listed, expected]


@pytest.mark.parametrize(
    "text",
    [
        "Uitslagen: 0-2, 3-1, 4-0, 2-2, 1-0, 3-3.",
        "Coördinaten 51.0543, 3.7174 en 50.8503, 4.3517.",
        "De lijn 4 rijdt om 04:55, 05:15, 05:35 en 05:55.",
        "Eins zwei drei vier fünf sechs sieben acht neun zehn.",
        "Rugnummers 0 4 12 23 33 spelen vandaag.",
        "Flight SN 2047 leaves at 06:45 from gate A12.",
        "Ma plaque est 1-ABC-123 et mon dossier 2025-004712.",
        "Stuur uw formulier naar 1030 Schaarbeek voor 15 juni.",
        "VDAB, Keizerslaan 11, 1000 Brussel, 0887.010.362",
        "bel 1700.Online",
    ],
)
def test_other_numbers_stay_other_numbers_beside_an_address(text):
    assert [each for each in found(f"www.vdab.be\n{text}") if each[0] != "url"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vragen over uw dossier? Bel 0470 12 34 56", [phone("+32470123456")]),
        ("Neem voor uw dossier contact: 0470123456", [phone("+32470123456")]),
        ("Bel ons met uw referentie: 0470 12 34 56", [phone("+32470123456")]),
        ("Votre référence? Appelez le 0470 12 34 56", [phone("+32470123456")]),
        ("Wijzig uw factuur, +44 7700 900123", [phone("+447700900123")]),
        ("0470.123.069", [phone("+32470123069")]),
        ("bel 0470.123.069", [phone("+32470123069")]),
        ("ondernemingsnummer 0470.123.069", []),
        ("klantnummer 0470123456", []),
        ("Bel 0032 464412753", [phone("+32464412753")]),
    ],
)
def test_a_label_counts_less_than_being_called(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stuur JA naar 9293", [sms("9293")]),
        ("Envoyez OUI au 6666", [sms("6666")]),
        ("Send the word YES to 4040", [sms("4040")]),
        ("JA naar 9293", [sms("9293")]),
        ("envoie au 9293 le mot OUI", [sms("9293")]),
        ("Stuur dit naar 3000 Leuven", []),
        ("Antwoord op 2500 vragen", []),
        ("Senden Sie JA an 9293", [sms("9293")]),
        ("SMSTO:8811:AFSPRAAK", [sms("8811")]),
        ("SMSTO:0470123456:JA", [sms("+32470123456")]),
        ("sms van 0800 30 700", [sms("+3280030700")]),
        ("sms of bel 1700", [phone("1700")]),
        ("bel of sms 1712", [phone("1712")]),
        ("bel 0800 30 700 of sms", [phone("+3280030700")]),
        ("in de sms staat dat ik 0800 30 700 moet bellen", [phone("+3280030700")]),
        ("kreeg een sms van het nummer 1700", [sms("1700")]),
        ("sms via 1700", [sms("1700")]),
        ("1700 stuurde mij een sms", [sms("1700")]),
        ("1700 belde mij", [phone("1700")]),
        ("8811 belde mij", [phone("8811")]),
        ("In 1992 belde mijn oma", []),
        ("8811", [sms("8811")]),
        ("bel 8811", [phone("8811")]),
        ("Stuur uw CV naar 1000 Brussel", []),
    ],
)
def test_a_number_for_texts_is_told_from_one_for_calls(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "_Belangrijk bericht van de Vlaamse overheid_",
        "Let op: dit is _dringend_ en *gratis*, ~niet~ te missen",
        "__Lees dit__ en _stuur het door_",
        "_Beste klant_\n_Uw premie staat klaar_",
    ],
)
def test_emphasised_words_are_no_accounts(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("_vdab_jobs vraagt geld_", [account(None, "vdab_jobs")]),
        ("_vdab_be op x_", [account(None, "vdab_be")]),
        ("_vdab_", [account(None, "_vdab_")]),
    ],
)
def test_a_name_between_marks_of_emphasis_is_still_read(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "platform", "expected"),
    [
        ("@vdab_be", "x", [account("x", "vdab_be")]),
        ("vdab_be", "x", [account("x", "vdab_be")]),
        ("delijn", "instagram", [account("instagram", "delijn")]),
        ("vdab.be", "instagram", [account("instagram", "vdab.be")]),
        ("vdab.be", "x", [site("vdab.be")]),
        ("vdab.be", "website", [site("vdab.be")]),
        ("@vdab_be op facebook", "x", [account("facebook", "vdab_be")]),
        ("0470 12 34 56", "whatsapp", [("phone", "whatsapp", "+32470123456")]),
        ("8811", "sms", [sms("8811")]),
        ("MyGov", "sms", [sms("mygov")]),
        ("https://social.example.com/@inbo", "mastodon",
         [("url", "mastodon", "inbo@social.example.com")]),
        ("https://vdab.be", "facebook", [site("vdab.be")]),
        ("is dit echt?", "facebook", []),
    ],
)  # fmt: skip
def test_the_platform_that_a_citizen_chose_completes_what_was_pasted(text, platform, expected):
    assert found(text, platform) == expected


@pytest.mark.parametrize(
    ("text", "trap"),
    [
        ("https://vdab.be@evil.com", "userinfo"),
        ("https://vdab.be\\@evil.com", "backslash"),
        ("https://vd\tab.be/", "control_character"),
        ("https://vdab.be/\x07x", "control_character"),
        ("https://vd\u200bab.be", "invisible_character"),
        ("info@vd\u200bab.be", "invisible_character"),
        ("@vd\u2060ab_be op x", "invisible_character"),
        ("https://vdab%2ebe", "percent_encoded_host"),
        ("https://ｖｄａｂ.be", "unusual_characters"),
        ("https://vdab。be", "unusual_characters"),
        ("https://xn--vdb-7cd.be", "punycode"),
        ("https://vd\u0430b.be", "mixed_scripts"),
        ("vd\u0430b.be", "mixed_scripts"),
        ("info@vd\u0430b.be", "mixed_scripts"),
        ("https://caf\u00e9.be", "foreign_letters"),
        ("https://vdab.be./", "trailing_dot"),
        ("https://vdab.be:8443/", "port"),
        ("http://127.0.0.1/", "ip_host"),
        ("http://2130706433/", "ip_host"),
        ("http://0x7f000001/", "ip_host"),
        ("http://[::1]/", "ip_host"),
        (f"https://vdab.be/{'a' * 400}", "very_long"),
        ("https://x.com/vdab_be/status/1", "post_link"),
        ("https://l.facebook.com/l.php?u=https://evil.be", "redirector"),
        ("https://bit.ly/abc", "shortener"),
        ("https://t.co/abc", "shortener"),
        ("lnkd.in/abc", "shortener"),
        ("https://faceb00k.com/vdab", "looks_like_platform"),
        ("https://instagram.com.be/vdab", "looks_like_platform"),
        ("https://facebook.com-login.be", "looks_like_platform"),
        ("https://lnstagram.com/vdab", "looks_like_platform"),
        ("https://f\u0430cebook.com/vdab", "looks_like_platform"),
        ("[https://vdab.be](https://evil.be)", "shown_text_differs"),
        ('<a href="https://evil.be">www.vdab.be</a>', "shown_text_differs"),
        ("javascript:alert(1)", "dangerous_scheme"),
        ("data:text/html,<b>", "dangerous_scheme"),
        ("https://vdab.be:99999/", "unreadable_link"),
        ("BE03 3751 1109 9940", "invalid_iban"),
        ("bel 0470 12 31 1700", "invalid_phone"),
        ("bel O47O 12 34 56", "disguised_number"),
        ("bel 0903 12 345", "premium_number"),
        ("+31 900 1234567", "premium_number"),
        ("stuur JA naar 9293", "short_number"),
        ("sms van 9293", "short_number"),
        ("evilapp://vdab.be", "dangerous_scheme"),
        ("feed:https://vdab.be", "dangerous_scheme"),
        ("vdab.be%2eevil.com", "unreadable_link"),
        ("a..b@vdab.be", "unreadable_link"),
        ("https://www.vdab.be&sol;.evil.com", "unreadable_link"),
        ("https://evil.com\\.www.vdab.be/", "backslash"),
        ("https://www.vdab.be／.evil.com/", "unreadable_link"),
        ("www.vdab.be en vakantie.Top was dat", "doubtful_name"),
        ("https://web.archive.org/web/2023/https://vdab.be/", "copied_page"),
        ("evilapp:https://vdab.be", "dangerous_scheme"),
        ("java\tscript:alert(1)", "dangerous_scheme"),
        ("data:,x", "dangerous_scheme"),
        ('<a href="evilapp:open">x</a>', "dangerous_scheme"),
        ('<a href="java&Tab;script:x()">x</a>', "dangerous_scheme"),
        ('<a href="https://vdab.be"><b>www.vlaanderen.be</b></a>', "shown_text_differs"),
        (" ".join(f"vdab.be/{page}" for page in range(MOST_MENTIONS + 1)), "too_many"),
    ],
)
def test_a_trap_is_named(text, trap):
    traps = {trap for mention in FINDER.find(text) for trap in mention.traps}
    assert trap in traps
    assert traps <= set(TRAPS)


@pytest.mark.parametrize("text", ["https://vd\ud800ab.be", "a\udfff@vdab.be", "@vdab\ud83d op x"])
def test_half_a_character_is_no_reason_to_fail(text):
    assert all(mention.text in text for mention in FINDER.find(text))


def test_every_trap_has_a_sentence_in_every_language():
    for file in Path("knowledge/catalogue").glob("*.yml"):
        sentences = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert set(TRAPS) <= set(sentences["trap"]), file


@pytest.mark.parametrize(
    "text",
    [
        "https://www.vdab.be/jobs", "vdab.be", "@vdab_be op x", "info@vdab.be", "0800 30 700",
        "https://www.facebook.com/vdab.be", "[https://vdab.be](https://vdab.be)",
        "https://developers.facebook.com/docs", "threads.be", "x.be",
        "onroerenderfgoed.github.io", "bel 1700", "sms van 8811", "078 15 01 00",
    ],
)  # fmt: skip
def test_an_ordinary_address_has_no_traps(text):
    mentions = FINDER.find(text)
    assert len(mentions) == 1
    assert mentions[0].traps == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('"VDAB" <jobs@vdab-jobs.com>', "VDAB"),
        ("VDAB Jobs <jobs@vdab-jobs.com>", "VDAB Jobs"),
        ("Van: vdab jobs <jobs@vdab-jobs.com>", "vdab jobs"),
        ("ik kreeg een bericht van VDAB Jobs <jobs@vdab-jobs.com>", "VDAB Jobs"),
        ("jobs@vdab-jobs.com (VDAB)", "VDAB"),
        ("VDAB [jobs@vdab-jobs.com]", "VDAB"),
        ("From: =?utf-8?B?VkRBQg==?= <jobs@vdab-jobs.com>", "VDAB"),
        (
            '"=?UTF-8?Q?De_Lijn_=E2=80=93_terugbetaling?=" <jobs@vdab-jobs.com>',
            "De Lijn – terugbetaling",
        ),
        ("=?utf-8?Q?Vlaamse?= =?utf-8?Q?_overheid?= <jobs@vdab-jobs.com>", "Vlaamse overheid"),
        ("=?nope?B?VkRBQg==?= <jobs@vdab-jobs.com>", "VDAB"),
        ("« De Lijn » <jobs@vdab-jobs.com>", "De Lijn"),
        ("jobs@vdab-jobs.com", None),
        ("mail naar <jobs@vdab-jobs.com>", "mail naar"),
    ],
)
def test_the_name_beside_a_mailbox_is_kept(text, name):
    (mention,) = FINDER.find(text)
    assert mention.text == "jobs@vdab-jobs.com"
    assert mention.display_name == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("vdab-jobs.be", "vdab-jobs[.]be"),
        ("https://vdab-jobs.be/x.php", "hxxps://vdab-jobs[.]be/x[.]php"),
        ("hxxps://vdab-jobs[.]be", "hxxps://vdab-jobs[.]be"),
        ("jobs@vdab-jobs.com", "jobs@vdab-jobs[.]com"),
        ("https://vd\u200bab.be\u202e", "hxxps://vdab[.]be"),
        ("https://vd\nab.be", "hxxps://vdab[.]be"),
        ("@vdab.be op insta", "@vdab[.]be"),
        ("02/553.34.34", "02/553.34.34"),
    ],
)
def test_what_is_shown_is_no_link(text, shown):
    (mention,) = FINDER.find(text)
    assert mention.shown == shown


@pytest.mark.parametrize(
    "before", ["", "😀 ", "\u200b\u200b", "ｖ ", "hxxp ", "[.] ", "\x00", "a\u0301 ", "\u202e"]
)
@pytest.mark.parametrize("pasted", ["vdab-jobs.be", "vd\u200bab[.]be", "@vdab_be", "0800 30 700"])
def test_offsets_lead_into_the_text_as_sent(before, pasted):
    (mention,) = FINDER.find(f"{before}{pasted} ?")
    assert (mention.start, mention.end) == (len(before), len(before) + len(pasted))
    assert mention.text == pasted


def test_repeating_an_address_does_not_push_out_another_one():
    assert found("vdab.be " * 200 + "evil.be") == [site("vdab.be"), site("evil.be")]


def test_the_same_address_twice_in_one_link_is_one_mention():
    assert found("[https://vdab.be](https://vdab.be/)") == [site("vdab.be")]


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("op facebook", "facebook"),
        ("sur Facebook", "facebook"),
        ("auf Instagram", "instagram"),
        ("on insta", "instagram"),
        ("op x", "x"),
        ("sur X", "x"),
        ("on Twitter", "x"),
        ("een tweet", "x"),
        ("op tiktok", "tiktok"),
        ("whatsappke", "whatsapp"),
        ("facebookpost", "facebook"),
        ("hun website of facebook", "facebook"),
        ("en hun website?", "website"),
        ("YouTube-Kanal", "youtube"),
        ("sur threads", "threads"),
        ("per mail", "email"),
        ("numéro de téléphone", "phone"),
        ("ik snap het niet", None),
        ("some threads", None),
        ("maal x", None),
        ("facebook.com.evil.be", None),
        ("@facebook", None),
        ("", None),
    ],
)
def test_a_platform_is_named_in_words(text, platform):
    assert FINDER.platform_in(text) == platform
    assert platform_words(text, ADDRESSES) == platform


PIECES = [
    "vdab.be", "https://", "@", ".", "/", " ", "\n", "\t", "\u200b", "😀", "[", "](", ")", "<", ">",
    "op x", "sms van ", "VDAB", "0470 12 34 56", "BE02 3751 1109 9940", "ｖ", "。", "hxxp", "[.]",
    "info@vdab.be", "\\", "%2e", "xn--", "a", "_", "-", "'", '"', "1700", "+32", "(", "dot",
    "op insta: ", "O47O 12 34 56", "0-4-7-0-", "nul ", "BE68:5390:", "From: ", "\nTo: ", "@delijn",
    " op Kick", "0800-VDAB", "stuur JA naar ", "9293", "⓪", "\u20e3", "@gmail",
    "op insta: ", "&#46;", "&amp;", " . ", " punt ", "=2E", "=\n", "=?utf-8?q?vdab=2Ebe?=", "be",
    "<a href=", "//", "redirect?url=", "https%3A%2F%2F", ",", "\ud800", ".Top",
]  # fmt: skip


@example("0470 12 34 560470 12 34 56/vdab.be")
@example("hxxps://https%3A%2F%2F")
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=80))
def test_any_text_gives_mentions_in_order_that_do_not_overlap(text):
    mentions = FINDER.find(text)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        assert set(mention.traps) <= set(TRAPS)
        assert not re.search("https?://", mention.shown, re.IGNORECASE)
        end = mention.end


@pytest.mark.parametrize(
    "piece",
    [
        "a", ".", "a.", "@", "a@", "a.be ", "0", "02 553 ", "(", "[", "[a](", "https://", "https:",
        " ", "-", "_", "a_", '"', "<a ", "BE02 ", "a dot ", "sms van ", "op facebook a_b ",
        "@ab op x ", "\u200b", "😀", "ｖ", "вдаб.be ", "a@b.be ", "xn--a.be ", "https://a\n", "%41",
        "0470 12 34 56 ", "bel 1700 ", "+32 ", ")", "<a href='x' ", "a\t", "1.", "'", "&",
        "0 ", "0-4-", "O0 ", "nul vier ", "B E 6 8 ", "BE68:", "0800-", "A ", "tel0470123456 ",
        "@x op Instagram en ", "@x (Instagram ", "_a b_ ", "_a_ ", "stuur JA naar ", "op Kick ",
        "From: a@b.be\n", "To: ", "=?utf-8?B?VkRBQg==?= ", "a@gmail ", "WIFI:T:a\n", "dossier ",
        "·a", "a .b", "a. ", "a,b,", "<a x=y ", "<a =", '<x a="b" ', "<a href=//1>", "&#46;",
        "&amp;#46;", "//a.b ", "[a]: b\n", "<a|b>", "v . d ", "a-\nb.be ", "a=2E",
        "=?utf-8?q?a?= ", "QUJD",
        "content-transfer-encoding: base64\n\n", "https%3A%2F%2F", "op a.Top ", "x:https://a.be ",
        "https://a.be/redirect?u=https://b.be&", "a_dot_", "data:", "HYPERLINK(\"a\" ",
    ],
)  # fmt: skip
def test_hostile_text_takes_no_more_than_its_length(piece):
    text = (piece * 4000)[:4000]
    started = time.perf_counter()
    mentions = FINDER.find(text)
    # A pattern that goes back over its steps takes minutes; the rest is a slow machine.
    assert time.perf_counter() - started < 1.5
    assert len(mentions) <= MOST_MENTIONS


@pytest.mark.parametrize("text", ["vdab.be-login", "www.vdab.be-premie.", "vdab.be_pay nu"])
def test_a_name_that_goes_on_is_not_read_as_its_beginning(text):
    (mention,) = FINDER.find(text)
    assert mention.address is None
    assert "unreadable_link" in mention.traps


@pytest.mark.parametrize("text", ["de vdab.be-site", "die vdab.be-Seite", "vdab.be-account"])
def test_a_word_made_with_a_name_holds_that_name(text):
    (mention,) = FINDER.find(text)
    assert mention.address.host == "vdab.be"


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011"])
@pytest.mark.parametrize("name", ["vdab.be{}login.com", "vdab.be{}login.evil.example.com"])
def test_a_name_goes_on_behind_what_looks_like_a_hyphen(name: str, hyphen: str):
    (mention,) = FINDER.find(name.format(hyphen))
    assert mention.text == name.format(hyphen)
    assert mention.address is None or mention.address.key != "vdab.be"
