"""Reports as a whole conversation: somebody in need, one's own report, the network itself."""

import re
from itertools import pairwise

import pytest

from tests.actions.talking import Said, Talk

OPEN = ("ik wil @vdab_premies op instagram melden", "report_misuse")
STORY = ("ze beloven een premie als je eerst betaalt", "out_of_scope")
REFERENCE = re.compile(r"KC-\w{4}-\w{4}")
SENT = [
    ("meld vdab-jobs.be, ze vroegen geld en ik heb niets betaald, liever anoniem", "report_misuse"),
    ("ja", "affirm"),
]


def test_a_child_is_heard_at_once_and_the_report_waits(reporting_talk: Talk):
    child = ("ik ben 13 en hij vraagt foto's van mij", "out_of_scope")
    told = reporting_talk(OPEN, child)
    assert "116 000" in told
    assert "wat gebeurde" not in told.casefold()
    assert "geld kwijt" not in told
    more = reporting_talk(OPEN, child, ("mag ik dat tegen iemand zeggen", "out_of_scope"))
    assert "geld kwijt" not in more
    after = reporting_talk(OPEN, child, ("ga verder met de melding", "cancel"))
    assert "geld kwijt" in after


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("il écrit à ma fille de 12 ans et demande des photos", "fr"),
        ("they text my 12 years old daughter and want pictures", "en"),
    ],
)
def test_whoever_asks_a_child_for_pictures_is_no_story(
    reporting_talk: Talk, text: str, language: str
):
    told = reporting_talk(OPEN, (text, "out_of_scope"), language=language)
    assert "116 000" in told


def test_a_young_reporter_is_not_taken_for_a_child_in_need(reporting_talk: Talk):
    told = reporting_talk(OPEN, ("ik ben 16 en zag dat op mijn school", "out_of_scope"))
    assert "116 000" not in told


def test_a_child_that_begins_a_report_is_heard_first(reporting_talk: Talk):
    begins = ("ik wil iemand melden, ik ben 12 en hij vraagt foto's van mij", "report_misuse")
    assert "116 000" in reporting_talk(begins)


def test_somebody_who_is_threatened_is_heard_at_once(reporting_talk: Talk):
    threat = ("hij bedreigt mij, hij zegt dat hij naar mijn huis komt", "out_of_scope")
    told = reporting_talk(OPEN, threat)
    assert "101" in told
    assert "wacht" in told
    assert "geld kwijt" in reporting_talk(OPEN, threat, ("verder", "cancel"))


def test_a_cry_is_heard_at_once_and_nothing_of_the_report_is_lost(reporting_talk: Talk):
    cry = ("ze pakten 4000 euro af, ik ben alles kwijt, ik wil niet meer leven", "crisis")
    told = reporting_talk(OPEN, cry)
    assert "1813" in told
    assert "geld kwijt" not in told
    after = reporting_talk(OPEN, cry, ("ga verder met mijn melding", "out_of_scope"))
    assert "wilt u horen" in after.casefold()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("wat was mijn nummer ook weer", "ask_contact"),
        ("hoe staat het met mijn melding", "report_misuse"),
        ("hoe staat het met mijn melding", "report_status"),
        ("what was my reference again", "out_of_scope"),
        ("où en est mon signalement", "report_misuse"),
        ("wie war meine Nummer?", "out_of_scope"),
    ],
)
def test_one_s_own_report_is_remembered(reporting_talk: Talk, text: str, intent: str):
    given = REFERENCE.search(reporting_talk(*SENT))
    told = REFERENCE.search(reporting_talk(*SENT, (text, intent)))
    assert given is not None
    assert told is not None


def test_a_second_report_takes_nothing_of_the_first(reporting_talk: Talk):
    first = [
        ("meld vdab-jobs.be, ik heb er 70 euro betaald, liever anoniem", "report_misuse"),
        ("ja", "affirm"),
    ]
    second = ("ik wil nog een account melden: @de_lijn_gratis op tiktok", "report_misuse")
    story = ("ze delen zogezegd abonnementen uit", "out_of_scope")
    told = reporting_talk(*first, second, story, ("nee", "deny"), ("nee", "deny"))
    assert "TikTok" in told
    assert "70" not in told


def test_an_old_check_is_not_the_new_report(reporting_talk: Talk):
    before: list[Said] = [
        ("is vdab-jobs.be echt?", "check_channel"),
        ("welke sites heeft De Lijn", "list_channels"),
    ]
    told = reporting_talk(*before, ("ik wil een nepaccount melden", "report_misuse"))
    assert "vdab-jobs" not in told
    meant = reporting_talk(before[0], ("ik wil dit melden", "report_misuse"))
    assert "vdab-jobs" in meant


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hoe meld ik een valse facebookpagina bij facebook zelf", "Facebook"),
        ("can I report a fake account to instagram itself?", "Instagram"),
        ("peut-on le signaler à tiktok directement ?", "TikTok"),
        ("kann ich das bei LinkedIn selbst melden", "LinkedIn"),
    ],
)
@pytest.mark.parametrize("intent", ["report_misuse", "ask_security"])
def test_how_to_report_on_the_network_itself(
    reporting_talk: Talk, text: str, name: str, intent: str
):
    told = reporting_talk((text, intent))
    assert name in told
    again = reporting_talk((text, intent), ("en bij youtube", "list_channels"))
    assert "YouTube" in again


def test_a_page_on_a_network_is_reported_here(reporting_talk: Talk):
    told = reporting_talk(("ik wil een valse pagina op facebook melden", "report_misuse"))
    assert "Welk account" in told


def test_no_question_is_put_twice_in_the_same_words(reporting_talk: Talk):
    unclear = ("hm hm", "out_of_scope")
    talks = [reporting_talk(OPEN, STORY, *[unclear] * times) for times in range(4)]
    questions = [each.splitlines()[-1] for each in talks]
    assert all(one != other for one, other in pairwise(questions))


def test_why_it_is_asked(reporting_talk: Talk):
    told = reporting_talk(OPEN, STORY, ("waarom vraag je dat", "ask_why"))
    assert "hoe dringend" in told
    assert "geld kwijt" in told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("het was 60 euro en niet 50", "doorgegeven bij uw melding"),
        ("ik wil nog iets toevoegen aan mijn melding", "Zeg het gerust"),
        ("trek mijn melding in aub", "intrekt"),
    ],
)
@pytest.mark.parametrize("intent", ["tell_more", "report_misuse", "cancel"])
def test_a_report_that_was_sent_can_be_added_to(
    reporting_talk: Talk, text: str, wanted: str, intent: str
):
    assert wanted in reporting_talk(*SENT, (text, intent))


def test_what_is_known_before_is_not_asked_again(reporting_talk: Talk):
    told = reporting_talk(
        ("ik kreeg een sms met vdab-jobs.be", "check_channel"),
        ("ik heb 150 euro overgeschreven", "ask_after_incident"),
        ("meld dat", "cancel"),
        STORY,
    )
    assert "geld kwijt" not in told
    assert "wilt u horen" in told.casefold()
