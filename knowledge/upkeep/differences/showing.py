"""Changes as staff read them in a terminal, on a proposed change, or as a program reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from knowledge.upkeep.differences.comparing import Change
from knowledge.upkeep.differences.texts import ComparisonTexts

MARKER = "<!-- kanaalcheck: wat verandert er voor burgers -->"
"""By which the comment of an earlier run is found again."""

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~@!])")


def as_text(changes: Sequence[Change]) -> str:
    """Give a heading for each kind of change, and a line for each change."""
    words = ComparisonTexts.load()
    if not changes:
        return words.text("nothing") + "\n"
    parts = [
        "\n".join([words.text(f"group.{group}"), *(f"  - {each.text}" for each in found)])
        for group, found in groupby(changes, key=lambda each: each.group)
    ]
    return "\n\n".join([*parts, words.text("count", count=str(len(changes)))]) + "\n"


def as_markdown(changes: Sequence[Change]) -> str:
    """Give a comment for the code host; nothing in it becomes a link, a name or markup."""
    words = ComparisonTexts.load()
    parts = [f"{MARKER}\n## {words.text('title')}"]
    if not changes:
        parts.append(words.text("nothing"))
    for group, found in groupby(changes, key=lambda each: each.group):
        lines = [f"- {_plain(each.text)}" for each in found]
        parts.append("\n".join([f"### {words.text(f'group.{group}')}", "", *lines]))
    return "\n\n".join(parts) + "\n"


def as_json(changes: Sequence[Change]) -> str:
    """Give a JSON list."""
    rows = [{"group": each.group, "text": each.text} for each in changes]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Change]], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def _plain(text: str) -> str:
    # A zero-width space keeps the host from linking an address, or calling an account by name.
    return _MARKS.sub(r"\\\1", text).replace("://", ":\u200b//").replace("\\@", "\\@\u200b")
