"""What the domain and the rules say, read without Rasa: intents, their actions, whole replies."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.conversation.messages import BotMessage, Pressed
from knowledge.data import load_data

FOLDER = Path(__file__).parents[1]

_PRESSED = re.compile(r"/(?P<intent>[A-Za-z_]+)[ \t]*(?P<fields>\{.*\})?", re.DOTALL)
_ALIASES = {"start": "greet"}  # what Telegram sends to begin


@dataclass(frozen=True)
class Script:
    """The domain and rules.

    Attributes:
        actions: Name of the action or form by intent.
        forms: Names of the forms.
        fields: What a button may carry.
        responses: Variations by name, as in the domain.
    """

    actions: Mapping[str, str]
    forms: frozenset[str]
    fields: frozenset[str]
    responses: Mapping[str, list[dict[str, Any]]]

    @classmethod
    @cache
    def load(cls, folder: Path = FOLDER) -> "Script":
        """Read `domain/*.yml` and `data/rules/*.yml`."""
        domain: dict[str, Any] = {}
        for path in sorted(folder.glob("domain/*.yml")):
            domain |= load_data(path)
        rules = [
            rule
            for path in sorted(folder.glob("data/rules/*.yml"))
            for rule in load_data(path)["rules"]
        ]
        return cls(
            actions=dict(_answers(rules)),
            forms=frozenset(domain["forms"]),
            fields=frozenset(domain["entities"]),
            responses=domain["responses"],
        )

    def pressed(self, text: str) -> Pressed | None:
        """Read the payload of a button; None when it is none of ours."""
        found = _PRESSED.fullmatch(text.strip())
        if not found:
            return None
        intent = _ALIASES.get(found["intent"], found["intent"])
        fields = _json_fields(found["fields"])
        if intent not in self.actions or fields is None or not self.fields.issuperset(fields):
            return None
        return Pressed(intent, fields)

    def looks_pressed(self, text: str) -> bool:
        """Tell whether a text is in the shape of a payload, of ours or not."""
        return _PRESSED.fullmatch(text.strip()) is not None

    def reply(self, name: str, language: str) -> BotMessage:
        """Give a whole reply of the domain in a language.

        Raises:
            KeyError: The domain holds no such reply.
        """
        variations = self.responses[name]
        chosen = next((each for each in variations if _is_for(each, language)), variations[-1])
        buttons = [(each["title"], _plain(each["payload"])) for each in chosen.get("buttons") or ()]
        return BotMessage(_plain(chosen["text"]), tuple(buttons))


def _answers(rules: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Give intent and action of each rule that begins with a message; others go on with a form."""
    for rule in rules:
        heard, does, *_ = rule["steps"]
        if "intent" in heard and "condition" not in rule:
            yield heard["intent"], does["action"]


def _json_fields(text: str | None) -> dict[str, str] | None:
    try:
        fields = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return None
    is_flat = all(isinstance(value, str) for value in fields.values())
    return fields if is_flat else None


def _is_for(variation: Mapping[str, Any], language: str) -> bool:
    return any(each["value"] == language for each in variation.get("condition") or ())


def _plain(text: str) -> str:
    """Undo the doubling of braces that Rasa's templates ask for."""
    return text.replace("{{", "{").replace("}}", "}")
