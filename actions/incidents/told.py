"""Something received, told without an address: the rule that bears on it, and one question."""

from actions.answers.short_answers import tell_short
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import is_told
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.incidents.steps import tell_incident
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.wording.naming import named as forms

MOST_RULES = 1


def tell_what_to_do(reply: Reply) -> None:
    """Answer somebody to whom something happened: by what was given, else by what was told."""
    turn = reply.turn
    if turn.news.given:
        tell_incident(reply)
    elif tell_short(reply):
        return
    elif turn.news.asked and is_told(turn):
        tell_told(reply)
    else:
        tell_incident(reply)


def tell_told(reply: Reply) -> None:
    """Tell what bears on it, what not to do, and ask what helps to judge."""
    turn = reply.turn
    words = TalkWords.load()
    organisation = next(iter(turn.named), None)
    topic = "call" if words.has("call", turn.text) else "message"
    if words.has("at_door", turn.text):
        topic = "door"
    reply.leave(
        Subject(
            SubjectKind.TOLD,
            organisation=organisation.id if organisation else None,
            topic=topic,
            said=("told",),
        )
    )
    if organisation:
        reply.about(organisation, turn.platform)
    if tell_short(reply):
        return
    reply.send([*_rules(turn), *_advice(reply, topic), _question(reply, topic)])


def tell_on_line(reply: Reply) -> None:
    """Tell somebody with the caller on the line to hang up now, and whom to call."""
    subject = reply.subject
    if not (subject.is_verdict or subject.kind in (SubjectKind.INCIDENT, SubjectKind.TOLD)):
        subject = Subject(SubjectKind.TOLD, topic="call")
    reply.leave(subject.told("on_line"))
    reply.send([reply.text("follow_up.told.on_line")])


def _advice(reply: Reply, topic: str) -> list[str]:
    named = reply.turn.named
    parts = []
    if named:
        parts.append(reply.text("follow_up.told.of", **forms(named[0])))
    if topic == "door":
        return [*parts, reply.text("follow_up.may.door")]
    if topic == "call":
        parts.append(reply.text("follow_up.told.hang_up"))
    return [*parts, reply.text("follow_up.told.heard")]


def _question(reply: Reply, topic: str) -> str:
    return reply.text(f"follow_up.told.{'ask_call' if topic == 'call' else 'ask'}")


def _rules(turn: Turn) -> list[str]:
    rules = turn.context.library.checker.check(turn.text).rules[:MOST_RULES]
    return [rule.statement.get(turn.language) or rule.statement["nl"] for rule in rules]
