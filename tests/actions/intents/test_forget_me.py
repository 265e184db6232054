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


@pytest.mark.parametrize(
    ("told", "text", "kept"),
    [
        (
            "ik heb mijn kaartnummer ingevuld op een valse site",
            "moet ik de chat verwijderen",
            "bewijs",
        ),
        (
            "my daughter (14) chats with a strange lady on instagram",
            "should I delete the chat? and do I take away her phone",
            "evidence",
        ),
        ("j'ai donné ma carte à un faux site", "dois-je effacer la conversation ?", "preuve"),
        ("ich habe meine Kartennummer eingegeben", "soll ich den Chat löschen?", "Beweis"),
    ],
)
def test_who_asks_whether_to_delete_a_chat_is_not_forgotten(
    talk: Talk, told: str, text: str, kept: str
):
    answer = talk((told, "ask_after_incident"), (text, "forget_me"))
    assert kept in answer


@pytest.mark.parametrize("text", ["should i delete my data here", "delete everything about me"])
def test_who_speaks_of_their_own_data_still_is(talk: Talk, text: str):
    assert "deleted" in talk((text, "forget_me"))
