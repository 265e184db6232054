import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.typing_slips import slipped, without_diacritics

SENTENCE = "Is de Facebookpagina van het agentschap Wegen en Verkeer écht?"


def test_the_same_sentence_slips_the_same_way():
    assert slipped(SENTENCE, seed=3) == slipped(SENTENCE, seed=3)


def test_another_seed_slips_elsewhere():
    assert len({slipped(SENTENCE, seed=seed) for seed in range(10)}) > 5


def test_a_copy_is_lower_case_without_closing_mark():
    copy = slipped(SENTENCE)
    assert copy == copy.lower()
    assert not copy.endswith("?")


def test_about_a_quarter_of_the_long_words_slip():
    clean = SENTENCE.lower().rstrip("?").split()
    copy = slipped(SENTENCE, share=0.25, seed=1).split()
    changed = sum(
        without_diacritics(one) != without_diacritics(other)
        for one, other in zip(clean, copy, strict=True)
    )
    assert 1 <= changed <= 2


@pytest.mark.parametrize("text", ["ja", "Nee!", "ok", "@vdab_be", "", "112"])
def test_short_words_handles_and_numbers_stay_whole(text):
    assert slipped(text) == text.lower().rstrip("!")


@given(st.text(max_size=80), st.integers(0, 5))
def test_any_text_can_be_copied(text, seed):
    assert len(slipped(text, seed=seed)) <= 3 * len(text.lower()) + 8


def test_diacritics_go_and_sharp_s_is_written_out():
    assert without_diacritics("één Straße, où ça") == "een Strasse, ou ca"
