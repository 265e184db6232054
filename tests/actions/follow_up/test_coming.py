"""How something came is said back rightly; who is gone, or only announced, is not kept out."""

import pytest

from tests.actions.talking import Said, Talk

SMS = ("ik kreeg een sms over mijn groeipakket", "check_channel")
LETTER = ("ik kreeg een brief van het Groeipakket", "check_channel")
AT_DOOR = ("er staat een man van fluvius aan de deur", "check_channel")
FAKE = ("vdab-jobs.be", "check_channel")


@pytest.mark.parametrize(
    ("before", "text", "language", "expected"),
    [
        (LETTER, "tis geen brief he tis een sms", "nl", "een bericht dus"),
        (LETTER, "nee sorry, het was een mail", "nl", "een bericht dus"),
        (SMS, "het was eigenlijk een brief, met de post", "nl", "een brief dus"),
        (SMS, "no, it is not a text, it is a letter", "en", "a letter"),
        (SMS, "non, c'est une lettre, pas un sms", "fr", "une lettre"),
        (SMS, "nein, keine SMS, es war ein Brief", "de", "ein Brief"),
        (LETTER, "nee geen brief, ze hebben mij gebeld", "nl", "telefoontje"),
        (SMS, "non pas un sms, c'est un monsieur qui est venu", "fr", "badge"),
    ],
)
def test_what_is_put_right_is_said_back(
    talk: Talk, before: Said, text: str, language: str, expected: str
):
    assert expected in talk(before, (text, "tell_more"), language=language)


def test_it_is_of_that_from_then_on(talk: Talk):
    put_right = ("het was eigenlijk een brief, met de post", "tell_more")
    told = talk(SMS, put_right, ("mag ik de brief weggooien", "ask_permission"))
    assert "Bewaar de brief" in told
    other = talk(LETTER, ("tis geen brief he tis een sms", "deny"), ("wat nu?", "ask_next_step"))
    assert "brief" not in other


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("hij is al weg", "nl", "buren"),
        ("awel, hij is kwaad weggereden. was dat een valse?", "nl", "buren"),
        ("he left. was he real?", "en", "warn the neighbours"),
        ("il est parti", "fr", "voisins"),
        ("er ist weg", "de", "Nachbarn"),
    ],
)
def test_a_visitor_who_is_gone_is_not_kept_out(talk: Talk, text: str, language: str, expected: str):
    told = talk(AT_DOOR, (text, "ask_if_sure"), language=language)
    assert expected in told
    assert "Houd de deur dicht" not in told


def test_who_asks_for_the_number_once_the_visitor_is_gone_gets_what_we_know(talk: Talk):
    text = "hij is al weg, wat is het nummer van fluvius?"
    told = talk(AT_DOOR, (text, "check_channel"))
    assert "1700" in told
    assert "deur" not in told


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("komen ze nu echt? ik ben alleen thuis", "nl", "weten we niet"),
        ("do they really come? I am home alone", "en", "do not know"),
        ("ils viennent vraiment ? je suis seul à la maison", "fr", "Nous ne savons pas"),
        ("kommen die wirklich? ich bin allein zu Hause", "de", "wissen wir nicht"),
    ],
)
def test_a_visit_that_is_only_announced_is_a_threat_to_hurry(
    talk: Talk, text: str, language: str, expected: str
):
    told = talk(FAKE, (text, "ask_if_sure"), language=language)
    assert expected in told
    assert "101" in told


def test_nobody_at_the_door_is_heard(talk: Talk):
    told = talk(FAKE, ("er is niemand aan de deur, alleen die sms", "ask_permission"))
    assert "niemand staat" in told


def test_the_flemish_word_for_well_is_no_helpline(talk: Talk):
    assert "102" not in talk(AT_DOOR, ("awel, moet ik nu iets doen?", "ask_next_step"))
