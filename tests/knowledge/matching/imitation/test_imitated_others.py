import pytest

from knowledge.matching.imitation.imitated_others import ImitatedOthers
from knowledge.matching.imitation.lookalike import Difference
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.model import OtherBody, OtherChannel, OtherKind, OtherMatch
from tests.knowledge.small_register import ADDRESSES, SOURCE

WORDS = OrdinaryWords.load()


def body(name: str, kind: OtherKind, *rows: tuple[str, str]) -> OtherBody:
    channels = tuple(
        OtherChannel(ADDRESSES.parse(address, platform), OtherMatch.HOST_ONLY, SOURCE)
        for platform, address in rows
    )
    return OtherBody({"nl": name}, kind, channels)


OTHERS = ImitatedOthers(
    (
        body("KBC", OtherKind.BANK, ("website", "https://www.kbc.be/"), ("x", "x.com/kbc_be")),
        body("ING", OtherKind.BANK, ("website", "https://www.ing.be/")),
        body("Belfius", OtherKind.BANK, ("website", "https://www.belfius.be/")),
        body("bpost", OtherKind.POST, ("website", "https://www.bpost.be/")),
        body("MyMinfin", OtherKind.FEDERAL, ("website", "https://www.myminfin.be/")),
        body("Gemeente Halle", OtherKind.MUNICIPALITY, ("website", "https://www.halle.be/")),
        body(
            "Belgium.be, het portaal van de federale overheid",
            OtherKind.FEDERAL,
            ("website", "https://portaal.belgium.be/"),
        ),
        body("Argenta", OtherKind.BANK, ("facebook", "https://www.facebook.com/argentabank")),
    ),
    ADDRESSES,
    WORDS,
)


@pytest.mark.parametrize(
    ("url", "name", "difference"),
    [
        ("kbc-login.com", "KBC", Difference.BRAND_IN_OTHER_DOMAIN),
        ("login-ing.be", "ING", Difference.BRAND_IN_OTHER_DOMAIN),
        ("bpost-pakje.top", "bpost", Difference.BRAND_IN_OTHER_DOMAIN),
        ("bpostpakje.top", "bpost", Difference.BRAND_IN_OTHER_DOMAIN),
        ("myminfin-terugbetaling.be", "MyMinfin", Difference.BRAND_IN_OTHER_DOMAIN),
        ("kbc.be.veilig-betalen.top", "KBC", Difference.BRAND_AS_SUBDOMAIN),
        ("kbc.verify-login.top", "KBC", Difference.BRAND_IN_OTHER_DOMAIN),
        ("mijn-belfius-bank-betaling.be", "Belfius", Difference.BRAND_IN_OTHER_DOMAIN),
        ("bp0st.be", "bpost", Difference.CONFUSABLE_CHARACTERS),
        ("be1fius.com", "Belfius", Difference.CONFUSABLE_CHARACTERS),
        ("beflius.be", "Belfius", Difference.SMALL_EDIT),
        ("belfius.top", "Belfius", Difference.OTHER_TLD),
        ("myminfin.online", "MyMinfin", Difference.OTHER_TLD),
        ("minfin.fgov-be.com", None, Difference.BRAND_IN_OTHER_DOMAIN),
        ("fgob.be", None, Difference.SMALL_EDIT),
        ("fgov.top", None, Difference.OTHER_TLD),
        ("bpostt.be", "bpost", Difference.SMALL_EDIT),
        ("my-minfin.be", "MyMinfin", Difference.SEPARATORS),
        ("kbc-be.com", "KBC", Difference.BRAND_IN_OTHER_DOMAIN),
    ],
)
def test_an_imitation_of_somebody_else_says_whom(url, name, difference):
    found = OTHERS.of(ADDRESSES.from_url(f"https://{url}/"))

    assert found is not None
    assert found[0].difference is difference
    assert found[1].name("nl") == name or (name is None and "federale" in found[1].name("nl"))
    assert found[0].organisation == found[1].name("nl")


@pytest.mark.parametrize(
    "url",
    [
        "halle.com",
        "halle-premie.be",
        "halle-bibliotheek.be",
        "belfius.com",
        "ing.nl",
        "kbc.eu",
        "training.be",
        "mailing-login.be",
        "dingdong.be",
        "mijn.kbc.be",
        "kbcs.be",
        "bposts.be",
        "post.be",
        "iets.fgov.be",
    ],
)
def test_a_name_that_half_the_world_shares_imitates_nobody(url):
    assert OTHERS.of(ADDRESSES.from_url(f"https://{url}/")) is None


def test_accounts_and_mailboxes():
    fake = ADDRESSES.from_url("https://x.com/kbc_terugbetaling")
    near = ADDRESSES.from_url("https://www.facebook.com/argentaabank")
    own_name = ADDRESSES.from_url("https://x.com/kbc")

    assert OTHERS.of(fake)[0].difference is Difference.BRAND_IN_HANDLE
    assert OTHERS.of(near)[0].difference is Difference.SMALL_EDIT
    assert OTHERS.of(own_name) is None
    assert OTHERS.of(ADDRESSES.from_url("https://x.com/kbc_help")) is None
    assert OTHERS.of(ADDRESSES.from_email("info@kbc-login.com"))[1].name("nl") == "KBC"
    assert OTHERS.of(ADDRESSES.from_phone("0470 12 34 56")) is None


def test_the_name_of_a_body_on_free_mail_contradicts_it():
    def said(text: str) -> Difference | None:
        name, _, address = text.partition(" <")
        found = OTHERS.contradicted(name, ADDRESSES.from_email(address.rstrip(">")))
        return found[0].difference if found else None

    assert said("bpost <klant.be@gmail.com>") is Difference.DISPLAY_NAME
    assert said("bpost <noreply@mailing.example.com>") is None  # firms let others send
    assert said("Vrienden van bpost <jan@gmail.com>") is None
    assert said("Gemeente Halle <jan@gmail.com>") is None
