"""A question within a report is answered, and a report that nobody wants is let go."""

import pytest

from tests.actions.talking import Said, Talk

FAKE = ("vdab-jobs.be", "check_channel")
OPEN = (FAKE, ("dit melden", "report_misuse"))
TOLD = ("ze vroegen geld voor een dossier", "out_of_scope")
NO, YES = ("nee", "deny"), ("ja", "affirm")


@pytest.mark.parametrize(
    ("text", "intent", "expected", "language"),
    [
        ("en wat als ze mij bellen?", "ask_after_incident", "blokkeer het nummer", "nl"),
        ("heeft aangifte wel zin?", "ask_after_incident", "kan ik niet beloven", "nl"),
        ("what if they call me now?", "ask_after_incident", "block the number", "en"),
        ("et s'ils m'appellent maintenant ?", "out_of_scope", "bloquez le numéro", "fr"),
        ("ist es schlimm, dass ich abgenommen habe?", "ask_after_incident", "nicht schlimm", "de"),
    ],
)
def test_a_question_is_answered_and_the_report_waits(
    reporting_talk: Talk, text: str, intent: str, expected: str, language: str
):
    told = reporting_talk(*OPEN, TOLD, (text, intent), language=language)
    assert expected in told
    asked = reporting_talk(*OPEN, TOLD, (text, intent), NO, NO, language=language)
    assert TOLD[0] in asked
    assert text not in asked


def test_a_question_without_a_mark_is_no_story(reporting_talk: Talk):
    told = reporting_talk(*OPEN, ("oke en mag ik de brief weggooien", "out_of_scope"))
    assert "Wat gebeurde er" in told
    summary = reporting_talk(
        *OPEN, ("oke en mag ik de brief weggooien", "out_of_scope"), TOLD, NO, NO
    )
    assert "weggooien" not in summary


def test_what_stands_beside_a_question_is_taken(reporting_talk: Talk):
    text = "ze vroegen geld voor een dossier. en wat als ze mij bellen?"
    told = reporting_talk(*OPEN, (text, "out_of_scope"))
    assert "blokkeer het nummer" in told
    assert "geld kwijt" in told


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("sorry, ik vroeg het mij gewoon af", "nl"),
        ("ik wil dat niet melden", "nl"),
        ("I was only asking, I don't want to report anything", "en"),
        ("je voulais juste savoir", "fr"),
        ("ich wollte nur wissen, was das ist", "de"),
    ],
)
@pytest.mark.parametrize("before", [(), (TOLD,), (TOLD, NO)])
def test_a_report_that_nobody_wants_is_let_go(
    reporting_talk: Talk, text: str, language: str, before: tuple[Said, ...]
):
    told = reporting_talk(*OPEN, *before, (text, "out_of_scope"), language=language)
    after = reporting_talk(
        *OPEN, *before, (text, "out_of_scope"), ("ok", "affirm"), language=language
    )
    for each in (told, after):
        assert "?" not in each.split("\n")[-1] or "melding" not in each


def test_what_was_asked_instead_is_answered(reporting_talk: Talk):
    told = reporting_talk(*OPEN, ("ik wou alleen weten: is het erg dat ik opgenomen heb", "deny"))
    assert "niet" in told
    assert "Wat gebeurde" not in told


@pytest.mark.parametrize("text", ["ik ben zo bang dat ze terugbellen", "ik schaam mij zo"])
def test_a_feeling_is_heard_and_is_no_story(reporting_talk: Talk, text: str):
    told = reporting_talk(*OPEN, (text, "out_of_scope"))
    assert "schrikken" in told
    assert "Wat gebeurde er" in told
    summary = reporting_talk(*OPEN, (text, "out_of_scope"), TOLD, NO, NO)
    assert text not in summary


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("moet ik dat ook melden?", "nl", "hoeft niet"),
        ("should I report this too?", "en", "do not have to"),
        ("je dois le signaler aussi ?", "fr", "pas obligatoire"),
        ("soll ich das melden?", "de", "müssen nicht"),
    ],
)
def test_who_asks_whether_to_report_begins_none(
    reporting_talk: Talk, text: str, language: str, expected: str
):
    told = reporting_talk(FAKE, (text, "report_misuse"), language=language)
    assert expected in told


@pytest.mark.parametrize("text", ["ok doe maar", "ja", "ja graag"])
def test_who_says_yes_to_reporting_begins_a_report(reporting_talk: Talk, text: str):
    asks = ("moet ik dat ook melden?", "report_misuse")
    assert "Wat gebeurde er" in reporting_talk(FAKE, asks, (text, "affirm"))
    assert "Wat gebeurde er" not in reporting_talk(FAKE, asks, ("ok", "affirm"))


@pytest.mark.parametrize("text", ["kan ik dat hier melden?", "ik wil dat melden"])
def test_who_wants_to_report_begins_one(reporting_talk: Talk, text: str):
    assert "Wat gebeurde er" in reporting_talk(FAKE, (text, "report_misuse"))


def test_what_was_lost_decides_what_to_do(reporting_talk: Talk):
    told = reporting_talk(*OPEN, TOLD, ("wat moet ik nu doen?", "ask_next_step"))
    assert "hangt af van wat er weg is" in told
    assert "geld kwijt" in told


def test_who_lost_something_hears_what_to_do_within_a_report(reporting_talk: Talk):
    text = "mijn buurvrouw gaf haar kaartnummer, wat moet ze nu doen?"
    told = reporting_talk(*OPEN, TOLD, (text, "out_of_scope"))
    assert "078 170 170" in told


def test_a_plea_on_what_was_lost_is_heard(reporting_talk: Talk):
    gave = ("twee leerlingen gaven hun kaartnummer", "ask_after_incident")
    plea = ("antwoord ook voor de leerlingen aub", "out_of_scope")
    told = reporting_talk(FAKE, gave, ("dit melden", "report_misuse"), plea)
    assert "begreep ik niet" not in told


def test_an_offer_to_pass_on_an_error_lets_go_of_who_says_something_else(reporting_talk: Talk):
    objects = ("dat klopt niet, die is wel van hen", "dispute_answer")
    told = reporting_talk(FAKE, objects, ("is het erg dat ik opgenomen heb?", "out_of_scope"))
    assert "Zal ik dat doorgeven" not in told
    assert "niet erg" in told


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ich wollte nur wissen ob ich es löschen darf", "de"),
        ("ik vroeg mij af of ik het mag verwijderen", "nl"),
        ("can I delete it", "en"),
        ("je peux le supprimer", "fr"),
    ],
)
def test_who_asks_to_delete_what_came_is_not_forgotten(
    reporting_talk: Talk, text: str, language: str
):
    told = reporting_talk(FAKE, (text, "forget_me"), language=language)
    assert "safeonweb.be" in told


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("ik wil dat melden", "nl", "politie"),
        ("I want to report it", "en", "police"),
        ("je veux le signaler", "fr", "police"),
        ("ich möchte das melden", "de", "Polizei"),
    ],
)
def test_a_visit_without_an_address_is_for_the_police(
    reporting_talk: Talk, text: str, language: str, expected: str
):
    visit = ("er staat een man van fluvius aan de deur", "check_channel")
    told = reporting_talk(visit, (text, "report_misuse"), language=language)
    assert expected in told
    assert "safeonweb" not in told


def test_a_visitor_whose_address_is_told_can_be_reported(reporting_talk: Talk):
    visit = ("er staat een man van fluvius aan de deur", "check_channel")
    text = "ik wil 0470 11 22 33 melden, dat stond op zijn kaartje"
    assert "U meldt: 0470 11 22 33" in reporting_talk(visit, (text, "report_misuse"))
