"""Whether this is a person, and whether this is really us."""

from rasa_sdk import Action

from actions.answers.channels import channel_lines, in_use
from actions.answers.short_answers import answer_by_id, tell_about_us, text_of
from actions.conversation.reply import Reply
from actions.incidents.questions import tell_asked_after
from actions.intents.verdict_first import VerdictFirst
from knowledge.matching.subject import Subject, SubjectKind

WHO = "about-kanaalcheck"
"""Answer that tells more about us, to who asks once more."""

_NO_TALK = frozenset({SubjectKind.NOTHING, SubjectKind.ORGANISATION, SubjectKind.LIST})

OURSELVES = "kanaalcheck"  # id of our own entry in the register, as soon as there is one


class ActionBotChallenge(VerdictFirst, Action):
    """Answers from the register, as for any other."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_bot_challenge"

    def answer(self, reply: Reply) -> None:
        """Answer a question about us, or say what we are and which addresses are ours."""
        subject = reply.turn.subject
        if tell_about_us(reply) or tell_asked_after(reply):
            return
        kept = Subject(SubjectKind.ANSWER, topic=WHO) if subject.kind in _NO_TALK else subject
        reply.leave(kept.told(WHO))
        who = answer_by_id(reply.turn, WHO)
        if who and subject.times(WHO) == 1:
            reply.send([text_of(who, reply.turn.language)])
            return
        us = reply.turn.context.library.registry.organisation(OURSELVES)
        own = in_use(reply, us) if us else []
        lines = [reply.text("bot.who"), reply.text("bot.own" if own else "bot.own_none")]
        if us:
            lines += channel_lines(reply, own)
        reply.send(lines)
