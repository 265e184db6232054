"""Somebody at the door: 101 first where the door is forced, and nothing long twice."""

import pytest

from tests.actions.talking import Said, Talk

AT_DOOR: Said = ("er staat een man van fluvius aan de deur", "check_channel")


@pytest.mark.parametrize(
    "text",
    [
        "hij duwt tegen de deur",
        "he has his foot in the door",
        "il pousse la porte",
        "er drückt gegen die Tür",
    ],
)
@pytest.mark.parametrize("intent", ["tell_more", "out_of_scope", "check_channel"])
def test_who_holds_the_door_calls_the_police_first(talk: Talk, text: str, intent: str):
    assert "101" in talk(AT_DOOR, (text, intent)).split(".")[0]


def test_the_long_answer_is_told_once(talk: Talk):
    again = ("hij staat nog altijd aan de deur", "tell_more")
    first, second = talk(AT_DOOR), talk(AT_DOOR, again)
    assert "101" in second
    assert len(second) < len(first) / 2
    assert talk(AT_DOOR, again, again) != second


def test_who_saw_him_leave_hears_what_is_left_to_do(talk: Talk):
    assert talk(AT_DOOR, ("hij is weg", "tell_done")).startswith("Goed dat u hem niet binnenliet")


def test_who_asks_whether_people_are_sent_hears_who_knows(talk: Talk):
    at_door = ("er staat een man aan de deur van Fluvius", "out_of_scope")
    asks = ("sturen jullie mensen aan de deur", "contact_human")
    assert "stuurt niemand" in talk(at_door, asks)


@pytest.mark.parametrize(
    ("text", "intent", "says"),
    [
        ("hij is nu bij de buurvrouw", "tell_more", "Bel uw buur nu op"),
        ("wie bel ik voor haar", "ask_contact", "bent u bang? Bel 101"),
    ],
)
def test_a_neighbour_is_helped_too(talk: Talk, text: str, intent: str, says: str):
    assert says in talk(
        ("er staat een man aan de deur van Fluvius", "out_of_scope"), (text, intent)
    )
