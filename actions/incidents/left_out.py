"""Sentences that tell somebody to do what is done already: left out of every answer."""

from collections.abc import Iterable, Mapping
from functools import cache

from actions.conversation.turn import Turn
from actions.cues.facts import FactsReader
from actions.cues.word_list import WordList, folded, whole
from actions.cues.words import sentences_in
from actions.incidents.steps import STEPS_FILE
from knowledge.data import load_data


def without_done(turn: Turn, text: str) -> str:
    """Give an answer without the sentences that only tell to do what the citizen did.

    What is to be done if something happens stays, and what the message itself asks about.
    """
    asked = set(FactsReader.load().names_done(turn.text)) - set(turn.news.done)
    done = set(turn.facts.done) - asked
    if not done.intersection(_orders()):
        return text
    kept, before = list[str](), ""
    for each in sentences_in(text):
        if before.endswith("?") or not _only_orders(each, done):
            kept.append(each)
        before = each
    return text if len(kept) == len(sentences_in(text)) else " ".join(kept)


def _only_orders(sentence: str, done: Iterable[str]) -> bool:
    plain = folded(sentence)
    told = {name for name, words in _orders().items() if words.search(plain)}
    return bool(told) and told.issubset(done) and _conditions().search(plain) is None


@cache
def _orders() -> Mapping[str, WordList]:
    return {name: whole(words) for name, words in load_data(STEPS_FILE)["orders"].items()}


@cache
def _conditions() -> WordList:
    return whole(load_data(STEPS_FILE)["conditions"])
