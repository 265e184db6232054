"""Whether somebody may do what a message or a caller asks: a plain no or yes to that act."""

from actions.answers.short_answers import tell_short
from actions.conversation.judged_address import group as judged_group
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import has_bad_sign, is_visit
from actions.conversation.turn import Turn
from actions.cues.facts import ANYTHING, SECRETS
from actions.cues.talk import TalkWords
from actions.follow_up.asked import asked_in
from knowledge.matching.subject import Subject, SubjectKind

FEWEST_WORDS = 4
"""Of a message that asks for an act of its own; fewer words mean what the message asks for."""

WHATEVER = frozenset({"secret", "account", "door", "app", "keep"})
"""Acts that get the same answer whatever the verdict is."""

_AT_THE_DOOR = frozenset({"pay", "secret", "account"})
"""Acts for which nobody opens the door."""

_TRUSTED = frozenset({"ok", "known"})


def tell_may(reply: Reply, group: str) -> None:
    """Answer whether somebody may do something; what is no act known here has a short answer."""
    is_act = TalkWords.load().wanted(reply.turn.text) is not None or not reply.turn.text
    if not tell_short(reply, only_words=is_act):
        reply.send([may(reply, group)])


def keeps_what_is_wanted(turn: Turn) -> bool:
    """Tell whether others want a secret that was not given, as in `I did not send it yet`."""
    told = turn.news
    is_wanted = bool(SECRETS.intersection(told.asked)) and not turn.mentions
    return is_wanted and ANYTHING in told.kept and not turn.facts.given


def tell_may_give(reply: Reply) -> None:
    """Say that a secret is never given, also when nothing was said before."""
    turn, before = reply.turn, reply.turn.subject
    no_talk = (SubjectKind.NOTHING, SubjectKind.LIST, SubjectKind.ANSWER, SubjectKind.QUESTION)
    subject = Subject(SubjectKind.TOLD, topic="message") if before.kind in no_talk else before
    reply.leave(subject.told("ask_permission"))
    tell_may(reply, judged_group(turn, before) if before.is_verdict else "unsure")


def _asks_to_give_that(turn: Turn) -> bool:
    """Tell whether somebody asks to give the secret that they said was asked for."""
    is_asked = SECRETS.intersection(turn.facts.asked)
    return bool(is_asked) and TalkWords.load().has("giving", turn.text)


def _at_door(subject: Subject, act: str | None, wanted: str | None) -> str | None:
    """Give which sentence answers an act at the door; `to open` is also said of a link."""
    if act == "door":
        return "door_sign" if has_bad_sign(subject) else "door_no"
    return "door_sign" if is_visit(subject) and wanted in _AT_THE_DOOR else None


def may(reply: Reply, group: str) -> str:
    """Answer with one sentence.

    Args:
        reply: Where it is said.
        group: How far the address is trusted: `ok`, `known`, `unsure`, `no` or `danger`.
    """
    turn = reply.turn
    asked = asked_in(turn)
    wanted = TalkWords.load().wanted(turn.text) or (asked.act if asked else None)
    if at_door := _at_door(turn.subject, asked.act if asked else None, wanted):
        return reply.text(f"follow_up.may.{at_door}")
    if wanted is None and (_asks_to_give_that(turn) or keeps_what_is_wanted(turn)):
        return reply.text("follow_up.may.secret")
    if wanted is None and len(turn.text.split()) >= FEWEST_WORDS:
        key = "unknown" if group == "unsure" else group  # an act that we do not know
        return reply.text(f"follow_up.next.{key}")
    wanted = wanted or "click"
    if wanted == "login" and group in _TRUSTED:
        return reply.text("follow_up.may.login_listed")
    if wanted in ("scan", "login"):
        wanted = "click"
    if wanted == "secret" and group in _TRUSTED:
        return reply.text("follow_up.may.secret_listed")
    if wanted == "secret" and turn.subject.times("ask_permission"):
        return reply.text("follow_up.may.secret_too")
    if wanted in WHATEVER:
        return reply.text(f"follow_up.may.{wanted}")
    was_asked_secret = wanted != "pay" and SECRETS.intersection(turn.news.asked)
    if was_asked_secret:
        return reply.text("follow_up.may.secret")
    return reply.text(f"follow_up.may.{wanted}.{group}")
