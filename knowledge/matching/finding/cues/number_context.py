"""What is said around a number: that it is to be called, written to or paid, or is no address."""

import re
from collections.abc import Mapping

from knowledge.matching.finding.cues.platform_words import any_of

_WORDS_BEFORE = 4
_LABEL_WITHIN = 2
_BEHIND = 40
_NEAR_BEHIND = 3
_REACH = 90  # characters in front of a number that still speak of it
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[!?](?=\s)|(?<=[^\W\d_]{4})(?<!nr)\.(?=\s)|\n\s*\n")
_SMS_SCHEME = re.compile(r"(?<!\w)(?:sms|smsto|mms|mmsto):(?://)?$", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[.!?,;\n]")
_VERB = re.compile(r"[\"'”’»]?[ ]([^\W\d_][\w'’]*)")
_ENDS = re.compile(r"[ ]*(?:[.,;:!?)\n]|$|(?:met|le mot|the word|das Wort|with|avec|mit)\b)")
_LONGEST_KEYWORD = 6  # words between "send" and "to"


class NumberContext:
    """Reads the sentence that a number stands in.

    Args:
        words: Word lists of `mentions.yml`.
    """

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words
        self._texting = words["sms_words"]
        self._ringing = words["number_words"] - words["neutral_words"]
        self._enterprise = words["enterprise_labels"]
        self._labels = words["number_labels_not_phone"] | self._enterprise
        send, to = any_of(words["sending_words"]), any_of(words["receiver_words"])
        self._sent = re.compile(
            rf"(?<!\w)(?:{send})[ ]+(?P<keyword>(?:\S{{1,30}}[ ]+){{1,{_LONGEST_KEYWORD}}}?)"
            rf"(?:{to})[ ]+(?:[^\W\d_]{{1,12}}[ :]+){{0,2}}$",
            re.IGNORECASE,
        )
        self._sent_bare = re.compile(
            rf"(?<!\w)(?:{send})[ ]+(?:{to})[ ]+(?:[^\W\d_]{{1,12}}[ :]+){{0,2}}$", re.IGNORECASE
        )
        self._told = re.compile(rf"(?<!\w)[A-Z]{{2,15}}[\"'”’»]?[ ](?:{to})[ ]$")

    def words_before(self, text: str, start: int) -> list[str]:
        """Give the last few words on the same line, in small letters."""
        line = text[max(0, start - 60) : start].rpartition("\n")[2]
        return _WORD.findall(line.lower())[-_WORDS_BEFORE:]

    def is_labelled(self, text: str, start: int) -> bool:
        """Tell whether the words in front say that it is no address, such as `dossiernummer`."""
        return not self._labels.isdisjoint(self.words_before(text, start)[-_LABEL_WITHIN:])

    def is_enterprise(self, text: str, start: int) -> bool:
        """Tell whether the words in front say that it is the number of an enterprise."""
        return not self._enterprise.isdisjoint(self.words_before(text, start)[-_LABEL_WITHIN:])

    def is_called(self, text: str, start: int, end: int) -> bool:
        """Tell whether its sentence speaks of calling, texting or getting in touch."""
        before = self._sentence_before(text, start).lower()
        spoken = {*_WORD.findall(before), *self._behind(text, end)[:_NEAR_BEHIND]}
        return not (self._words["calling_words"] | self._texting).isdisjoint(spoken)

    def is_named(self, text: str, start: int, end: int) -> bool:
        """Tell whether it is called a number, and not the number of a file."""
        around = {*self.words_before(text, start), *self._behind(text, end)[:_NEAR_BEHIND]}
        is_number = not self._words["neutral_words"].isdisjoint(around)
        return is_number and not self.is_labelled(text, start)

    def is_paid(self, text: str, start: int) -> bool:
        """Tell whether its sentence speaks of paying."""
        words = _WORD.findall(self._sentence_before(text, start).lower())
        return not self._words["paying_words"].isdisjoint(words)

    def is_texted(self, text: str, start: int, end: int) -> bool:
        """Tell whether it is said to send or receive text messages, rather than to ring."""
        if _SMS_SCHEME.search(text[max(0, start - 12) : start]):
            return True
        before = self.words_before(text, start)
        is_from = bool(before) and before[-1] in self._words["from_words"]
        behind = self._behind(text, end)
        if not is_from and not self._ringing.isdisjoint(behind[:_NEAR_BEHIND]):
            return False
        if self._is_either(before):
            return False
        for word in reversed(before):
            if word in self._texting or word in self._ringing:
                return word in self._texting
        is_sender = self.does(text, end) in self._words["texting_verbs"]
        has_text = not self._texting.isdisjoint(behind) or "whatsapp" not in behind
        return (is_sender and has_text) or self.keyword(text, start) is not None

    def _is_either(self, before: list[str]) -> bool:
        """Tell `bel of sms`: then it is a number that rings."""
        first, joint, last = before[-3:] if len(before) > 2 else ("", "", "")
        is_joined = joint in self._words["conjunctions"]
        return is_joined and first in self._ringing and last in self._texting

    def does(self, text: str, end: int) -> str | None:
        """Give the verb right behind a number that says what it did: `1700 belde mij`."""
        found = _VERB.match(text, end)
        verb = found[1].lower() if found else ""
        is_known = verb in self._words["texting_verbs"] or verb in self._words["calling_verbs"]
        return verb if is_known else None

    def keyword(self, text: str, start: int) -> str | None:
        """Give what is to be sent to a number: `JA` in `stuur JA naar 9293`."""
        line = text[max(0, start - _REACH) : start].rpartition("\n")[2]
        found = self._sent.search(line)
        return found["keyword"].strip() if found else None

    def is_told(self, text: str, start: int) -> bool:
        """Tell whether a word in capitals goes to it, or nothing yet: `JA naar 9293`."""
        before = text[max(0, start - 40) : start]
        is_bare = _ENDS.match(text, start + 4) and self._sent_bare.search(before)
        is_year = text[start : start + 2] in ("19", "20")
        return not is_year and bool(is_bare or self._told.search(before))

    def _behind(self, text: str, end: int) -> list[str]:
        """Give the next words of the clause in small letters."""
        clause = _CLAUSE_END.split(text[end : end + _BEHIND], maxsplit=1)[0]
        return _WORD.findall(clause.lower())

    def _sentence_before(self, text: str, start: int) -> str:
        return _SENTENCE_END.split(text[max(0, start - _REACH) : start])[-1]


def is_keyword(words: str) -> bool:
    """Tell what is sent to a number of a service: one word, or one in capitals or quotes."""
    is_loud = any(word.isupper() and len(word) > 1 for word in _WORD.findall(words))
    return is_loud or len(words.split()) == 1 or bool(re.search(r"[\"'“‘„«]\w", words))
