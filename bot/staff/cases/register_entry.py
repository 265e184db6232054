"""The entry for the register, prefilled, of an address that turned out to be genuine."""

from datetime import date

from actions.reports.model import Subject
from bot.staff.text import visible
from knowledge.files.values import scalar

_INDENT = "  "


def channel_entry(subject: Subject, address: str, today: date) -> str:
    """Give the lines to copy under `official_channels` of the organisation's file.

    What staff have to find out themselves is left to fill in: an entry without a source is
    refused by `python -m knowledge lint`, so that nothing becomes official by copying alone.
    """
    file = subject.imitates if subject.imitates else "<organisatie>"
    lines = [
        f"# in knowledge/organisations/{file}.yml",
        "# onder official_channels:",
        f"- platform: {scalar(subject.platform)}",
        f"  address: {_text(address)}",
        "  status: active",
        "  sources:",
        "    - url:  # waar staat dat dit van de organisatie is?",
        f"      date: '{today.isoformat()}'",
    ]
    return "\n".join(_INDENT + line for line in lines) + "\n"


def _text(value: str) -> str:
    """Write any text as one quoted YAML value on one line."""
    return "'" + visible(" ".join(value.split())).replace("'", "''") + "'"
