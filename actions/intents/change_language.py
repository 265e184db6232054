"""Answering in another language from now on."""

from rasa_sdk import Action

from actions.conversation.reply import Reply
from actions.cues.languages import Languages
from actions.cues.other_languages import OtherLanguages
from actions.intents.out_of_scope import tell_out_of_scope
from actions.intents.verdict_first import VerdictFirst
from knowledge.matching.answer import Did
from knowledge.matching.subject import SubjectKind

_NOTHING_TO_SAY_AGAIN = frozenset({SubjectKind.NOTHING, SubjectKind.QUESTION, SubjectKind.REPORT})


class ActionChangeLanguage(VerdictFirst, Action):
    """Confirms the language that was chosen, or asks which one."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_change_language"

    def answer(self, reply: Reply) -> None:
        """Speak it at once: `action_choose_language` has switched already."""
        turn = reply.turn
        languages = Languages.load()
        chosen = turn.fields.get("language") or languages.asked_for(turn.text)
        if languages.named(turn.text) and not (chosen or languages.not_spoken(turn.text)):
            tell_out_of_scope(reply)  # it only names a language
            return
        if chosen or languages.not_spoken(turn.text):
            reply.utter("utter_change_language", Did.SWITCHED_LANGUAGE)
            if turn.subject.kind not in _NOTHING_TO_SAY_AGAIN and not turn.judged.verdict:
                from actions.follow_up.again import tell_again  # it tells verdicts, as this does

                tell_again(reply, turn.subject)
        else:
            if OtherLanguages.load().named(turn.text):
                reply.send([reply.text("follow_up.language.none_of_ours")])
            reply.utter("utter_ask_language", Did.ASKED)
