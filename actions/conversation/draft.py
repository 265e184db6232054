"""A report that is being written: what is known of it and which question waits for an answer."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from rasa_sdk.events import SlotSet

FORM = "report_form"
REQUESTED_SLOT = "requested_slot"  # Rasa's own
PREFIX = "report_"

ELSEWHERE = "elsewhere"
"""Seen on no platform that we know."""

HERE = "here"
NONE = "none"
"""Contacts: in this conversation, or not at all."""


class Step(StrEnum):
    """What is asked, in order."""

    ADDRESS = "address"
    SEEN_ON = "seen_on"
    KIND = "kind"
    WHAT_HAPPENED = "what_happened"
    LOSS = "loss"
    CONTACT = "contact"
    CONFIRMED = "confirmed"
    CHANGE = "change"  # only after a summary that is not right


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What is known so far; kept in slots of these names with `report_` before them.

    Attributes:
        kind: `Kind`; None until the address is judged.
        address: As it was pasted.
        seen_on: Key of a platform, or `ELSEWHERE`.
        loss: `Loss`.
        contact: Address of the citizen, `HERE` or `NONE`.
        confirmed: `yes` once the summary is right.
        asked: The step that waits for its answer; None before the first.
    """

    kind: str | None = None
    address: str | None = None
    seen_on: str | None = None
    what_happened: str | None = None
    loss: str | None = None
    contact: str | None = None
    confirmed: str | None = None
    asked: Step | None = None

    @classmethod
    def of(cls, slots: Mapping[str, Any]) -> Self:
        """Read the slots of a conversation."""
        asked = (slots.get(REQUESTED_SLOT) or "").removeprefix(PREFIX)
        known = {name: slots.get(PREFIX + name) for name in NAMES}
        return cls(**known, asked=Step(asked) if asked in tuple(Step) else None)

    @property
    def platform(self) -> str | None:
        """Where it was seen, if that is a platform that we know."""
        return None if self.seen_on == ELSEWHERE else self.seen_on

    def knows(self, step: Step) -> bool:
        """Tell whether a step needs no question any more."""
        return getattr(self, step) is not None

    def without(self, *steps: Step) -> Self:
        """Forget answers, so that they are asked again."""
        return replace(self, **{str(step): None for step in steps})

    def events(self) -> list[Any]:
        """Give Rasa's events that keep it."""
        known = {name: value for name, value in asdict(self).items() if name != "asked"}
        asked = PREFIX + self.asked if self.asked else None
        slots = [SlotSet(PREFIX + name, value) for name, value in known.items()]
        return [*slots, SlotSet(REQUESTED_SLOT, asked)]


NAMES = ("kind", "address", "seen_on", "what_happened", "loss", "contact", "confirmed")
SLOTS = (*(PREFIX + name for name in NAMES), REQUESTED_SLOT)
