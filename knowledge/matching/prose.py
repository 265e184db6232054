"""Domain names told from prose: `vlaanderen.link`, not `Goed.De trein` or `brief.zip`."""

import re
from enum import Enum

from knowledge.matching.finder_data import FinderData
from knowledge.matching.platform_words import any_of

_LOOKS_BACK = 60  # characters before a name that can say what it is
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


class Certainty(Enum):
    """Whether words with a dot between are the name of a site."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    PROSE = "prose"


class Ending(Enum):
    """What the ending of a domain is besides an ending."""

    PLAIN = "plain"  # nothing
    SENTENCE = "sentence"  # a word that starts a sentence: `de`, `is`
    WORD = "word"  # another word: `link`, `online`
    FILE = "file"  # of a file name: `zip`


class Prose:
    """Tells domain names from prose, with letters in any case.

    Args:
        data: The word lists.
    """

    def __init__(self, data: FinderData) -> None:
        words = data.words
        self._sentence = words["sentence_endings"]
        self._words = words["word_endings"]
        self._files = words["file_extensions"]
        self._last_words = words["sentence_words"]
        surf, pay = any_of(words["surf_words"]), any_of(words["visit_words"])
        small = any_of(words["surf_prepositions"] | words["articles"])
        between = rf"(?:[ ](?:{small})|[ ]?:|[ ]?[\"“„«'(<>→👉]+){{0,4}}\s*+$"
        self._sends = re.compile(rf"(?<!\w)(?:{surf}){between}", re.IGNORECASE)
        self._invites = re.compile(
            rf"(?<!\w)(?:{pay})(?:[ ][^\W\d_]{{1,12}})??{between}|[:→👉]\s*+$", re.IGNORECASE
        )

    def ending(self, ending: str) -> Ending:
        """Tell what else an ending is."""
        ending = ending.lower()
        if ending in self._sentence:
            return Ending.SENTENCE
        if ending in self._files:
            return Ending.FILE
        return Ending.WORD if ending in self._words else Ending.PLAIN

    def sends(self, text: str, start: int) -> bool:
        """Tell whether the words before a place send to a site: `log in op`, `website:`."""
        return self._sends.search(text, max(0, start - _LOOKS_BACK), start) is not None

    def certainty(self, name: str, text: str, start: int, end: int) -> Certainty:
        """Tell a domain name from a file name, an abbreviation or a missing space.

        Args:
            name: Words with dots between, the last one a public suffix.
            text: Where it stands.
            start: Of the name in the text.
            end: One past the name in the text.
        """
        before, _, ending = name.rpartition(".")
        kind = self.ending(ending)
        if kind is Ending.PLAIN:
            is_initial = len(before) < 2 and ending[:1].isupper()
            return Certainty.PROSE if is_initial else Certainty.SURE
        if self.sends(text, start):
            return Certainty.SURE
        if kind is Ending.FILE:
            return Certainty.SURE if _is_composed(before) else Certainty.DOUBTFUL
        is_last_word = before.lower() in self._last_words and text[end : end + 1].isspace()
        if kind is Ending.SENTENCE:
            return self._before_a_sentence(before, ending, is_last_word)
        return self._before_a_word(before, ending, is_last_word, text, start)

    def _before_a_sentence(self, before: str, ending: str, is_last_word: bool) -> Certainty:
        if is_last_word or _INITIALS.fullmatch(before):
            return Certainty.PROSE
        if before.isdigit():
            return Certainty.DOUBTFUL
        return Certainty.DOUBTFUL if _is_capitalised(ending) else Certainty.SURE

    def _before_a_word(
        self, before: str, ending: str, is_last_word: bool, text: str, start: int
    ) -> Certainty:
        if _INITIALS.fullmatch(before) and _is_capitalised(ending):
            return Certainty.PROSE
        if is_last_word:
            return Certainty.DOUBTFUL
        is_alone = len(before) + len(ending) + 1 >= len(text.strip(" \n.!?"))
        if not _is_capitalised(ending) or is_alone or _is_composed(before):
            return Certainty.SURE
        is_invited = self._invites.search(text, max(0, start - _LOOKS_BACK), start)
        return Certainty.SURE if is_invited else Certainty.DOUBTFUL


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and not word[1:].isupper()


def _is_composed(name: str) -> bool:
    """Tell a name that is no single word: `vdab-premie`, `mijn.vlaanderen`, `vdab2025`."""
    has_digit = any(c.isdigit() for c in name) and not name.isdigit()
    return "-" in name or "." in name or has_digit
