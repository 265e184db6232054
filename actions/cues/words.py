"""Words by which a conversation is followed, in every language at once; data in `words.yml`."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actions.cues.word_list import any_of, whole
from knowledge.data import load_data
from knowledge.matching.subject import TALK

FEW_WORDS = 4
MOST_WORDS_OF_A_WISH = 40
ONLY_SHORT = frozenset(
    {"cancel", "help", "affirm", "deny", "thank", "greet", "ask_why", "ask_if_sure"}
)
"""Intents whose words also stand in a story about something else."""

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]+)*[.!?]*")
_PAUSE = re.compile(r"[,;:]+\s|\s(?:en|maar|and|but|et|mais|und|aber)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")

WORDS_FILE = Path(__file__).with_name("words.yml")


class ConversationWords:
    """Recognises turns that lean on what was said before."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._and = re.compile(rf"\W*(?:{any_of(data['and'])})\b", re.IGNORECASE)
        self._pronouns = whole(data["pronouns"])
        self._persons = whole(data["persons"])
        self._places = whole(data["places"])
        self._who = whole(data["who"])
        self._only_where = frozenset(" ".join(data["only_where"]).split())
        self._loss = whole(data["loss"])
        self._report = whole(data["report"])
        self._wish, self._verb = whole(data["report_wish"]), whole(data["report_verb"])
        self._report_first = re.compile(rf"\W*{whole(data['report_first']).pattern}(?!\s*$)", re.I)
        self._elsewhere = whole(data["report_elsewhere"])
        self._forgetting = whole(data["forgetting"])
        self._own_data = whole(data["own_data"])
        self._intents = {intent: whole(each) for intent, each in data["intents"].items()}

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "ConversationWords":
        """Read the words from a file shaped like `words.yml`."""
        return cls(load_data(path))

    def goes_on(self, text: str) -> bool:
        """Tell whether a text begins as a question that follows another one."""
        return self._and.match(text) is not None

    def refers_back(self, text: str) -> bool:
        """Tell whether a text holds a word for whoever it was about."""
        return self._pronouns.search(text) is not None

    def speaks_of_person(self, text: str) -> bool:
        """Tell whether a text holds a word for one person who it was about."""
        return self._persons.search(text) is not None

    def speaks_of_place(self, text: str) -> bool:
        """Tell whether a text holds a word for the place that it was about."""
        return self._places.search(text) is not None

    def asks_who(self, text: str) -> bool:
        """Tell whether a text asks who it was about."""
        return self._who.search(text) is not None

    def asks_only_where(self, text: str) -> bool:
        """Tell whether a question, its name left out, is only who somebody is or where to go."""
        return all(word in self._only_where for word in _WORD.findall(text.casefold()))

    def asks_to_forget(self, text: str) -> bool:
        """Tell whether a text holds a word for deleting or not keeping something."""
        return self._forgetting.search(text) is not None

    def speaks_of_own_data(self, text: str) -> bool:
        """Tell whether a text speaks of what we keep of whoever writes it."""
        return self._own_data.search(text) is not None

    def tells_of_loss(self, text: str) -> bool:
        """Tell whether a text speaks of money or a card."""
        return self._loss.search(text) is not None

    def wants_to_report(self, text: str) -> bool:
        """Tell whether a text asks outright to report something."""
        return self._report.search(text) is not None

    def wishes_to_report(self, text: str) -> bool:
        """Tell whether a wish stands beside a verb of reporting, or such a verb in front.

        Not where the message asks how or where, denies it, or names who else takes reports.
        """
        if len(text.split()) > MOST_WORDS_OF_A_WISH or self._elsewhere.search(text):
            return False
        wishes = self._wish.search(text) and self._verb.search(text)
        return bool(wishes or self._report_first.match(text))

    def says(self, intent: str, text: str) -> bool:
        """Tell whether a text holds one of the plain words for an intent."""
        return self._intents[intent].search(text) is not None

    def intent_in(self, text: str, *, has_subject: bool = False) -> str | None:
        """Tell what a text asks for, as far as plain words tell; some tell only in a short text.

        Args:
            text: As the citizen sent it.
            has_subject: There is an answer that the text can be about.
        """
        is_short = len(text.split()) <= FEW_WORDS
        return next(
            (
                name
                for name, words in self._intents.items()
                if (is_short or name not in ONLY_SHORT)
                and (has_subject or name not in TALK)
                and words.search(text)
            ),
            None,
        )


def sentences_in(text: str) -> list[str]:
    """Give the sentences of a text with their marks; a dot within an address ends none."""
    return [found[0].strip() for found in _SENTENCE.finditer(text) if found[0].strip()]


def parts_in(sentence: str) -> list[str]:
    """Give what stands between the pauses of a sentence: commas, and words such as `and`."""
    return [each.strip() for each in _PAUSE.split(sentence)]
