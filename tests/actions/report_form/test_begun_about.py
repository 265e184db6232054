"""What a report is about: the address that somebody calls by its kind, or none at all."""

import pytest

from tests.actions.talking import Said, Talk

CALLED: Said = ("0466 90 12 34 belde mij, is dat van jullie?", "check_channel")
LISTED: Said = ("is www.vdab.be echt?", "check_channel")
VIDEO: Said = (
    "zag op facebook een filmpje waarin de minister zegt dat ge 250 euro moet beleggen",
    "check_channel",
)


@pytest.mark.parametrize(
    "text",
    [
        "dat nummer wil ik melden",
        "ik wil dat telefoonnummer melden",
        "I want to report that number",
    ],
)
def test_the_number_that_is_meant_is_reported_whatever_was_judged_since(
    reporting_talk: Talk, text: str
):
    assert "0466 90 12 34" in reporting_talk(CALLED, LISTED, (text, "report_misuse"))


def test_another_number_is_asked_for(reporting_talk: Talk):
    told = reporting_talk(CALLED, ("ik wil een ander nummer melden", "report_misuse"))
    assert "0466 90 12 34" not in told


@pytest.mark.parametrize(
    "text",
    [
        "ik heb het adres niet meer, waar kan ik dat filmpje melden",
        "I want to report a video but I have no link",
        "je veux signaler une vidéo mais je n'ai pas le lien",
        "ich will ein Video melden, aber ich habe keinen Link",
    ],
)
def test_who_has_no_address_is_not_asked_for_one(reporting_talk: Talk, text: str):
    assert "safeonweb.be" in reporting_talk(VIDEO, (text, "report_misuse"))


def test_the_network_named_after_it_is_told_how_to_report_there(reporting_talk: Talk):
    no_link = ("ik wil een filmpje melden, ik heb geen link", "report_misuse")
    assert "Instagram" in reporting_talk(no_link, ("op instagram", "tell_more"))


def test_a_complaint_about_the_bot_is_no_story(reporting_talk: Talk):
    asked = ("ja maar ik vroeg waar ik die valse mails van vlaio kan melden", "report_misuse")
    told = reporting_talk(asked, ("vlaio@subsidie-vlaio.com", "check_channel"))
    assert "Wat gebeurde er?" in told


@pytest.mark.parametrize("text", ["nee", "nee dank u"])
def test_who_tells_nothing_hears_how_to_go_on_without(reporting_talk: Talk, text: str):
    begun = ("meld vdab-jobs.be", "report_misuse")
    assert "meteen doorgeven" in reporting_talk(begun, (text, "deny"))


def test_what_happened_may_be_left_out(reporting_talk: Talk):
    begun = ("meld vdab-jobs.be", "report_misuse")
    assert "Wat gebeurde er?" not in reporting_talk(begun, ("dat hoeft niet", "deny"))
