"""The questions of one message, each with what was told before it; data in `questions.yml`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from actions.cues.word_list import WordList, any_of, folded, whole
from actions.cues.words import sentences_in
from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("questions.yml")

LONGEST = 60  # words; what is longer is mostly pasted
FEWEST, MOST = 2, 3  # questions of one message that are answered apart
MANY_WORDS = 6  # of a sentence with a question mark that asks, in whatever order
FEW_WORDS = 2  # of what asks something after `and`, or with a question word
FEWEST_UNMARKED = 4  # words of a question without a mark
MOST_OF_COURTESY = 7  # words; a longer one says what the help is wanted for
FEWEST_THAT_TELL = 4  # words between two questions that tell something of the second

_WORD = re.compile(r"[\w'’-]+")
_NAMES = (
    "before_question_words",
    "after_no_question",
    "after_no_verb",
    "own_verbs",
    "spoken",
    "last_words",
    "verbs",
    "askers",
    "quotes",
)


class Questions:
    """Cuts a message into its questions, as if they were sent one after the other."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        joins, leads = any_of(data["joins"]), any_of([*data["joins"], *data["leads"]])
        self._pause = re.compile(rf"(?:[,;]\s*|\s)(?:{joins})\s+|[,;]\s+", re.IGNORECASE)
        self._joins: WordList = whole(data["joins"])
        self._leads = re.compile(rf"(?:\W*(?:{leads})\b)+[\s,.!]*", re.IGNORECASE)
        self._openings: WordList = whole(data["sure_openings"])
        self._courtesy: WordList = whole(data["courtesy"])
        announced = any_of(data["announcing"])
        self._leaning = re.compile(rf"(?:{any_of(data['leaning'])})")
        self._announcing = re.compile(rf"(?<!\w)(?:{announced})\s?:\s+", re.IGNORECASE)
        self._question: WordList = whole(data["question_words"])
        self._words = {name: frozenset(data[name]) for name in _NAMES}

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "Questions":
        """Read the words from a file shaped like `questions.yml`."""
        return cls(load_data(path))

    def cut(self, text: str) -> list[str]:
        """Give the pieces of a message of which each asks one thing; the whole of any other.

        What is told goes with the question after it, or with the last one. What may quote somebody
        else is left whole, and what is so long that it is likely pasted.
        """
        bare = self._announcing.sub("", text)
        is_quoted = ": " in bare or not self._words["quotes"].isdisjoint(text)
        if is_quoted or len(text.split()) > LONGEST:
            return [text]
        pieces: list[str] = []
        told = ""
        for part, asks in self._parts(bare):
            told = f"{told} {part}".strip()
            if asks and pieces and self._leans(told):
                pieces[-1], told = f"{pieces[-1]} {told}", ""
            elif asks:
                pieces.append(told)
                told = ""
        if not FEWEST <= len(pieces) <= MOST:
            return [text]
        return [*pieces[:-1], f"{pieces[-1]} {told}".strip()]

    def _leans(self, part: str) -> bool:
        """Tell whether a part only asks whether it is so."""
        return self._leaning.fullmatch(" ".join(self._bare(part))) is not None

    def last_of(self, piece: str) -> str:
        """Give the question that a piece ends with, without what leads up to it."""
        last = (sentences_in(piece) or [piece])[-1]
        clauses = [each for each in self._clauses(last) if self._asks_in(last, *each)]
        question = last[clauses[-1][0] :].lstrip(" ,;") if clauses else last
        bare = self.without_lead(question)
        return bare[:1].upper() + bare[1:]

    def without_lead(self, clause: str) -> str:
        """Give a clause without the words that only lead up to it, as `and` and `ok`."""
        found = self._leads.match(clause)
        return clause[found.end() :] if found else clause

    def _parts(self, text: str) -> Iterator[tuple[str, bool]]:
        """Give the sentences of a text, one that joins questions as several; and what asks."""
        for sentence in sentences_in(text):
            *others, last = self._split(sentence)
            yield from ((f"{each}?", True) for each in others)
            yield last, bool(others) or self._asks(last)

    def _split(self, sentence: str) -> list[str]:
        """Give the questions that a sentence joins, with what stands between them."""
        clauses = self._clauses(sentence)
        asking = [place for place, each in enumerate(clauses) if self._asks_in(sentence, *each)]
        cuts = []
        for one, other in pairwise(asking):
            between = clauses[one + 1 : other]
            telling = (each for each in between if _tells_on(sentence[each[0] : each[1]]))
            cuts.append(next(telling, clauses[other])[0])
        spots = pairwise([0, *cuts, len(sentence)])
        return [sentence[start:end].strip(" ,;") for start, end in spots]

    def _asks_in(self, sentence: str, start: int, end: int) -> bool:
        """Tell whether a question begins in a clause, which may go on behind its pause."""
        words = self._bare(sentence[start:end])
        if self._is_courtesy(sentence[start:end]):
            return False
        is_joined = start == 0 or self._joins.match(sentence[start:end].lstrip(" ,;"))
        if not words or not (is_joined or len(words) >= FEWEST_UNMARKED or self._is_opening(words)):
            return False
        is_last = len(words) > FEW_WORDS and words[-1] in self._words["last_words"]
        return is_last or self._begins(sentence[start:])

    def _clauses(self, sentence: str) -> list[tuple[int, int]]:
        """Give where what stands between the pauses of a sentence starts and ends."""
        found = list(self._pause.finditer(sentence))
        starts = [0, *(each.start() for each in found)]
        return list(pairwise([*starts, len(sentence)]))

    def _asks(self, sentence: str) -> bool:
        words = folded(sentence)
        if self._is_courtesy(sentence):
            return False
        starts = [start for start, _ in self._clauses(sentence)]
        begun = [self._bare(sentence[each:]) for each in starts if self._begins(sentence[each:])]
        asking = [each for each in begun if len(each) > FEW_WORDS or self._is_opening(each)]
        if not sentence.endswith("?"):
            return any(len(each) >= FEWEST_UNMARKED and self._is_sure(each) for each in asking)
        bare, lead = len(self._bare(sentence)), self._leads.match(words)
        has_word = bare > FEW_WORDS and self._question.search(words) is not None
        leans = bare > 0 and lead is not None and self._joins.search(lead[0]) is not None
        is_led = lead is not None and bare >= FEW_WORDS
        return bool(asking) or has_word or leans or is_led or bare >= MANY_WORDS

    def _is_courtesy(self, part: str) -> bool:
        is_short = len(part.split()) <= MOST_OF_COURTESY
        return is_short and self._courtesy.search(folded(part)) is not None

    def _bare(self, clause: str) -> list[str]:
        """Give the words of a clause without those that lead up to it."""
        words = folded(clause)
        found = self._leads.match(words)
        return _WORD.findall(words[found.end() :] if found else words)

    def _begins(self, clause: str) -> bool:
        """Tell whether a clause begins as a question does."""
        words = self._bare(clause)
        if len(words) < FEW_WORDS:
            return False
        if self._is_opening(words):
            return True
        is_behind = words[0] in self._words["before_question_words"]
        first, *rest = words[is_behind:]
        if self._question.match(first):
            is_clause = not self._words["after_no_question"].isdisjoint(rest[:1])
            return not is_clause or first in self._words["spoken"]
        return len(words) > FEW_WORDS and not is_behind and self._has_verb_first(words)

    def _has_verb_first(self, words: Sequence[str]) -> bool:
        if words[0] in self._words["own_verbs"]:
            return words[1] in self._words["askers"]
        return words[0] in self._words["verbs"] and words[1] not in self._words["after_no_verb"]

    def _is_opening(self, words: Sequence[str]) -> bool:
        return self._openings.match(" ".join(words)) is not None

    def _is_sure(self, words: Sequence[str]) -> bool:
        """Tell whether words that begin as a question are one without a mark too."""
        is_verb = words[0] in self._words["verbs"] and not self._is_opening(words)
        return not is_verb or words[1] in self._words["askers"]


def _tells_on(clause: str) -> bool:
    """Tell whether a clause is a sentence by itself, and not one more name of a list."""
    return clause.startswith(",") and len(clause.split()) >= FEWEST_THAT_TELL
