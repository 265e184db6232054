"""A message with its names taken out, so that the classifier learns the question.

"Is @vdab_be echt?" and "is fluvius.be echt?" ask the same. Digits go too: a year, an amount or
a reference says nothing about what is asked, only that there is one.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

PLACEHOLDERS = {"mention": " ⓜ ", "organisation": " ⓞ "}
"""One character each, outside every alphabet, so that no word can be mistaken for one."""

_NUMBER = re.compile(r"\d[\d.,:/ ]*")


def masked(text: str, entities: Iterable[Mapping[str, Any]]) -> str:
    """Put one placeholder in the place of each entity and number.

    Args:
        text: A message as sent.
        entities: Rasa entities with `entity`, `start` and `end`; of two that overlap the
            first one counts.
    """
    parts: list[str] = []
    end = 0
    for entity in sorted(entities, key=lambda one: (one["start"], -one["end"])):
        placeholder = PLACEHOLDERS.get(entity["entity"])
        if placeholder is None or entity["start"] < end:
            continue
        parts += [_NUMBER.sub(" ⓝ ", text[end : entity["start"]]), placeholder]
        end = entity["end"]
    parts.append(_NUMBER.sub(" ⓝ ", text[end:]))
    return "".join(parts)
