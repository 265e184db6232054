"""How much, when and by which way, as somebody tells it in any language; data beside this file."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from actions.cues.word_list import folded, whole
from knowledge.data import load_data

WORDS_FILE = Path(__file__).with_name("circumstances.yml")
LONGEST_WORDS = 40  # characters of an amount or a moment that are kept

_DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:[ .]\d{3})+(?:,\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?"
)

_TO_CALL = frozenset({"101", "112", "1700", "1712", "1813", "106", "107", "108", "116"})
"""Numbers for help, which are no amounts where they stand alone."""


class Circumstances:
    """Reads the amount and the moment of what happened, in the words of the citizen.

    Neither is converted: `vorige vrijdag` is kept as it was said, for only the citizen knows it.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        currency, number = _any(data["currency"]), _any(data["numbers"])
        amount = rf"{_DIGITS}|(?:(?:{number})\s?)+"
        self._amount = re.compile(
            rf"(?<![\w@.,/+-])(?:€\s?({_DIGITS})(?!\w)|({amount})\s?(?:{currency})(?!\w))"
        )
        others = _any(data["no_amount"])
        age = "".join(rf"(?<!\b{re.escape(each)} )" for each in data["age"])
        unit = rf"[\w@/:-]|[.,]\d|\s?(?:{others})(?!\w)"
        self._bare = re.compile(rf"{age}(?<![\w@.,/+:-])({_DIGITS})(?!{unit})")
        self._instead = re.compile(rf"(?<!\w)(?:{_any(data['instead'])})\s+(\w+)", re.IGNORECASE)
        denial, on = _any(data["denial"]), _any(data["on"])
        self._denied = re.compile(rf"(?<!\w)(?:{denial})\s+(?:(?:{on})\s+)?(\w+)", re.IGNORECASE)
        self._denial = rf"(?<!\w)(?:{denial})"
        self._by = {name: whole(words) for name, words in data["by"].items()}
        self._moment = _moment_pattern(data, ())
        self._moment_in = {
            language: _moment_pattern(data, words) for language, words in data["moments_in"].items()
        }

    @classmethod
    @cache
    def load(cls, path: Path = WORDS_FILE) -> "Circumstances":
        """Read the words from a file shaped like `circumstances.yml`."""
        return cls(load_data(path))

    def amount_in(self, text: str) -> str | None:
        """Give the last amount in euros that a text names, as in `it was 60 and not 50`."""
        plain = folded(text)
        found = [each[1] or each[2] for each in self._amount.finditer(plain)]
        return _kept((self._not_denied(found, plain) or found)[-1]) if found else None

    def bare_amount_in(self, text: str) -> str | None:
        """Give the number of a text that is about an amount anyhow; None when it holds several."""
        plain = folded(text)
        numbers = [each for each in self._bare.findall(plain) if each not in _TO_CALL]
        found = self._not_denied(numbers, plain)
        return _kept(found[0]) if len(found) == 1 else None

    def moment_in(self, text: str, language: str = "") -> str | None:
        """Give when something was, in the words of the text; the last when there are several.

        Args:
            text: As the citizen sent it.
            language: Of the text, one of `LANGUAGES`, for words that other languages have too.
        """
        plain = folded(text)
        found = list(self._moment_in.get(language, self._moment).finditer(plain))
        if not found:
            return None
        told = [each for each in found if not self._is_denied(plain[: each.start()])]
        last = (told or found)[-1]
        # Folding keeps the length of what the four languages write, but for a few ligatures.
        same_length = len(plain) == len(text)
        return _kept(text[last.start() : last.end()] if same_length else last[0])

    def way_in(self, text: str) -> str | None:
        """Tell how something came where that is no platform: a key of `by`, such as `letter`."""
        plain = folded(text)
        return next((name for name, words in self._by.items() if words.search(plain)), None)

    def denied_in(self, text: str) -> list[str]:
        """Give each word that a text denies, as `Facebook` in `on X, not on Facebook`."""
        return self._denied.findall(text)

    def instead_in(self, text: str) -> list[str]:
        """Give each word after `but`, as `X` in `not Facebook but X`."""
        return self._instead.findall(text)

    def without_denied(self, text: str, is_meant: Callable[[str], bool]) -> str:
        """Give a text without what it denies, where the denied word is meant."""
        return self._denied.sub(lambda found: "" if is_meant(found[1]) else found[0], text)

    def _is_denied(self, before: str) -> bool:
        """Tell whether a text ends in `not`, as what stands before a denied moment does."""
        return re.search(rf"{self._denial}\s*$", before) is not None

    def _not_denied(self, found: list[str], plain: str) -> list[str]:
        """Leave out an amount after `not`, as in `60 and not 50`."""
        return [
            each
            for each in found
            if not re.search(rf"{self._denial}\s(?:€\s?)?{re.escape(each)}", plain)
        ]


def _moment_pattern(data: Mapping[str, Any], also: Iterable[str]) -> re.Pattern[str]:
    day, period = _any(data["days"]), _any(data["periods"])
    month, before = _any(data["months"]), _any(data["before_period"])
    clock, hour = _any(data["clock"]), _any(data["hour"])
    at = rf"(?:\s(?:{clock})\s\d{{1,2}}(?:\s?(?:{hour}|[:.]\d{{2}})\d{{0,2}})?)?"
    span = rf"(?:\d{{1,2}}|{_any(data['few'])})\s\w+"
    after, ahead = _any(data["after_span"]), _any(data["before_span"])
    moments = (
        whole(data["after_period"]).pattern,
        whole([*data["moments"], *also]).pattern,
        rf"(?:{before})\s(?:{day}|{period})(?!\w)",
        rf"(?:{day})(?:\s(?:laatst|dernier|passe|letzte\w*))?(?!\w)",
        rf"\d{{1,2}}\.?\s(?:{month})(?:\s20\d\d)?(?!\w)",
        r"\d{1,2}[/-]\d{1,2}(?:[/-](?:20)?\d\d)?(?![\w/-])",
        rf"{span}\s(?:{after})(?!\w)",
        rf"(?:{ahead})\s{span}",
    )
    moment = rf"(?:{'|'.join(moments)}){at}"
    return re.compile(rf"(?<![\w@./-]){moment}(?:\s{moment})*")


def _kept(words: str) -> str:
    return " ".join(words.split())[:LONGEST_WORDS].strip()


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(each).replace(r"\*", r"\w*") for each in longest_first)
