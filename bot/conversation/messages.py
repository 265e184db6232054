"""What goes in and out of a conversation, whatever answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from actions.conversation.turn import COMPLAINED
from knowledge.matching.answer import Answer, Did
from knowledge.model import Verdict

LONGEST = 4_000  # characters of a message that are read (contract)


@dataclass(frozen=True, slots=True)
class BotMessage:
    """One message of the bot.

    Attributes:
        buttons: Title and payload of each; a payload also works as a typed message.
        custom: The verdict in the shape of `/api/v1/check`; None of what judges nothing.
        answer: The message as data; None of what no action said.
    """

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    custom: dict[str, Any] | None = None
    answer: Answer | None = None

    @property
    def verdict(self) -> Verdict | None:
        """What it judges; None when it judges nothing."""
        return self.answer.verdict if self.answer else None

    @property
    def did(self) -> Did | None:
        """What it did beside saying something."""
        return self.answer.did if self.answer else None

    @classmethod
    def of(cls, response: Mapping[str, Any]) -> "BotMessage":
        """Read what an action said, in Rasa's shape of a response."""
        buttons = tuple((each["title"], each["payload"]) for each in response.get("buttons") or ())
        custom = response.get("custom") or None
        data = response.get("answer")
        answer = Answer.from_json(data) if data else None
        return cls(response.get("text") or "", buttons, custom, answer)


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a pressed button means: an intent for certain, with its fields."""

    intent: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of a citizen.

    Attributes:
        sender: Id of the conversation.
        language: Of the page or client; None when it has none.
        pressed: None when it was typed.
        complained: Key of the sorry for what was taken out of it.
    """

    sender: str
    text: str
    language: str | None = None
    channel: str = "rest"
    pressed: Pressed | None = None
    complained: str = ""

    @property
    def metadata(self) -> dict[str, str]:
        """What actions may know beside the words."""
        language = {"language": self.language} if self.language else {}
        sorry = {COMPLAINED: self.complained} if self.complained else {}
        return {"channel": self.channel, **language, **sorry}

    def as_parsed(self, intent: str, confidence: float = 1.0) -> dict[str, Any]:
        """Give Rasa's parse of a message whose intent is known without a model."""
        name = {"name": intent, "confidence": confidence}
        fields = self.pressed.fields.items() if self.pressed else ()
        end = len(self.text)
        return {
            "text": self.text,
            "intent": name,
            "intent_ranking": [name],
            "entities": [
                {"entity": key, "value": value, "start": 0, "end": end} for key, value in fields
            ],
        }


class Mind(Protocol):
    """What understands a message and answers it."""

    async def answer(self, heard: Heard) -> list[BotMessage]:
        """Answer one message of a conversation."""

    async def parse(self, text: str) -> dict[str, Any]:
        """Give what is understood of a text, in Rasa's parse shape."""
