"""Whether the law allows something is not in our list: we own up to that, and say who knows."""

import pytest

from tests.actions.talking import Said, Talk

FAKE: Said = ("https://vdab-jobs.be/login", "check_channel")


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("is dat verboden, zo'n mail sturen?", "nl", "volgens de wet"),
        ("is that even legal what they do?", "en", "the law allows"),
        ("est-ce interdit d'envoyer ça ?", "fr", "la loi"),
        ("ist das eigentlich verboten?", "de", "das Gesetz"),
    ],
)
@pytest.mark.parametrize("intent", ["ask_permission", "ask_if_sure", "check_channel"])
def test_the_law_is_left_to_who_knows_it(
    talk: Talk, text: str, language: str, says: str, intent: str
):
    told = talk(FAKE, (text, intent), language=language)
    assert says in told
    assert "1700" in told


def test_after_a_loss_what_helps_goes_first(talk: Talk):
    gave = ("ik gaf mijn kaartnummer", "ask_after_incident")
    assert "volgens de wet" not in talk(gave, ("is dat niet verboden?", "ask_if_sure"))
