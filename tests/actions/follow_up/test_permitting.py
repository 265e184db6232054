"""What others want and nobody gave yet is never to be given; a danger is still one."""

import pytest

from tests.actions.talking import Talk

JOB = ("ik kreeg een bericht van de vdab over een job", "check_channel")


@pytest.mark.parametrize("intent", ["ask_after_incident", "tell_more", "out_of_scope"])
@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("hij wil een foto van mijn paspoort, ik heb die nog niet gestuurd", "nooit"),
        ("he wants a picture of my id card, i did not send it yet", "never"),
        ("il veut une photo de ma carte d'identité, je ne l'ai pas encore envoyée", "jamais"),
        ("er will ein Foto von meinem Ausweis, ich hab es noch nicht geschickt", "niemals"),
    ],
)
def test_what_was_not_sent_yet_is_not_to_be_sent(talk: Talk, text: str, never: str, intent: str):
    told = talk(JOB, (text, intent))
    assert never in told.casefold()
    assert "078 170 170" not in told
    assert "1712" not in told


def test_who_gave_it_before_hears_what_to_do(talk: Talk):
    given = ("ik heb een foto van mijn identiteitskaart gestuurd", "ask_after_incident")
    told = talk(JOB, given, ("hij wil nu ook mijn pincode, die gaf ik niet", "tell_more"))
    assert "Nee, nooit." not in told
