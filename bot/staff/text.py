"""How what citizens wrote, and when, is shown: as text that can lead nowhere."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from knowledge.addresses.web import is_control, is_invisible

HERE = ZoneInfo("Europe/Brussels")
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

_DOT_INSIDE = re.compile(r"(?<=\S)(?:\[\.\]|\.)(?=\S)")
_WEB = re.compile(r"\bhttp(?=s?://)", re.IGNORECASE)
_LINES = frozenset("\n\t")
_OF_EMOJI = frozenset("\ufe0f\u200d")  # in running text they only choose and join pictures


def defanged(text: str) -> str:
    """Make every address in a text unclickable, once: `vdab-jobs.be` becomes `vdab-jobs[.]be`."""
    return _DOT_INSIDE.sub("[.]", _WEB.sub("hxxp", _spelled(text, _LINES)))


def visible(text: str) -> str:
    """Show what hides in a text: a character that turns or joins it is written as its code."""
    return _spelled(text, _LINES | _OF_EMOJI)


def _spelled(text: str, may_stand: frozenset[str]) -> str:
    return "".join(
        f"[U+{ord(each):04X}]" if _hides(each) and each not in may_stand else each for each in text
    )


def _hides(character: str) -> bool:
    return is_invisible(character) or is_control(character)


def moment(when: datetime) -> str:
    """Write a moment as clocks here show it."""
    here = when.astimezone(HERE)
    return f"{here.day} {MONTHS[here.month - 1]} {here.year}, {here:%H:%M}"


def day(when: datetime) -> str:
    """Write a day."""
    here = when.astimezone(HERE)
    return f"{here.day} {MONTHS[here.month - 1]} {here.year}"
