"""Answering in another language from now on."""

from rasa_sdk import Action

from actions.languages import Languages
from actions.reply import Reply
from actions.verdict_first import VerdictFirst


class ActionChangeLanguage(VerdictFirst, Action):
    """Confirms the language that was chosen, or asks which one."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_change_language"

    def answer(self, reply: Reply) -> None:
        """Speak it at once: `action_choose_language` has switched already."""
        turn = reply.turn
        chosen = turn.fields.get("language") or Languages.load().named(turn.text)
        reply.utter("utter_change_language" if chosen else "utter_ask_language")
