"""Answering in another language from now on."""

from rasa_sdk import Action

from actions.languages import Languages
from actions.reply import Reply
from actions.verdict_first import VerdictFirst
from knowledge.matching.answer import Did


class ActionChangeLanguage(VerdictFirst, Action):
    """Confirms the language that was chosen, or asks which one."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_change_language"

    def answer(self, reply: Reply) -> None:
        """Speak it at once: `action_choose_language` has switched already."""
        turn = reply.turn
        chosen = turn.fields.get("language") or Languages.load().named(turn.text)
        if chosen:
            reply.utter("utter_change_language", Did.SWITCHED_LANGUAGE)
        else:
            reply.utter("utter_ask_language", Did.ASKED)
