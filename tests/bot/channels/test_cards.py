import pytest

from bot.channels.cards import TONES, Block, blocks, card
from knowledge.catalogue import Catalogue
from knowledge.model import LANGUAGES, Verdict

CATALOGUE = Catalogue.load()


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_a_word_and_a_tone(verdict: Verdict, language: str) -> None:
    drawn = card({"verdict": verdict.value, "mentions": []}, CATALOGUE, language)
    assert drawn is not None
    assert drawn.word[0].isupper()
    assert drawn.tone == TONES[verdict]


def test_only_a_confirmed_official_channel_is_green() -> None:
    assert [verdict for verdict in Verdict if TONES[verdict] == "good"] == [Verdict.OFFICIAL]


@pytest.mark.parametrize("custom", [None, {}, {"verdict": None, "mentions": []}, {"other": 1}])
def test_what_judges_nothing_has_no_card(custom: dict[str, object] | None) -> None:
    assert card(custom, CATALOGUE, "nl") is None


def test_text_becomes_paragraphs_and_lists() -> None:
    assert blocks("Nee.\n• een\n• twee\n\nKijk zelf na.\n") == (
        Block(is_list=False, lines=("Nee.",)),
        Block(is_list=True, lines=("een", "twee")),
        Block(is_list=False, lines=("Kijk zelf na.",)),
    )


def test_no_text_is_no_block() -> None:
    assert blocks(" \n ") == ()
