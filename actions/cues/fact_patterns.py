"""Patterns of `facts.yml` that join several of its lists: who denies, did or suffered what."""

import re
from collections.abc import Mapping
from typing import Any

from actions.cues.word_list import whole

SOMEBODY = "¤"  # stands for somebody else, such as `my son`


def negations(data: Mapping[str, Any]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give a clause after a verb that denies or asks something else, and a verb that is denied.

    Participles and French and English verbs follow their `not` within a few words.
    """
    deeds = [word for row in data["deeds"].values() for word in row]
    verb = whole([*data["gave"], *deeds]).pattern
    no, clause = whole(data["not"]).pattern, whole(data["clause"]).pattern
    elsewhere = whole([*data["not"], *data["only_asked"]]).pattern
    other = re.compile(rf"({verb}\s\S+.*?)\s{clause}\s.*{elsewhere}.*", re.IGNORECASE)
    few = r"\s(?:\S+\s){0,3}?"
    mine, yet, told = (whole(data[key]).pattern for key in ("myself", "nothing_yet", "gave_not"))
    mine_not = rf"{mine}\s(?:.*\s)?{no}{few}{verb}"
    naught = whole(data["naught"]).pattern
    gave_none = rf"{mine}\s{verb}\s(?:\S+\s)?{naught}"  # "I gave her nothing"
    turned = rf"{verb}\s(?:\S+\s)?{mine}\s(?:\S+\s){{0,2}}?{no}"  # "gegeben habe ich nichts"
    return other, re.compile(
        rf"{mine_not}|{turned}|{gave_none}|^{yet}{few}{verb}|{mine}\s{told}", re.IGNORECASE
    )


def own_deed(data: Mapping[str, Any]) -> re.Pattern[str]:
    """Give what says that the citizen gave or did something, with nobody else in between."""
    deeds = [word for row in data["deeds"].values() for word in row]
    verb = whole([*data["gave"], *data["agreed"], *deeds]).pattern
    return re.compile(
        rf"{whole(data['by_myself']).pattern}\s"
        rf"(?:(?!{_she_did(data)})[^\s{SOMEBODY}]+\s){{0,8}}?{verb}",
        re.IGNORECASE,
    )


def _she_did(data: Mapping[str, Any]) -> str:
    """Give what says that somebody who was named did something, as in `she has`."""
    return rf"{whole(data['near']).pattern}\s{whole(data['their_verb']).pattern}"


def relations(data: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    """Give, for each relation, the words that say that it happened to them.

    A verb of theirs follows within a few words, or after the `she` that takes their name up, or it
    is said on whose behalf somebody speaks.
    """
    verb, speaking = whole(data["their_verb"]).pattern, whole(data["speaks_for"]).pattern
    she_did = rf"(?:\S+\s){{0,10}}?{_she_did(data)}"
    return {
        key: re.compile(
            rf"{speaking}\s{whole(words).pattern}|{whole(words).pattern}'s\s"
            rf"|{whole(words).pattern}\s(?:haar|zijn|hun)\s"  # "mijn moeder haar nummer"
            rf"|{whole(words).pattern}\W+(?:\d[^)]*\)\s)?(?:\S+\s){{0,3}}?{verb}(?!\s(?:mij|me|mich|mir)(?!\w))"
            rf"|{whole(words).pattern}\W+{she_did}",
            re.IGNORECASE,
        )
        for key, words in data["whom"].items()
    }
