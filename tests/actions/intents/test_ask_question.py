"""A question on safety is about messages, unless it names accounts, staff or a network."""

import pytest

from tests.actions.talking import Talk

MESSAGES, ACCOUNTS, STAFF = "eerste schuine streep", "open internet", "campagne"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wat zijn de drie belangrijkste tips", MESSAGES),
        ("mijn man zegt dat 0800-nummers altijd veilig zijn", MESSAGES),
        ("hoe kan ik dat zelf controleren", MESSAGES),
        ("hoe beveiligt de overheid haar twitteraccounts", ACCOUNTS),
        ("welke raad krijgen ambtenaren over wachtwoorden", STAFF),
        ("hoe is het netwerk beveiligd", "inbraakpogingen"),
    ],
)
def test_what_a_question_on_safety_is_about(talk: Talk, text: str, said: str):
    assert said in talk((text, "ask_security"))


def test_who_asks_on_hears_another_answer(talk: Talk):
    asked = ("hoe beveiligt de overheid haar accounts", "ask_security")
    first, next_one = talk(asked), talk(asked, ("en wat doet ze tegen hackers", "ask_security"))
    assert first != next_one
