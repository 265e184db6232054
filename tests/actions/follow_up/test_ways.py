"""Whether a service itself phones or writes is not known, and said so, of whichever it is."""

import pytest

from tests.actions.talking import Said, Talk

CALL: Said = ("iemand belde mij van De Watergroep over een betaling", "check_channel")
GAVE_CODE: Said = ("ik gaf mijn bankcode door aan de telefoon", "ask_after_incident")


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("Belt de VDAB soms mensen op?", "Of de VDAB zelf mensen opbelt, weet ik niet zeker"),
        ("And VDAB, do they ever call people?", "Whether VDAB calls people itself"),
        (
            "Et la protection sociale flamande, est-ce qu'ils téléphonent aux gens parfois ?",
            "Je ne sais pas avec certitude",
        ),
        ("Ruft der VDAB Leute wirklich an?", "Ob der VDAB selbst Leute anruft"),
    ],
)
@pytest.mark.parametrize("intent", ["ask_security", "check_channel", "ask_evaluation"])
def test_nobody_knows_whether_it_phones(talk: Talk, asks: str, says: str, intent: str):
    assert says in talk((asks, intent))


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("Fluvius, sturen die mails?", "Of Fluvius zelf mails stuurt, weet ik niet zeker"),
        ("does VLAIO send texts?", "I do not know for sure"),
        ("est-ce que VLAIO envoie des sms ?", "Je ne sais pas avec certitude"),
        ("Schicken die vom VDAB eine SMS?", "weiß ich nicht sicher"),
    ],
)
def test_no_other_service_is_quoted(talk: Talk, asks: str, says: str):
    told = talk((asks, "list_channels"))
    assert says in told
    assert "WhatsApp" not in told
    assert "Groeipakket" not in told


def test_who_called_is_asked_on_about(talk: Talk):
    told = talk(CALL, ("bellen die soms mensen op?", "ask_contact"))
    assert "Of De Watergroep zelf mensen opbelt" in told


def test_a_service_without_a_name_is_not_known_either(talk: Talk):
    told = talk(("do they ever call people?", "ask_security"))
    assert "Whether that service itself phones people, I do not know" in told


def test_a_loss_stays_what_it_is_about(talk: Talk):
    asks: Said = ("en de VDAB, bellen die ooit mensen op?", "ask_security")
    assert "weet ik niet zeker" in talk(GAVE_CODE, asks)
    assert "geen enkele code" in talk(GAVE_CODE, asks, ("en wat nu?", "ask_next_step"))


@pytest.mark.parametrize(
    "text", ["ik kreeg telefoon van de VDAB, klopt dat?", "stuurt u mij soms een mail?"]
)
def test_what_came_or_what_we_do_is_not_meant(talk: Talk, text: str):
    assert "VDAB zelf mensen opbelt" not in talk((text, "check_channel"))
