"""A report knows what the conversation was about: the last address, the first one, the letter."""

import pytest

from tests.actions.talking import Said, Talk

FAKE: Said = ("is https://vdab-jobs.be/login echt?", "check_channel")
OTHER: Said = ("en vlaanderen-terugbetaling.info?", "check_channel")
BETWEEN: tuple[Said, ...] = (
    ("wie is het dan wel", "ask_real_one"),
    ("op welke sociale media zit de VDAB?", "list_channels"),
    ("op welke sociale media zitten ze", "ask_overview"),
    ("bedankt", "thank"),
)
LETTER: Said = ("ik kreeg een brief van de VDAB dat ik moet terugbetalen", "check_channel")
NUMBER: Said = ("er staat 0478 12 34 56 op", "check_channel")


@pytest.mark.parametrize(
    "text",
    ["ok meld", "meld het", "melden", "report it", "signale-le", "ja doe maar, signaleer het"],
)
@pytest.mark.parametrize("intent", ["report_misuse", "out_of_scope", "cancel", "affirm"])
def test_the_last_judged_address_is_meant(reporting_talk: Talk, text: str, intent: str):
    assert "vdab-jobs[.]be" in reporting_talk(FAKE, *BETWEEN, (text, intent))


def test_it_is_not_asked_where_it_was_judged(reporting_talk: Talk):
    told = reporting_talk(FAKE, *BETWEEN, ("meld het", "report_misuse"))
    assert "Waar zag u" not in told


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("meld die eerste", "vdab-jobs[.]be", "terugbetaling"),
        ("report the second one", "terugbetaling[.]info", "vdab-jobs"),
        ("signalez l'autre", "vdab-jobs[.]be", "terugbetaling"),
        ("melde das letzte", "terugbetaling[.]info", "vdab-jobs"),
        ("meld", "terugbetaling[.]info", "vdab-jobs"),
    ],
)
def test_the_one_that_is_pointed_out(reporting_talk: Talk, text: str, wanted: str, unwanted: str):
    told = reporting_talk(FAKE, OTHER, (text, "report_misuse"))
    assert wanted in told
    assert unwanted not in told


def test_both_are_reported_one_after_the_other(reporting_talk: Talk):
    both = [FAKE, OTHER, ("meld allebei", "report_misuse")]
    begun = reporting_talk(*both)
    assert "De andere meldt u daarna" in begun
    assert "vdab-jobs[.]be" in begun
    sent = [*both, ("meteen doorgeven", "affirm")]
    assert "terugbetaling[.]info" in reporting_talk(*sent, ("meld de andere", "report_misuse"))


def test_another_story_is_no_report_of_what_was_checked(reporting_talk: Talk):
    told = reporting_talk(FAKE, LETTER, ("ik wil iets melden", "report_misuse"))
    assert "vdab-jobs" not in told


def test_a_real_address_is_not_reported_by_itself(reporting_talk: Talk):
    real = ("is www.vdab.be echt?", "check_channel")
    assert "vdab-jobs[.]be" in reporting_talk(FAKE, real, ("meld", "report_misuse"))


@pytest.mark.parametrize(
    "told",
    [
        (LETTER, NUMBER),
        (("ik kreeg een brief van de VDAB met 0478 12 34 56 erop", "check_channel"),),
    ],
)
def test_a_letter_stays_with_the_number_that_was_in_it(
    reporting_talk: Talk, told: tuple[Said, ...]
):
    begun = [*told, ("meld dit", "report_misuse")]
    assert "met een brief" in reporting_talk(*begun)
    answers: list[Said] = [
        ("ze vroegen geld", "out_of_scope"),
        ("nee niks", "deny"),
        ("anoniem", "deny"),
    ]
    assert "Hoe het kwam: met een brief" in reporting_talk(*begun, *answers)


def test_a_letter_is_not_told_of_an_account(reporting_talk: Talk):
    account = ("is @vdab_jobs_be op instagram echt?", "check_channel")
    assert "brief" not in reporting_talk(LETTER, account, ("meld dit", "report_misuse"))


def test_a_day_alone_is_no_story(reporting_talk: Talk):
    told = reporting_talk(FAKE, ("meld dit", "report_misuse"), ("gisteren", "out_of_scope"))
    assert "Dat noteer ik" in told
    assert "Wat gebeurde er?" in told


def test_who_asks_to_hear_of_it_is_not_asked_again(reporting_talk: Talk):
    story = ("ze vroegen een code, ik gaf niets, hou me op de hoogte", "out_of_scope")
    assert "in dit gesprek" in reporting_talk(FAKE, ("meld dit", "report_misuse"), story)


def test_in_a_report_the_steps_are_those_for_what_was_given(reporting_talk: Talk):
    told = reporting_talk(("meld vdab-jobs.be, ik heb 250 euro overgeschreven", "report_misuse"))
    assert "de betaling van 250 euro" in told
    assert "Ging het met een kaart" in told
