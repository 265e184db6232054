"""What the model takes for a report or a dispute, though somebody only tells or objects."""

import pytest

from tests.actions.talking import Said, Talk

TOLD = ("ik kreeg een brief van de VMM dat ik moet betalen", "check_channel")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("ik kreeg een brief van de VDAB dat ik geld terugkrijg", "nl", "doe er nog niets mee"),
        ("I got a letter from De Lijn that I must pay a fine", "en", "do nothing"),
        ("j'ai reçu une lettre du Groeipakket, je dois payer", "fr", "ne"),
        ("ich habe einen Brief vom Groeipakket bekommen, ich soll zahlen", "de", "nicht"),
    ],
)
def test_who_tells_is_helped_and_offered_a_report(
    reporting_talk: Talk, text: str, language: str, expected: str
):
    told = reporting_talk((text, "report_misuse"), language=language).casefold()
    assert expected in told
    asked = reporting_talk((text, "report_misuse"), ("melden", "report_misuse"), language=language)
    assert asked.splitlines()[-1].casefold() not in told


def test_who_asks_for_a_report_gets_the_form(reporting_talk: Talk):
    asked = reporting_talk(
        ("ik kreeg een valse sms van de VDAB en wil die melden", "report_misuse")
    )
    assert "welk account, welke link of welk nummer" in asked.casefold()


def test_who_gave_something_hears_what_to_do(reporting_talk: Talk):
    told = reporting_talk(("ich hab bei itsme bestätigt", "dispute_answer"), language="de")
    assert "support.itsme-id.com" in told or "itsme" in told
    assert "078 170 170" in told


@pytest.mark.parametrize("before", [(TOLD,), (("welke kanalen heeft De Lijn", "list_channels"),)])
def test_an_objection_without_an_address_is_no_dispute(
    reporting_talk: Talk, before: tuple[Said, ...]
):
    objected = reporting_talk(*before, ("dat klopt toch niet helemaal", "dispute_answer"))
    assert "ons team past de lijst aan" not in objected.casefold()


def test_an_address_that_the_form_asked_for_is_judged_first(reporting_talk: Talk):
    said = reporting_talk(
        ("ik wil iets melden", "report_misuse"), ("vdab-jobs.be", "check_channel")
    )
    verdict, _, question = said.partition("vdab-jobs[.]be")
    assert "vertrouw dit niet" in verdict.casefold()
    assert "wat gebeurde er" in question.casefold()


def test_an_address_that_was_judged_a_moment_ago_is_not_judged_again(reporting_talk: Talk):
    said = reporting_talk(
        ("vdab-jobs.be", "check_channel"),
        ("ik wil iets anders melden", "report_misuse"),
        ("vdab-jobs.be", "check_channel"),
    )
    assert "vertrouw dit niet" not in said.casefold()


def test_who_disputes_twice_hears_it_in_other_words(reporting_talk: Talk):
    first, again = (
        ("da klopt ni wa ge zegt", "dispute_answer"),
        ("ge hebt het mis", "dispute_answer"),
    )
    assert reporting_talk(first, again) != reporting_talk(first)


@pytest.mark.parametrize(
    ("text", "language", "mailbox"),
    [
        ("naar waar stuur ik een verdacht bericht door", "nl", "verdacht@safeonweb.be"),
        ("where do I forward a suspicious message", "en", "suspicious@safeonweb.be"),
    ],
)
def test_who_asks_for_the_mailbox_gets_it_and_no_form(
    reporting_talk: Talk, text: str, language: str, mailbox: str
):
    told = reporting_talk((text, "report_misuse"), language=language)
    assert mailbox in told
    assert "?" not in told


def test_who_wants_to_report_here_still_gets_the_form(reporting_talk: Talk):
    assert (
        reporting_talk(("waar kan ik dit melden?", "report_misuse")).rstrip().endswith("bericht.")
    )
