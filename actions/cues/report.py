"""Words by which answers in a report are read, in every language at once; data in `report.yml`."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actions.cues.word_list import any_of, whole
from actions.reports.model import Loss
from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("report.yml")
FEW_WORDS = 5
"""`ja`, `nee` and `stop` in a longer text belong to a story."""

MOST_WORDS_BEFORE_ADDRESS = 8
"""`my e-mail address for an answer is …`."""

_AND = re.compile(r"^(?:en|ma|maar|and|but|et|mais|und|aber)\s+", re.IGNORECASE)

WORDS_OF_A_QUOTE = 3
MOST_WORDS_TO_AGREE = 10
MOST_WORDS_TO_ASK = 12
FEW_WORDS_TO_STOP = 3  # before a pause
MOST_WORDS_TO_STOP = 7
"""`stop maar, ik doe het later`."""


class FormWords:
    """Reads short answers."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._begins = {
            name: _beginning(data[name])
            for name in ("yes", "no", "stop", "correction", "question", "plain_yes")
        }
        self._holds = {
            name: whole(data[name])
            for name in (
                "stop",
                "place",
                "money",
                "data",
                "negation",
                "unsure",
                "hacked",
                "here",
                "look_here",
                "anonymous",
                "go_on",
                "tells",
                "why",
                "another",
                "itself",
                "own_report",
                "picture",
                "picture_named",
                "adds",
                "quotes",
                "meant",
                "near_report",
                "said_already",
                "withdraws",
                "asks_back",
                "upset",
                "angry",
                "keep_posted",
                "nothing_lost",
                "that",
                "asks_to_change",
                "not_paid",
                "contrast",
                "mistaken",
                "it_was",
                "reads_back",
                "report_word",
                "lets_go",
                "police",
                "pleads",
            )
        }
        self._reach_me = re.compile(rf"{whole(data['reach_me']).pattern}.*$", re.I | re.DOTALL)
        self._at = re.compile(rf"{whole(data['at']).pattern}\s+(?:de\s|the\s|het\s)?(\w+)", re.I)
        yes, send = any_of(data["yes"]), any_of(data["send_now"])
        beside = any_of([*data["beside_send"], *data["skip"]])
        self._send_now = re.compile(
            rf"\W*(?:(?:{yes}|{beside})\W+)*(?:{send})(?:\W+(?:{beside}))*\W*", re.IGNORECASE
        )
        skip, with_skip = any_of(data["skip"]), any_of([*data["skip"], *data["beside_skip"]])
        self._skip = re.compile(
            rf"\W*(?:(?:{with_skip})\W+)*(?:{skip})(?:\W+(?:{with_skip}))*\W*", re.IGNORECASE
        )
        report, beside_it = any_of(data["report_now"]), any_of(data["beside_report"])
        self._report_now = re.compile(
            rf"\W*(?:(?:{beside_it})\W+)*(?:{report})(?:\W+(?:{beside_it}))*\W*", re.IGNORECASE
        )
        self._which = {name: whole(words) for name, words in data["which"].items()}
        this = whole(data["pointing"]).pattern  # "dat nummer", "the scam number"
        self._kinds_meant = {
            kind: re.compile(rf"{this}\s+(?:\w+[\s-])?{whole(row).pattern}", re.IGNORECASE)
            for kind, row in data["kinds_meant"].items()
        }
        self._but = whole(data["turn"])
        self._not_stop = whole(data["not_stop"])
        self._this = whole(data["this"])
        self._turn = re.compile(rf"[,;.]|{whole(data['turn']).pattern}", re.IGNORECASE)
        self._change = {step: whole(words) for step, words in data["change"].items()}

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "FormWords":
        """Read the words from a file shaped like `report.yml`."""
        return cls(load_data(path))

    def says_yes(self, text: str) -> bool:
        """Tell whether a short text agrees."""
        return _is_short(text) and self._begin("yes", text) and not self._begin("no", text)

    def says_so(self, text: str) -> bool:
        """Tell whether a text says that it is so, and is not merely content."""
        return self._begin("plain_yes", text)

    def agrees_at_length(self, text: str) -> bool:
        """Tell whether a text of one sentence agrees and holds no `but` and no `not`."""
        is_one = len(text.split()) <= MOST_WORDS_TO_AGREE
        has_but = self._but.search(text) or self._hold("negation", text)
        return is_one and self._begin("yes", text) and not has_but

    def is_upset(self, text: str) -> bool:
        """Tell whether a text says that somebody trembles, cries, is afraid or ashamed."""
        return self._hold("upset", text)

    def is_unsure(self, text: str) -> bool:
        """Tell whether a text says that somebody does not know."""
        return self._hold("unsure", text)

    def is_angry(self, text: str) -> bool:
        """Tell whether a text says that somebody has had enough of it."""
        return self._hold("angry", text)

    def says_no(self, text: str) -> bool:
        """Tell whether a short text refuses."""
        return _is_short(text) and self._begin("no", text)

    def stops(self, text: str, *, at_once: bool) -> bool:
        """Tell whether a text gives up: with its first words, or anywhere unless `at_once`."""
        text = self._not_stop.sub(" ", text)
        if self._begin("stop", text):
            first = text.partition(",")[0]  # `never mind, I tell them myself`
            is_apart = first != text and len(first.split()) <= FEW_WORDS_TO_STOP
            return is_apart or len(text.split()) <= MOST_WORDS_TO_STOP
        return not at_once and _is_short(text) and self._hold("stop", text)

    def lets_go(self, text: str) -> bool:
        """Tell whether a text says that nothing is to be reported, or that it only was a question.

        Not of the police: `I do not want to report it to the police` is about another report.
        """
        return self._hold("lets_go", text) and not self._hold("police", text)

    def pleads(self, text: str) -> bool:
        """Tell whether a text presses for an answer to what was told beside the report."""
        return self._hold("pleads", text)

    def corrects(self, text: str) -> bool:
        """Tell whether a text puts an earlier answer right, by how it begins or what it means."""
        words = len(text.split())
        means = words <= MOST_WORDS_TO_STOP and self._hold("meant", text)
        contrasts = words <= MOST_WORDS_TO_ASK and self._hold("contrast", text)
        is_mistake = words <= MOST_WORDS_TO_ASK and self._hold("mistaken", text)
        return self._begin("correction", text) or means or contrasts or is_mistake

    def says_it_was(self, text: str) -> bool:
        """Tell whether a text says how or where something was, as `it was on Facebook` does."""
        return self._hold("it_was", text)

    def asks_to_read_back(self, text: str) -> bool:
        """Tell whether a short text asks what stands in the report that is being made."""
        return len(text.split()) <= MOST_WORDS_TO_ASK and self._hold("reads_back", text)

    def kind_meant(self, text: str) -> str | None:
        """Tell of which kind the address is that a text calls `that number` or `the site`."""
        named = [kind for kind, words in self._kinds_meant.items() if words.search(text)]
        return named[0] if len(named) == 1 else None

    def names_place(self, text: str) -> bool:
        """Tell whether a text says where something was."""
        return self._hold("place", text)

    def asks(self, text: str) -> bool:
        """Tell whether a text is a question."""
        corrects = self._begins["correction"].match(text)  # wait, is that one real
        rest = _AND.sub("", text[corrects.end() :] if corrects else text)
        return text.rstrip().endswith("?") or any(
            self._begin("question", each) for each in (text, rest)
        )

    def goes_on(self, text: str) -> bool:
        """Tell whether a short text goes on with the report after something else."""
        is_short = len(text.split()) <= MOST_WORDS_TO_STOP
        return is_short and self._hold("go_on", text) and not self._hold("negation", text)

    def sends_now(self, text: str) -> bool:
        """Tell whether a text says nothing but that the report can be sent as it is."""
        return self._send_now.fullmatch(text) is not None

    def skips(self, text: str) -> bool:
        """Tell whether a text says nothing but that a question is skipped or cannot be answered."""
        return self._skip.fullmatch(text) is not None

    def asks_to_change(self, text: str) -> bool:
        """Tell whether a sentence asks to put right what was told, as `can you change that?`."""
        is_short = len(text.split()) <= MOST_WORDS_TO_STOP
        return is_short and self.asks(text) and self._hold("asks_to_change", text)

    def speaks_of_report(self, text: str) -> bool:
        """Tell whether a text speaks of a report or of reporting."""
        return self._hold("report_word", text)

    def only_reports(self, text: str) -> bool:
        """Tell whether a text says nothing but that something of before is to be reported."""
        return self._report_now.fullmatch(text) is not None

    def which(self, text: str) -> str | None:
        """Tell which of several addresses a text means: a key of `which`, such as `second`."""
        return next((name for name, words in self._which.items() if words.search(text)), None)

    def brings_picture(self, text: str) -> bool:
        """Tell whether a text of one sentence says that a picture comes with the report."""
        return len(text.split()) <= MOST_WORDS_TO_ASK and self._hold("picture", text)

    def names_picture(self, text: str) -> bool:
        """Tell whether a text names a picture of a screen."""
        return self._hold("picture_named", text)

    def denies(self, text: str) -> bool:
        """Tell whether a text holds a word of denying."""
        return self._hold("negation", text)

    def after_no(self, text: str) -> str:
        """Give a text without the no that it begins with, as in `no, just report it`."""
        found = self._begins["no"].match(text)
        return text[found.end() :] if found else text

    def asks_why(self, text: str) -> bool:
        """Tell whether a text asks why a question is put, or what it means."""
        return self._hold("why", text)

    def means_another(self, text: str) -> bool:
        """Tell whether a text is about something else than before."""
        return self._hold("another", text)

    def names_itself(self, text: str) -> bool:
        """Tell whether a text means the network itself."""
        return self._hold("itself", text)

    def after_at(self, text: str) -> list[str]:
        """Give each word behind `at` or `to`."""
        return self._at.findall(text)

    def asks_near_report(self, text: str) -> bool:
        """Tell whether a short text means the report that was just filed by `the number`."""
        is_short = len(text.split()) <= MOST_WORDS_TO_STOP
        return is_short and self._hold("near_report", text) and self._hold("asks_back", text)

    def was_said(self, text: str) -> bool:
        """Tell whether a text of one sentence objects that this was told already."""
        return len(text.split()) <= MOST_WORDS_TO_ASK and self._hold("said_already", text)

    def adds(self, text: str) -> bool:
        """Tell whether a text adds to a report that was filed."""
        return self._hold("adds", text)

    def withdraws(self, text: str) -> bool:
        """Tell whether a text takes back a report that was filed."""
        return self._hold("withdraws", text)

    def asks_own_report(self, text: str) -> bool:
        """Tell whether a short text asks for the number of one's report, or how it stands."""
        is_short = len(text.split()) <= MOST_WORDS_TO_ASK
        asks = text.rstrip().endswith("?") or self._hold("asks_back", text)
        return is_short and asks and self._hold("own_report", text)

    def tells(self, text: str) -> bool:
        """Tell whether a text says what somebody did, as a story does."""
        return self._hold("tells", text)

    def own_address_begins(self, text: str) -> int | None:
        """Give where the words begin that the citizen's own address follows, as in `mail me at`.

        None where somebody else says so: `he said: call me at …`.

        Args:
            text: What stands before the address.
        """
        found = self._reach_me.search(text)
        if found is None or len(found[0].split()) > MOST_WORDS_BEFORE_ADDRESS:
            return None
        said_before = " ".join(text[: found.start()].split()[-WORDS_OF_A_QUOTE:])
        return None if self._hold("quotes", said_before) else found.start()

    def points_back(self, text: str) -> bool:
        """Tell whether a text means what was just checked."""
        return self._this.search(text) is not None

    def points_at(self, text: str) -> bool:
        """Tell whether a text speaks of `that`, though something else was checked since."""
        return self._hold("that", text)

    def tells_of_hacking(self, text: str) -> bool:
        """Tell whether a text says that an account was taken over."""
        return self._hold("hacked", text)

    def wants_it_here(self, text: str) -> bool:
        """Tell whether a text asks to hear the outcome in the conversation."""
        points = self._hold("look_here", text)
        return self._hold("here", text) and not (points or self._hold("negation", text))

    def says_nothing_lost(self, text: str) -> bool:
        """Tell whether a text says of its own accord that nothing is lost."""
        return self._hold("nothing_lost", text) or self._hold("not_paid", text)

    def says_not_paid(self, text: str) -> bool:
        """Tell whether a text says that nothing was paid."""
        return self._hold("not_paid", text)

    def wants_to_hear(self, text: str) -> bool:
        """Tell whether a text asks of its own accord to hear the outcome."""
        return self._hold("keep_posted", text) and not self._hold("anonymous", text)

    def stays_unknown(self, text: str) -> bool:
        """Tell whether a text wants to leave no name or address."""
        return self._hold("anonymous", text)

    def loss_in(self, text: str) -> Loss | None:
        """Tell what a text says was lost; None when it does not tell."""
        if self._hold("unsure", text):
            return Loss.UNKNOWN
        said = [each for each in map(self._loss_of, self._turn.split(text)) if each]
        worst_first = (Loss.MONEY, Loss.DATA, Loss.NONE)
        return next((loss for loss in worst_first if loss in said), None)

    def names_loss(self, text: str) -> bool:
        """Tell whether a text speaks of money or details at all."""
        return self._hold("money", text) or self._hold("data", text)

    def to_change(self, text: str) -> str | None:
        """Tell which answer a text wants to change."""
        return next((step for step, words in self._change.items() if words.search(text)), None)

    def _loss_of(self, clause: str) -> Loss | None:
        if self._hold("negation", clause):
            return Loss.NONE
        if self._hold("money", clause):
            return Loss.MONEY
        return Loss.DATA if self._hold("data", clause) else None

    def _begin(self, name: str, text: str) -> bool:
        return self._begins[name].match(text) is not None

    def _hold(self, name: str, text: str) -> bool:
        return self._holds[name].search(text) is not None


def _is_short(text: str) -> bool:
    return len(text.split()) <= FEW_WORDS


def _beginning(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{any_of(words)})(?!\w)", re.IGNORECASE)
