"""Told in passing after something happened: heard, and asked whether what is urgent is done."""

from dataclasses import replace

from actions.answers.channels import platform_name
from actions.answers.may_mean import buttons_of, may_mean
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.facts import Facts
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.incidents.steps import Steps, known, sentence_of, subject_of_incident, written
from knowledge.matching.subject import SubjectKind

HEARD = "heard"
"""Key, among what was told, of saying that more can be asked for."""

LISTENING = "listening"
_STILL_HEARD = ("i_see", "noted")
"""What is said in turn to who goes on telling."""

IS_DONE = "is_done."
"""Begins the key, among what was told, of the question whether a step is done."""

_NOT_ASKED = frozenset({"hacked"})
"""Steps of which whoever tells more tells how it went."""

MOST_BARE = 4  # words of a message that only names a place
MOST_WORDS = 6  # of an answer to such a question


def tell_heard(reply: Reply) -> bool:
    """Say that it is heard, and ask whether the most urgent thing is done; tell whether it did.

    Whoever only tells more does not wait for the next thing to do, and is asked for it once; who
    did something is on the way.
    """
    facts, steps = known(reply), Steps.load()
    told = steps.told_and_open(facts)
    is_other = any(each.key in _NOT_ASKED for each in told)
    if is_other or steps.urgent(facts) or reply.turn.subject.times(HEARD):
        return False
    reply.know(facts)
    step = next(iter(told), None)
    if step is None or facts.done or _was_asked(reply.turn):
        reply.leave(subject_of_incident(reply, HEARD))
        is_over = reply.turn.subject.times("step.over") > 0
        is_upset = FormWords.load().is_upset(reply.turn.text)
        if is_over or is_upset:
            tell_listening(reply, _heard(reply))
        else:
            reply.send([_heard(reply), reply.text("follow_up.step.ask_on")])
        return True
    reply.leave(subject_of_incident(reply, f"{IS_DONE}{step.key}"))
    reply.send([_heard(reply), reply.text(f"follow_up.step.is_done.{step.key}")])
    return True


def tell_listening(reply: Reply, heard: str = "") -> None:
    """Say that there is time to tell more; who heard that goes on telling, and is only heard."""
    times = reply.turn.subject.times(LISTENING)
    reply.leave(subject_of_incident(reply, LISTENING).told(HEARD))
    key = _STILL_HEARD[times % len(_STILL_HEARD)] if times else "listening"
    reply.send([heard if key == "listening" else "", reply.text(f"follow_up.step.{key}")])


def tell_heard_of_loss(reply: Reply) -> bool:
    """Say so to whoever lost something and says more than a bare yes or no; tell whether it did."""
    turn = reply.turn
    is_incident = turn.subject.kind is SubjectKind.INCIDENT and bool(turn.facts.given)
    is_said = len(turn.text.split()) > 1 and not turn.text.rstrip().endswith("?")
    return is_incident and is_said and tell_heard(reply)


def tell_unclear(reply: Reply) -> None:
    """Say that a question is not understood or not known, with what may be meant."""
    turn = reply.turn
    buttons = buttons_of(turn, may_mean(turn))
    key = "unknown_still" if turn.subject.times("unknown") else "unknown"
    reply.leave(subject_of_incident(reply, "unknown"))
    reply.miss([reply.text(f"follow_up.incident.{'unclear' if buttons else key}")], buttons)


def _heard(reply: Reply) -> str:
    """Say back what is noted; a kind word before says enough to whoever is upset."""
    news = reply.turn.news
    if FormWords.load().is_upset(reply.turn.text):
        return ""
    if news.seen_on and len(reply.turn.text.split()) <= MOST_BARE:
        return reply.text("follow_up.step.place", platform=platform_name(reply, news.seen_on))
    return reply.text(f"follow_up.step.{'noted' if news.says_only_how else 'i_see'}")


def asked_if_done(turn: Turn) -> str | None:
    """Give the key of the step that the bot just asked about; None where it asked nothing."""
    last = next(reversed(turn.subject.said), "")
    is_asked = turn.subject.kind is SubjectKind.INCIDENT and last.startswith(IS_DONE)
    return last.removeprefix(IS_DONE) if is_asked else None


def says_if_done(turn: Turn) -> bool | None:
    """Tell whether a few words say that it is done, or that it is not; None where they do not."""
    is_few = 0 < len(turn.text.split()) <= MOST_WORDS and not turn.text.rstrip().endswith("?")
    is_other = turn.judged.verdict or turn.news.given or turn.news.done
    if asked_if_done(turn) is None or not is_few or is_other:
        return None
    said = FormWords.load()
    if (
        said.says_no(turn.text)
        or turn.intent == "deny"
        or TalkWords.load().has("not_yet", turn.text)
    ):
        return False
    return True if said.says_yes(turn.text) or turn.intent == "affirm" else None


def tell_if_done(reply: Reply) -> None:
    """Go on after `yes`, or say once more what goes before all else after `no`."""
    key = asked_if_done(reply.turn)
    if key is None:
        return
    steps, facts = Steps.load(), replace(known(reply), kept=())
    step = steps.step(key)
    if not says_if_done(reply.turn):
        reply.leave(subject_of_incident(reply, "ask_next_step"))
        reply.know(facts)
        reply.send([reply.text("follow_up.step.before_all"), sentence_of(reply, step, facts)])
        return
    facts = facts.with_(Facts(done=steps.done_by([key])))
    left = steps.told_and_open(facts) or steps.later(facts)
    told = facts.having_told(tuple(each.key for each in left))
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    reply.know(told)
    praise = reply.text("follow_up.step.heard")
    if not left:
        reply.send([praise, reply.text("follow_up.step.over")])
        return
    is_told = left[0].key in facts.told
    reply.send([praise, *written(reply, left, "left" if is_told else "then", facts)])


def _was_asked(turn: Turn) -> bool:
    """Tell whether it was asked before whether something is done; once is enough."""
    return any(each.startswith(IS_DONE) for each in turn.subject.said)
