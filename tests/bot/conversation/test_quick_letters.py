"""Counting letters quickly changes nothing of what a message is understood as."""

import numpy as np
import pytest

from bot.conversation.quick_letters import QuickLetters
from bot.nlu.intent_model import CHARACTER_FEATURES, WORD_FEATURES, Letters

RARITY = np.random.default_rng(3).uniform(1, 9, CHARACTER_FEATURES + WORD_FEATURES)


@pytest.mark.parametrize(
    "text",
    [
        "is ⓜ echt van de overheid?",
        "Ça m'a l'air FAUX, n'est-ce pas ?",
        "ja ja ja, ja ja",
        "x",
        "",
        "  \n ",
        "ß Ⅷ 😀 ⓝ",
        "woord " * 400,
    ],
)
def test_a_message_has_the_same_letters(text: str) -> None:
    slow, quick = Letters(RARITY.astype(np.float32)), QuickLetters(RARITY.astype(np.float32))
    expected, found = slow.features([text]), quick.features([text])
    assert np.array_equal(found.indices, expected.indices)
    assert np.array_equal(found.data, expected.data)
    assert found.shape == expected.shape


def test_several_messages_are_counted_as_before() -> None:
    slow, quick = Letters(RARITY.astype(np.float32)), QuickLetters(RARITY.astype(np.float32))
    texts = ["klopt dat", "merci"]
    assert (quick.features(texts) != slow.features(texts)).nnz == 0
