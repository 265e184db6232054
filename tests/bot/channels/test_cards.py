import pytest

from bot.channels.cards import TONES, Block, blocks
from bot.channels.page.chat import FOLDER
from knowledge.model import Verdict

STYLE = (FOLDER / "chat.css").read_text(encoding="utf-8")
ICONS = (FOLDER / "card.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_tone_that_is_drawn(verdict: Verdict) -> None:
    tone = TONES[verdict]
    assert f".{tone}" in STYLE
    assert tone == "care" or f'tone == "{tone}"' in ICONS


def test_only_a_confirmed_official_channel_is_green() -> None:
    assert [verdict for verdict in Verdict if TONES[verdict] == "good"] == [Verdict.OFFICIAL]


def test_text_becomes_paragraphs_and_lists() -> None:
    assert blocks("Nee.\n• een\n• twee\n\nKijk zelf na.\n") == (
        Block(is_list=False, lines=("Nee.",)),
        Block(is_list=True, lines=("een", "twee")),
        Block(is_list=False, lines=("Kijk zelf na.",)),
    )


def test_no_text_is_no_block() -> None:
    assert blocks(" \n ") == ()
