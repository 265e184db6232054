"""Which rules bear on a message: by its words in any order, its platforms, its organisations."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from knowledge.model import Rule

SHORT = 3  # letters; a shorter part of a phrase counts as a whole word only

_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)|\n")


def bears(rule: Rule, text: str, platforms: AbstractSet[str], involved: AbstractSet[str]) -> bool:
    """Tell whether a rule bears on a message.

    Args:
        rule: One without words, platforms and endings bears on nothing.
        text: As the citizen sent it.
        platforms: Of the addresses in it, and the one that it names.
        involved: Ids of the organisations that it is about.
    """
    if not (rule.keywords or rule.platforms or rule.endings):
        return False
    return (
        (not rule.platforms or not platforms.isdisjoint(rule.platforms))
        and (not rule.organisations or not involved.isdisjoint(rule.organisations))
        and (not (rule.keywords or rule.endings) or _says(rule, text.casefold()))
    )


def _says(rule: Rule, folded: str) -> bool:
    words, phrases = _words_of(rule.keywords, rule.endings)
    if words and words.search(folded):
        return True
    near = [parts for longest, parts in phrases if longest in folded]
    return any(
        all(part.search(sentence) for part in parts)
        for sentence in (_SENTENCE_END.split(folded) if near else ())
        for parts in near
    )


_Phrase = tuple[str, tuple[re.Pattern[str], ...]]
"""The longest word of a phrase, which most texts do not hold, and what finds each word."""


@lru_cache(maxsize=512)
def _words_of(
    keywords: tuple[str, ...], endings: tuple[str, ...]
) -> tuple[re.Pattern[str] | None, tuple[_Phrase, ...]]:
    """Give what finds a single word or ending at once, and the parts of each phrase.

    A word may go on: `kaartcode` bears on kaartcodes too. An ending may stand by itself.
    """
    known = [keyword.casefold().split() for keyword in keywords]
    single = [rf"\b{re.escape(words[0])}" for words in known if len(words) == 1]
    single += [rf"\.{re.escape(ending)}(?![\w-]|\.\w)" for ending in endings]
    phrases = tuple(
        (max(words, key=len), tuple(map(_part, words))) for words in known if len(words) > 1
    )
    return re.compile("|".join(single)) if single else None, phrases


def _part(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}" + (r"\b" if len(word) <= SHORT else ""))
