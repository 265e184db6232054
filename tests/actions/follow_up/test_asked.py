"""Questions about a message are answered as far as the message is trusted."""

from collections import Counter

import pytest

from actions.conversation.context import load_sentences
from actions.follow_up.dispatch import _ABOUT, _BESIDE
from knowledge.matching.search.asked import load_asked, load_told
from knowledge.matching.subject import SubjectKind
from tests.actions.talking import Said, Talk

FAKE: Said = ("https://vdab-jobs.be/login", "check_channel")
UNKNOWN: Said = ("is bakkerij-janssens-mol.be echt?", "check_channel")
LISTED: Said = ("is www.vdab.be echt?", "check_channel")
BODY: Said = ("www.rva-uitkering.com is da juist?", "check_channel")
CALLED: Said = ("iemand belde mij van de overheid", "check_channel")
AT_DOOR: Said = ("er staat een man aan de deur van de watermaatschappij", "check_channel")
TWO: Said = ("vdab-werk.be en delijn-boete.com zijn die echt", "check_channel")


ANSWERED = [each for each in load_asked() if not each.elsewhere]


@pytest.mark.parametrize("each", ANSWERED, ids=lambda each: each.id)
def test_every_question_has_an_answer(each):
    sentences = load_sentences()
    has_sentence = any(key.startswith(f"follow_up.asked.{each.id}.") for key in sentences.keys)
    has_point = each.point is None or f"follow_up.point.{each.point}" in sentences
    intents = [name for name in (each.answer_as, each.listed_as, each.told_as) if name]
    assert has_sentence or each.point or each.answer_as or each.told_as
    assert has_point
    assert all(name in _ABOUT[SubjectKind.TOLD] or name in _BESIDE for name in intents)


def test_no_sentence_waits_for_a_question_that_is_not_there():
    keys = [key.split(".") for key in load_sentences().keys]
    answered = {key[2] for key in keys if key[:2] == ["follow_up", "asked"]}
    told = {key[3] for key in keys if key[:3] == ["follow_up", "told", "kind"]}
    assert answered <= {each.id for each in ANSWERED}
    assert told == {each.id for each in load_told()}


def test_no_example_belongs_to_two_questions():
    examples = Counter(one.casefold() for each in load_asked() for one in each.questions)
    assert [one for one, count in examples.items() if count > 1] == []


@pytest.mark.parametrize(
    ("before", "text", "starts"),
    [
        (FAKE, "moet ik het verwijderen", "Ja, maar stuur het eerst"),
        (UNKNOWN, "moet ik het verwijderen", "Ja, dat mag. Klik niet"),
        (LISTED, "moet ik het verwijderen", "Nee, dat hoeft niet"),
        (FAKE, "mag ik ze volgen", "Liever niet"),
        (LISTED, "mag ik ze volgen", "Ja, dat mag"),
        (CALLED, "kan ik terugbellen om te vragen", "Nee, bel niet terug"),
        (AT_DOOR, "ze zeggen dat het dringend is", "Dat hoeft u niet te geloven"),
        (CALLED, "ze zeggen dat het dringend is", "Haast is vaak een truc"),
    ],
)
@pytest.mark.parametrize("intent", ["ask_next_step", "out_of_scope", "ask_permission"])
def test_the_answer_depends_on_how_far_it_is_trusted(
    talk: Talk, before: Said, text: str, starts: str, intent: str
):
    assert talk(before, (text, intent)).startswith(starts)


@pytest.mark.parametrize(
    ("text", "intent", "says"),
    [
        ("hebben ze een telefoonnummer", "ask_contact", "0800 30 700"),
        ("moet ik aangifte doen", "ask_permission", "politie waar u woont"),
        ("waarom is dat vals", "ask_if_sure", "teken voor teken"),
        ("ik heb het geld al overgeschreven", "ask_after_incident", "bank"),
        ("zitten ze ook op Facebook", "ask_variation", "Facebook"),
    ],
)
def test_what_another_part_answers_is_left_to_it(talk: Talk, text: str, intent: str, says: str):
    assert says in talk(FAKE, (text, intent))


def test_the_real_number_stands_beside_the_answer(talk: Talk):
    assert "0800 30 700" in talk(FAKE, ("kan ik terugbellen om te vragen", "ask_permission"))


def test_a_site_is_told_without_a_number(talk: Talk):
    told = talk(FAKE, ("wat is de echte site", "ask_contact"))
    assert told.startswith("De website van de VDAB: https://www.vdab.be/")


def test_a_body_outside_the_government_is_told_where_it_is(talk: Talk):
    told = talk(BODY, ("wat is de site van de rva", "ask_real_one"))
    assert "hoort niet bij de Vlaamse overheid" in told
    assert "https://" in told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("en de eerste?", "vdab-werk[.]be"),
        ("and the second one?", "delijn-boete[.]com"),
        ("et la deuxième ?", "delijn-boete[.]com"),
        ("und die letzte?", "delijn-boete[.]com"),
        ("en de andere?", "delijn-boete[.]com"),
    ],
)
@pytest.mark.parametrize("intent", ["ask_variation", "check_channel", "out_of_scope"])
def test_one_of_several_addresses_is_meant(talk: Talk, text: str, shown: str, intent: str):
    assert shown in talk(TWO, (text, intent))


def test_what_is_asked_of_the_second_is_answered_of_it(talk: Talk):
    assert "delijn-boete[.]com" in talk(TWO, ("waarom de tweede", "ask_why"))
    site = ("wat is de echte site van de tweede", "ask_real_one")
    assert "https://www.delijn.be/" in talk(TWO, site)


def test_addresses_of_several_messages_are_counted_together(talk: Talk):
    turns = [LISTED, FAKE, ("en de eerste?", "ask_variation")]
    assert "https://www.vdab.be/" in talk(*turns)


def test_logging_in_oneself_is_not_giving_a_secret_away(talk: Talk):
    login = ("mag ik daar inloggen met itsme", "ask_permission")
    assert talk(LISTED, login).startswith("Ja, als u het adres zelf intypt")
    assert talk(FAKE, login).startswith("Nee")
