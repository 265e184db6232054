"""A message of several questions: what is cut, and how the answers become one."""

from dataclasses import replace

import pytest

from actions.conversation.context import current
from bot.conversation.dialogue import share
from bot.conversation.messages import BotMessage
from bot.conversation.several import joined, pieces_of, without_complaint
from bot.settings import Settings
from knowledge.library import Library
from knowledge.matching.answer import Answer, Did
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import LANGUAGES

TWO = ("wie leest dat?", "en wat kost dat eigenlijk?")


@pytest.fixture(autouse=True)
def shared(library: Library):
    share(replace(Settings(), encoder="none"), library, None)


def says(text: str, did: Did | None = None, language: str = "nl", **more: object) -> BotMessage:
    return BotMessage(text, answer=Answer(language, did=did), **more)  # type: ignore[arg-type]


def test_answers_stand_below_each_other():
    one, other = says("Ons team."), says("Niets.")
    assert joined(TWO, [[one], [other]]) == [one, other]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_first", [True, False])
def test_what_found_no_answer_comes_last_with_its_question(language: str, is_first: bool):
    missed = says("?", Did.MISSED, language, buttons=(("Hoe?", "hoe?"),))
    found = says("Ons team.", language=language)
    answers = [[missed], [found]] if is_first else [[found], [missed]]
    first, last = joined(TWO, answers)
    assert first == found
    assert ("Wie leest dat?" if is_first else "Wat kost dat eigenlijk?") in last.text
    assert "1700" in last.text
    assert last.buttons == missed.buttons


def test_a_long_question_is_not_said_again():
    long = "en hoe komt het " + "toch " * 12 + "dat dit zo is?"
    (_, last) = joined((TWO[0], long), [[says("Ons team.")], [says("?", Did.MISSED)]])
    assert "toch" not in last.text


def test_where_nothing_found_one_only_the_first_says_so():
    first, other = says("Geen idee.", Did.MISSED), says("Ook niet.", Did.MISSED)
    assert joined(TWO, [[first], [other]]) == [first]


def test_no_line_is_said_twice_though_it_is_one_of_a_list():
    steps, again = (
        says("Dit doet u nu:\n1. Bel de bank.\n2. Wacht."),
        says("Bel de bank.\nGoed zo."),
    )
    assert [each.text for each in joined(TWO, [[steps], [again]])] == [steps.text, "Goed zo."]
    assert joined(TWO, [[steps], [says("Bel de bank.")]]) == [steps]


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_it_was_just_said_is_left_out_behind_the_answer_itself(language: str):
    again = current().sentences.text("follow_up.neutral.again", language)
    found = says("Ons team.", language=language)
    assert joined(TWO, [[found], [says(again, language=language)]]) == [found]


def test_our_question_is_no_one_put_again_in_the_message_that_begins_it():
    about = Subject(SubjectKind.QUESTION, topic="report_address")
    first, again = (
        BotMessage(text, answer=Answer("nl", did=Did.ASKED, subject=about))
        for text in ("Welk account is het?", "Terug naar uw melding. Welk is het?")
    )
    assert joined(TWO, [[first], [says("Ons team."), again]])[-1].text == first.text


def test_our_own_question_is_put_once_at_the_end():
    asks, answer, again = (
        says("Welk?", Did.ASKED),
        says("Ons team."),
        says("Terug: welk?", Did.ASKED),
    )
    assert joined(TWO, [[asks], [answer, again]]) == [answer, again]
    assert joined(TWO, [[answer], [asks]]) == [answer, asks]
    gone = says("Gewist.", Did.FORGOT)
    assert joined(TWO, [[asks], [gone]]) == [gone]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("is vdab-jobs.be van hen? en zitten ze op Facebook?", 2),
        ("zitten ze op Facebook? en is vdab-jobs.be van hen?", 1),
        ("is vdab-jobs.be van hen? " + "woord " * 40 + " en zitten ze op Facebook?", 1),
    ],
)
def test_an_address_stands_in_the_first_question_or_the_message_stays_whole(text: str, count: int):
    assert len(pieces_of(text)) == count


@pytest.mark.parametrize(
    ("text", "left", "sorry"),
    [
        ("Dat vroeg ik niet. Waar staat dat?", "Waar staat dat?", "sorry"),
        ("You said the same again. Where is it?", "Where is it?", "sorry_same"),
        ("Dat vroeg ik niet!", "Dat vroeg ik niet!", ""),
        ("Waar staat dat?", "Waar staat dat?", ""),
        ("Dat vroeg ik niet. vdab-jobs.be is het", "Dat vroeg ik niet. vdab-jobs.be is het", ""),
    ],
)
def test_a_complaint_is_taken_out_where_more_is_said(text: str, left: str, sorry: str):
    assert without_complaint(text) == (left, sorry)


def test_no_title_stands_alone_over_what_was_said():
    told, again = says("Dit zijn ze:\n• De Lijn"), says("Zoals ik al zei:\n• De Lijn")
    assert joined(TWO, [[told], [again]]) == [told]
