"""Sentences as people type them on a phone: the same words with slips, always the same ones.

The classifier learns from these beside the clean sentences; without them a dropped letter in a
short question costs the only telling n-grams.
"""

import random
import unicodedata
from collections.abc import Callable, Sequence

KEYBOARD_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
MIN_LENGTH = 4  # a slip in "nee" or "ja" makes another word


def _neighbours() -> dict[str, str]:
    beside: dict[str, str] = {}
    for row in KEYBOARD_ROWS:
        for place, letter in enumerate(row):
            beside[letter] = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    return beside


NEIGHBOURS = _neighbours()


def without_diacritics(text: str) -> str:
    """Drop accents and umlauts, as on a keyboard set to another language."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).replace("ß", "ss")


def _swap(word: str, place: int, _chance: random.Random) -> str:
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _drop(word: str, place: int, _chance: random.Random) -> str:
    return word[:place] + word[place + 1 :]


def _double(word: str, place: int, _chance: random.Random) -> str:
    return word[:place] + word[place] + word[place:]


def _beside(word: str, place: int, chance: random.Random) -> str:
    keys = NEIGHBOURS.get(word[place].lower())
    return word[:place] + chance.choice(keys) + word[place + 1 :] if keys else word


SLIPS: Sequence[Callable[[str, int, random.Random], str]] = (_swap, _drop, _double, _beside)


def _slip(word: str, chance: random.Random) -> str:
    if len(word) < MIN_LENGTH or not word.isalpha():
        return word
    # the first letter is nearly always right
    return chance.choice(SLIPS)(word, chance.randrange(1, len(word) - 1), chance)


def _joined(words: list[str], chance: random.Random) -> list[str]:
    if len(words) < MIN_LENGTH:
        return words
    place = chance.randrange(len(words) - 1)
    return [*words[:place], words[place] + words[place + 1], *words[place + 2 :]]


def slipped(text: str, *, share: float = 0.25, seed: int = 0) -> str:
    """Type a sentence carelessly.

    Args:
        text: A clean sentence.
        share: Part of the longer words that get one slip each, 0 to 1; at least one gets it.
        seed: Another number gives other slips; the same one always the same.

    Returns:
        The sentence in lower case, without closing punctuation, with its slips.
    """
    chance = random.Random(f"{seed}:{text}")  # noqa: S311  # no secret, only repeatable
    words = text.lower().rstrip("?!. ").split()
    if chance.random() < 0.5:
        words = [without_diacritics(word) for word in words]
    long = [place for place, word in enumerate(words) if len(word) >= MIN_LENGTH]
    for place in chance.sample(long, k=min(len(long), max(1, round(share * len(long))))):
        words[place] = _slip(words[place], chance)
    if chance.random() < 0.15:
        words = _joined(words, chance)
    return " ".join(words)
