"""The language of the next answer, chosen before anything is said."""

from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import SlotSet

from actions.cues.languages import Languages
from knowledge.model import LANGUAGES

CHANGE = "change_language"
CRISIS = "crisis"


class ActionChooseLanguage(Action):
    """Fills the slot `language` from a choice, the page, the message or the turn before."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_choose_language"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:  # noqa: ANN401, ARG002
        """Choose (called by Rasa while it fills slots)."""
        message = tracker.latest_message
        page = _known((message.get("metadata") or {}).get("language"))
        intent = (message.get("intent") or {}).get("name")
        if intent == CHANGE:
            chosen = _asked_for(message)
            if chosen:
                choice = {"language": chosen, "instead_of": page}
                return [SlotSet("language_choice", choice), SlotSet("language", chosen)]
        text = message.get("text") or ""
        language = _language(tracker, page, text)
        if intent == CRISIS:  # in the language of the heart, whatever was chosen before
            language = Languages.load().detected(text, before=None) or language
        return [] if language == tracker.get_slot("language") else [SlotSet("language", language)]


def _language(tracker: Any, page: str | None, text: str) -> str:  # noqa: ANN401
    choice = tracker.get_slot("language_choice")
    # A page that is set to another language since then is the newer choice.
    if choice and choice["instead_of"] == page:
        return str(choice["language"])
    before = tracker.get_slot("language")
    if page:
        return page
    if text.startswith("/"):
        return before or LANGUAGES[0]
    return Languages.load().detected(text, before=before) or before or LANGUAGES[0]


def _asked_for(message: Any) -> str | None:  # noqa: ANN401
    for entity in message.get("entities") or ():
        if entity["entity"] == "language":
            return _known(entity["value"])
    return Languages.load().named(message.get("text") or "")


def _known(language: Any) -> str | None:  # noqa: ANN401
    return language if language in LANGUAGES else None
