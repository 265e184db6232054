"""Whether an account, link, mailbox or number is really the government's."""

import re

from rasa_sdk import Action

from actions.answers.channels import tell_channels
from actions.answers.other_bodies import tell_other
from actions.answers.short_answers import tell_visit
from actions.answers.verdicts import tell_verdict
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import is_promised, is_told
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.incidents.told import tell_told
from actions.intents.out_of_scope import tell_out_of_scope
from actions.intents.verdict_first import VerdictFirst
from knowledge.matching.answer import Did
from knowledge.matching.subject import SubjectKind

_OF_THE_LIST = frozenset({SubjectKind.LIST, SubjectKind.ORGANISATION, SubjectKind.ANSWER})
"""Kinds of subject of somebody who asks what our list holds."""

_LIKE_AN_ADDRESS = re.compile(r"\S[.\u3002\uff0e\uff61]\S|[\d@]")


class ActionCheckChannel(VerdictFirst, Action):
    """Asks for the address when the message holds none, or shows the real channels beside it."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_check_channel"

    def answer(self, reply: Reply) -> None:
        """Help to check something that was not pasted."""
        turn = reply.turn
        if turn.page_named or (turn.facts.page and turn.subject.kind is SubjectKind.TOLD):
            tell_told(reply)
        elif turn.subject.kind in _OF_THE_LIST and not _got_something(turn):
            tell_out_of_scope(reply)  # whoever asks of our list has got nothing to check
        elif is_told(turn) or is_promised(turn) or (turn.unspoken and not turn.is_short):
            tell_told(reply)
        elif turn.other and not turn.named:
            tell_other(reply, turn.other, turn.platform, in_doubt=True)
        elif turn.named and not turn.is_short and tell_visit(reply):
            return
        elif turn.named:
            tell_channels(reply, turn.named[0], turn.platform)
        elif turn.memory.mention and _goes_on(turn):
            tell_verdict(reply, turn.context.library.checker.check(turn.memory.mention))
        elif turn.text and not turn.is_short:
            tell_told(reply)
        else:
            reply.utter("utter_check_channel", Did.ASKED)


def _got_something(turn: Turn) -> bool:
    """Tell whether a message names somebody, or speaks of what came in or is to be checked."""
    words = TalkWords.load()
    speaks = any(words.has(each, turn.text) for each in ("got", "received", "message", "call"))
    return not turn.text or speaks or turn.is_short or bool(turn.named) or turn.other is not None


def _goes_on(turn: Turn) -> bool:
    """Tell whether a message asks on about the address of before.

    An address that we cannot read must not get the verdict of another one.
    """
    return bool(turn.text) and turn.is_short and not _LIKE_AN_ADDRESS.search(turn.text)
