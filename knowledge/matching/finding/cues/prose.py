"""Domain names told from prose: `vlaanderen.link`, not `Goed.De trein` or `brief.zip`."""

import re
from enum import Enum

from knowledge.matching.finding.cues.finder_data import FinderData
from knowledge.matching.finding.cues.platform_words import any_of

_LOOKS_BACK = 60  # characters before a name that can say what it is
_GOES_ON = re.compile(r"[ \n]+\w")
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
        self._asks = re.compile(rf"\s+(?:{any_of(words['doubt_words'])})(?!\w)", re.IGNORECASE)
        surf, pay = any_of(words["surf_words"]), any_of(words["visit_words"])
        small = any_of(words["surf_prepositions"] | words["articles"])
        between = rf"(?:[ ](?:{small})|[ ]?:|[ ]?[\"“„«'(<>→👉]+){{0,4}}\s*+$"
        self._sends = re.compile(
            rf"(?<!\w)(?:{surf})(?:[ ][^\W\d_]{{1,12}})??{between}", re.IGNORECASE
        )
        self._invites = re.compile(
            rf"(?<!\w)(?:{pay})(?:[ ][^\W\d_]{{1,12}})??{between}"
            r"|[:→👉]\s*+$",
            re.IGNORECASE,
        )
        prepositions = any_of(words["surf_prepositions"])
        self._points = re.compile(rf"(?<!\w)(?:{prepositions})\s++$", re.IGNORECASE)

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
        if self.sends(text, start) or self._asks.match(text, end):
            return Certainty.SURE
        if kind is Ending.FILE:
            return Certainty.SURE if "-" in before else Certainty.DOUBTFUL
        if _is_alone(name, text):
            return Certainty.SURE
        is_last_word = before.lower() in self._last_words and text[end : end + 1].isspace()
        if _INITIALS.fullmatch(before) and (_is_capitalised(ending) or kind is Ending.SENTENCE):
            return Certainty.PROSE
        if kind is Ending.SENTENCE:
            return self._before_a_sentence(before, ending, is_last_word, text, start, end)
        if is_last_word:
            return Certainty.DOUBTFUL
        if not _is_capitalised(ending) or _is_composed(before) or self._invited(text, start):
            return Certainty.SURE
        return Certainty.DOUBTFUL

    def _before_a_sentence(
        self, before: str, ending: str, is_last_word: bool, text: str, start: int, end: int
    ) -> Certainty:
        if is_last_word:
            return Certainty.PROSE
        is_doubtful = _is_capitalised(ending) or before.isdigit()
        # Nobody announces the last word of a sentence as the name of a site.
        if is_doubtful and _GOES_ON.match(text, end) and not self._announced(text, start):
            return Certainty.PROSE
        return Certainty.DOUBTFUL if is_doubtful else Certainty.SURE

    def _invited(self, text: str, start: int) -> bool:
        return self._invites.search(text, max(0, start - _LOOKS_BACK), start) is not None

    def _announced(self, text: str, start: int) -> bool:
        from_here = max(0, start - _LOOKS_BACK)
        points = self._points.search(text, from_here, start)
        return points is not None or self._invited(text, start)


def _is_alone(name: str, text: str) -> bool:
    return len(name) >= len(text.strip(" \n.!?"))


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and not word[1:].isupper()


def _is_composed(name: str) -> bool:
    """Tell a name that is no single word: `vdab-premie`, `mijn.vlaanderen`, `vdab2025`."""
    has_digit = any(c.isdigit() for c in name) and not name.isdigit()
    return "-" in name or "." in name or has_digit
