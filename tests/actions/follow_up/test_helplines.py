"""The numbers that we tell people to call are explained, never judged as a suspicious sender."""

import pytest

from tests.actions.talking import Said, Talk

GAVE = ("ik gaf mijn kaartnummer aan iemand aan de telefoon", "ask_after_incident")
AT_DOOR = ("er staat een man van fluvius aan de deur", "check_channel")
CLICKED = ("ik ben 15 en ik klikte op een link", "ask_after_incident")
FORGED = ("nagemaakt", "forged", "imité", "gefälscht")


@pytest.mark.parametrize(
    ("before", "text", "language", "expected"),
    [
        (GAVE, "078 170 170, is dat gratis?", "nl", "telefoonbedrijf"),
        (GAVE, "what does it cost to call 078 170 170", "en", "phone company"),
        (GAVE, "le 078 170 170, c'est gratuit ?", "fr", "opérateur"),
        (GAVE, "kostet 078 170 170 etwas?", "de", "Telefongesellschaft"),
        (GAVE, "en 00800 2123 2123, is dat gratis?", "nl", "is gratis"),
        (GAVE, "wat is dat voor een nummer, 078 170 170?", "nl", "van Card Stop"),
        (AT_DOOR, "en kost 101 bellen iets?", "nl", "weet ik niet"),
        (CLICKED, "is 102 gratis?", "nl", "Awel"),
        (GAVE, "078 170 170?", "nl", "van Card Stop"),
        (AT_DOOR, "et le 112, c'est pour quoi ?", "fr", "112"),
    ],
)
def test_a_number_of_ours_is_explained(
    talk: Talk, before: Said, text: str, language: str, expected: str
):
    told = talk(before, (text, "check_channel"), language=language)
    assert expected in told
    assert not any(each in told for each in FORGED)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "en als hij morgen weer voor de deur staat, bel ik dan 101 of is dat overdreven",
            "nl",
            "mag",
        ),
        ("bel ik nu 112 of 101 als die man terugkomt", "nl", "mag"),
        ("if he stands at the door again, should I call 101?", "en", "may always"),
        ("s'il revient à la porte, je dois appeler le 101 ?", "fr", "toujours"),
        ("steht er wieder vor der Tür, soll ich dann 101 anrufen?", "de", "immer"),
    ],
)
def test_who_asks_to_call_the_police_may(talk: Talk, text: str, language: str, expected: str):
    told = talk(AT_DOOR, (text, "check_channel"), language=language)
    assert "101" in told
    assert expected in told
    assert not any(each in told for each in FORGED)


@pytest.mark.parametrize(
    "text", ["078 170 170 belde mij, is dat gratis?", "le 078 170 170 m'a appelé, c'est gratuit ?"]
)
def test_what_came_from_one_is_judged(talk: Talk, text: str):
    assert any(each in talk(GAVE, (text, "check_channel")) for each in FORGED)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("kan ik met iemand praten?", "nl", "102"),
        ("can I talk to somebody?", "en", "102"),
        ("je peux parler à quelqu'un ?", "fr", "103"),
        ("kann ich mit jemandem reden?", "de", "108"),
    ],
)
def test_a_child_hears_who_listens(talk: Talk, text: str, language: str, expected: str):
    told = talk(CLICKED, (text, "contact_human"), language=language)
    assert expected in told
    assert "1700" not in told


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("ik durf het thuis niet zeggen, wie kan ik bellen?", "nl", "102"),
        ("I'm scared to tell my dad, who can I call?", "en", "102"),
        ("j'ai peur de le dire, qui puis-je appeler ?", "fr", "103"),
        ("wat is Awel?", "nl", "102"),
    ],
)
def test_a_child_who_is_afraid_hears_it_too(talk: Talk, text: str, language: str, expected: str):
    assert expected in talk(CLICKED, (text, "ask_contact"), language=language)


def test_a_child_hears_it_beside_what_to_do(talk: Talk):
    text = "ik ben 14 en klikte op een link, kan ik met iemand praten?"
    told = talk((text, "ask_after_incident"))
    assert "102" in told
    assert "Vul niets in" in told


def test_an_adult_is_led_to_1700(talk: Talk):
    told = talk(AT_DOOR, ("kan ik met iemand praten?", "contact_human"))
    assert "102" not in told


def test_an_amount_is_no_number_to_call(talk: Talk):
    assert "Awel" not in talk(AT_DOOR, ("is 102 euro gratis?", "out_of_scope"))
