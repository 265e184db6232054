"""What a message asks behind a word of thanks or greeting: "merci. en op facebook?"."""

import re

COURTESY = frozenset({"greet", "thank", "goodbye"})
"""Intents that go before what somebody wants, and matter only where nothing follows."""

MOST_WORDS_BEFORE = 4
FEWEST_WORDS_BEHIND = 3

_FIRST_CLAUSE = re.compile(r"[^.!?,;\n]*[.!?,;\n]+\s*")


def behind_courtesy(words: str) -> str | None:
    """Give what stands behind the first clause of a message.

    Args:
        words: A masked message.

    Returns:
        None where the first clause is more than a word of courtesy, or too little follows.
    """
    first = _FIRST_CLAUSE.match(words)
    if first is None or not 0 < len(first[0].split()) <= MOST_WORDS_BEFORE:
        return None
    rest = words[first.end() :]
    return rest if len(rest.split()) >= FEWEST_WORDS_BEHIND else None
