"""A conversation is deleted for who asks for it, and never on a guess."""

import pytest

from tests.actions.talking import Talk

CHECK = ("vdab-jobs.be", "check_channel")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wis alles wat ik zei", "nl"),
        ("kunt ge dit gesprek vergeten", "nl"),
        ("please delete this chat", "en"),
        ("effacez cette conversation", "fr"),
        ("bitte alles löschen", "de"),
    ],
)
def test_who_asks_is_forgotten(talk: Talk, text: str, language: str):
    told = talk(CHECK, (text, "forget_me"), language=language)
    assert "?" not in told
    assert talk(CHECK, (text, "forget_me"), ("waarom", "ask_why"), language=language) != told


@pytest.mark.parametrize(
    "text", ["ze hebben nu alles van mij, alles", "ik ben al mijn foto's kwijt"]
)
def test_a_guess_is_asked_about_and_deletes_nothing(talk: Talk, text: str):
    asked = talk(CHECK, (text, "forget_me"))
    assert asked.startswith("Zal ik dit gesprek wissen?")
    assert "vdab-jobs[.]be" in talk(CHECK, (text, "forget_me"), ("waarom", "ask_why"))
    pressed = talk(CHECK, (text, "forget_me"), ("/forget_me", "forget_me"))
    assert "gewist" in pressed


def test_an_objection_is_answered_and_deletes_nothing(talk: Talk):
    objection = ("ze wisten mijn rijksregisternummer en alles", "forget_me")
    assert "bewijst niet" in talk(CHECK, objection)
    assert "vdab-jobs[.]be" in talk(CHECK, objection, ("waarom", "ask_why"))
