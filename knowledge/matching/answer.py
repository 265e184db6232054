"""An answer as data: the cards of its verdicts in one language, drawn by each channel in its way.

A channel never reads back out of prose what was known before it was written.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from knowledge.model import Verdict


class Did(StrEnum):
    """What a message of the bot did, beside what it says."""

    FORGOT = "forgot"
    SWITCHED_LANGUAGE = "switched_language"
    HELPED_IN_CRISIS = "helped_in_crisis"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class RealChannel:
    """A channel in use of the organisation, shown beside an address that is not.

    Attributes:
        platform: Key of `platforms.yml`.
        platform_name: In the language of the answer.
        sentence: Names the organisation and the address.
    """

    platform: str
    platform_name: str
    address: str
    organisation: str
    sentence: str


@dataclass(frozen=True, slots=True)
class VerdictCard:
    """Our answer about one address, in one language.

    Attributes:
        icon: One sign that stands for the verdict.
        word: The verdict in a few words.
        headline: The verdict in one sentence, without icon.
        statement: What to know at once beside the headline; may be empty.
        address: As a citizen may see it; only that of a trusted verdict can be clicked.
        organisation: What citizens call whose it is, claims to be or imitates; None when unknown.
        reasons: The evidence.
        unknown: What is not known.
        real: None where there is nothing to show beside it.
        advice: What to do.
        spellings: How an address that nobody should open may be written in the answer.
    """

    verdict: Verdict
    icon: str
    word: str
    headline: str
    statement: str
    address: str
    organisation: str | None
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]
    real: RealChannel | None
    advice: tuple[str, ...]
    spellings: tuple[str, ...] = ()

    @property
    def signed_headline(self) -> str:
        """The headline behind its icon."""
        return f"{self.icon} {self.headline}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one message of the bot says, as data.

    Attributes:
        language: Of every sentence, one of `LANGUAGES`.
        verdict: The worst of the cards; None when nothing is judged.
        cards: Worst first.
        summary: How many addresses there are, when there are several.
        rules: What the government does or never does, where that bears on the message.
        did: What it did beside saying something.
        can_ask: Intents that fit as a next question.
    """

    language: str
    verdict: Verdict | None = None
    cards: tuple[VerdictCard, ...] = ()
    summary: str = ""
    rules: tuple[str, ...] = ()
    did: Did | None = None
    can_ask: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give it in JSON types alone, as `from_json` reads it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Answer":
        """Read what `as_json` gave.

        Raises:
            pydantic.ValidationError: It is something else.
        """
        return _ADAPTER.validate_python(data)


_ADAPTER = TypeAdapter(Answer)
