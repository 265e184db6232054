"""What is off topic is told so in the middle of a conversation, and what is unclear is not."""

import pytest

from tests.actions.talking import Said, Talk

FAKE: Said = ("https://vdab-jobs.be/login", "check_channel")
LETTER: Said = ("ik kreeg een brief van de VMM dat ik moet betalen", "check_channel")
LIST: Said = ("welke kanalen heeft De Lijn", "list_channels")


@pytest.mark.parametrize("before", [FAKE, LETTER, LIST])
@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("wat voor weer wordt het morgen aan zee", "nl", "daar weet ik niets over"),
        ("any trains to ostend tonight", "en", "i know nothing about that"),
        ("tu peux faire mes devoirs de maths", "fr", "je ne sais rien"),
        ("wie wird das wetter morgen", "de", "darüber weiss ich nichts"),
    ],
)
def test_what_is_off_topic_is_said_to_be(
    talk: Talk, before: Said, text: str, language: str, expected: str
):
    told = talk(before, (text, "out_of_scope"), language=language).casefold()
    assert expected in told
    assert "1700" in told


def test_it_is_not_said_twice_in_the_same_words(talk: Talk):
    weather, joke = ("wordt het mooi weer", "out_of_scope"), ("vertel een mop", "out_of_scope")
    assert talk(FAKE, weather) != talk(FAKE, weather, joke)


def test_a_rule_is_told_once_in_an_answer(talk: Talk):
    told = talk(("ik kreeg een brief dat ik mijn bankgegevens moet geven", "ask_after_incident"))
    lines = [line for line in told.splitlines() if line]
    assert len(lines) == len(set(lines))


def test_they_means_whom_it_was_about_in_a_longer_message(talk: Talk):
    told = talk(LETTER, ("dank u wel. en zijn ze ook op facebook te vinden?", "list_channels"))
    assert "facebook" in told.casefold()
    assert "welke organisatie bedoelt u" not in told.casefold()


def test_who_speaks_of_a_message_gets_no_examples_to_try(talk: Talk):
    told = talk(("kan je iets met die brief", "out_of_scope"))
    assert "vertel wat er gebeurde" in told


@pytest.mark.parametrize("before", [FAKE, LETTER, LIST])
def test_who_scolds_hears_how_to_get_on(talk: Talk, before: Said):
    scolds = ("stomme bot, gij weet niks", "bot_challenge")
    first, second = (
        talk(before, scolds),
        talk(before, scolds, ("ge helpt mij niet", "out_of_scope")),
    )
    assert "Sorry" in first
    assert first != second
    assert "antwoordt een mens" in second


def test_who_thanks_twice_is_not_told_that_it_was_said(talk: Talk):
    assert "volgende keer" in talk(FAKE, ("bedankt", "thank"), ("nogmaals bedankt", "thank"))


@pytest.mark.parametrize(
    ("text", "language", "warning"),
    [
        ("mag ik in de krant zetten dat die accounts allemaal juist zijn", "nl", "klik niet"),
        ("may i print in the paper that these accounts are all right", "en", "do not click"),
        ("puis-je écrire dans le journal que ces comptes sont justes", "fr", "cliquez"),
        ("darf ich in der zeitung schreiben, dass die konten stimmen", "de", "klicken"),
    ],
)
def test_who_asks_of_the_list_is_not_warned_of_a_message(
    talk: Talk, text: str, language: str, warning: str
):
    told = talk(LIST, (text, "check_channel"), language=language).casefold()
    assert warning not in told
