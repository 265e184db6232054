"""Language of the next answer, chosen before anything is said."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from rasa_sdk import Action
from rasa_sdk.events import SlotSet

from actions.cues.languages import Languages
from actions.cues.other_languages import OtherLanguages
from knowledge.model import LANGUAGES

CHOICE = "language_choice"
CHANGE = "change_language"
CRISIS = "crisis"
IN_NONE_OF_OURS = "en"
"""What somebody gets who writes a language that we do not speak."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A language other than that of the page, and why.

    Attributes:
        language: One of `LANGUAGES`.
        instead_of: Language of the page then; another one since then is the newer choice.
        is_heard: It is that of the messages, which may change again; else it was asked for.
        spoken: Language of the messages where that is none of ours.
        is_new: Whether this message is the first in it, or asks to change to it.
    """

    language: str
    instead_of: str | None = None
    is_heard: bool = False
    spoken: str | None = None
    is_new: bool = False

    @classmethod
    def of(cls, slot: Mapping[str, Any] | None, page: str | None) -> "Choice | None":
        """Read the slot `language_choice`; None when the page was changed since."""
        try:
            choice = _ADAPTER.validate_python(slot) if slot else None
        except ValidationError:
            return None
        return choice if choice and choice.instead_of == page else None

    def as_slot(self) -> dict[str, Any]:
        """Give it in JSON types, without what is empty."""
        whole = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in whole.items() if value or name == "instead_of"}


_ADAPTER = TypeAdapter(Choice)


class ActionChooseLanguage(Action):
    """Fills the slot `language` from a choice, the message, the page or the turn before."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_choose_language"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:  # noqa: ANN401, ARG002
        """Choose (called by Rasa while it fills slots)."""
        message = tracker.latest_message
        page = _known((message.get("metadata") or {}).get("language"))
        last = tracker.get_slot("language")
        choice = _choice(message, page, Choice.of(tracker.get_slot(CHOICE), page), last)
        language = (choice.language if choice else page or last) or LANGUAGES[0]
        if (message.get("intent") or {}).get("name") == CRISIS:
            # In the language of the heart, whatever was chosen before.
            text = message.get("text") or ""
            language = Languages.load().detected(text, before=None) or language
        chosen = {CHOICE: choice.as_slot() if choice else None, "language": language}
        return [SlotSet(name, new) for name, new in chosen.items() if new != tracker.get_slot(name)]


def _choice(
    message: Mapping[str, Any], page: str | None, before: Choice | None, last: str | None
) -> Choice | None:
    """Give what to answer in instead of in the language of the page; None leaves that."""
    text = message.get("text") or ""
    intent = (message.get("intent") or {}).get("name")
    asked = _asked_for(message) if intent == CHANGE else None
    now = before.language if before else page or last
    if asked:
        return Choice(asked, page, is_new=asked != now)
    kept = _no_longer_new(before)
    if text.startswith("/"):
        return kept
    if before and not before.is_heard:
        return kept
    return _heard(text, page, kept, now)


def _heard(text: str, page: str | None, kept: Choice | None, now: str | None) -> Choice | None:
    """Give the language of a message where it is clear, else what it was before."""
    languages = Languages.load()
    refused = languages.not_spoken(text)
    spoken = None if refused else OtherLanguages.load().detected(text)
    if spoken:
        is_new = kept is None or kept.spoken != spoken
        return Choice(IN_NONE_OF_OURS, page, True, spoken, is_new)
    heard = languages.detected(text, before=None if refused else now)
    if refused and heard in (None, refused):
        heard = IN_NONE_OF_OURS if refused == now else now
    if heard is None or heard == now:
        return kept
    return Choice(heard, page, is_heard=True)


def _no_longer_new(choice: Choice | None) -> Choice | None:
    if choice is None or not choice.is_new:
        return choice
    return Choice(choice.language, choice.instead_of, choice.is_heard, choice.spoken)


def _asked_for(message: Mapping[str, Any]) -> str | None:
    for entity in message.get("entities") or ():
        if entity["entity"] == "language":
            return _known(entity["value"])
    languages, text = Languages.load(), message.get("text") or ""
    return None if languages.of_others(text) else languages.asked_for(text)


def _known(language: Any) -> str | None:  # noqa: ANN401
    return language if language in LANGUAGES else None
