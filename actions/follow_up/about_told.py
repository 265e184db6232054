"""Talk about something that was told without an address."""

from collections.abc import Iterable
from dataclasses import replace

from actions.answers.channels import platform_name, site_of
from actions.answers.other_bodies import tell_other
from actions.answers.short_answers import (
    DOOR,
    answer_by_id,
    key_of,
    tell,
    tell_door_again,
    tell_short,
)
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import (
    ROBBED,
    UNSAFE_WATER,
    has_bad_sign,
    is_visit,
    kind_told,
)
from actions.cues.talk import TalkWords
from actions.follow_up.about_verdict import PROOFS, asked_for
from actions.follow_up.asked import asked_in
from actions.follow_up.contacting import tell_contact
from actions.follow_up.meanings import names
from actions.follow_up.meanings.signs import CLOSES
from actions.follow_up.permitting import tell_may
from actions.incidents.next_step import tell_incident
from actions.incidents.steps import Steps
from actions.incidents.told import FILMED, lacks_address, way_of
from knowledge.matching.search.asked import Told
from knowledge.matching.subject import Subject
from knowledge.model import Organisation
from knowledge.wording.naming import named

GOVERNMENT = "vlaanderen.be"
"""Where a service is looked up whose own site we do not know."""

MOST_TIMES = 2
"""As often as the same is said about danger."""

_CARD_STOP = "card_stop"
_ASKS_WHAT = "step.ask"
"""Key of what was told that asks what was given."""

NOTED_SIGN = "told.noted_sign"

SAID_SIGNS = "told.sure_signs"

STOLEN_AGAIN, STOLEN_AFTER = "told.robbed_again", "told.robbed_after"

AT_DOOR = "door"  # topic of something told without a short answer


def why(reply: Reply, subject: Subject) -> None:
    """Tell what it rests on."""
    words, text = TalkWords.load(), reply.turn.text
    for sign in ("check", "severe"):
        if words.has(sign, text) and not subject.times(sign):
            reply.leave(reply.subject.told(sign))
            reply.send([reply.text(f"follow_up.told.{sign}")])
            return
    if words.has("why_me", text) and not subject.times("why_me"):
        reply.leave(reply.subject.told("why_me"))
        reply.send([reply.text("follow_up.why.me")])
        return
    answer = answer_by_id(reply.turn, subject.topic)
    if answer and not subject.times("ask_why"):
        reply.send([reply.text("follow_up.why.answer", source=reply.source(answer.source))])
        return
    key = "enough" if subject.times("ask_why") else "told"
    reply.send([reply.text(f"follow_up.why.{key}")])


def tell_theft(reply: Reply) -> None:
    """Say once more to call 101 after a theft, then what is left once the police know."""
    subject = reply.subject
    called = TalkWords.load().has("called", reply.turn.text)
    is_over = called or any(map(subject.times, (STOLEN_AGAIN, STOLEN_AFTER)))
    key = STOLEN_AFTER if is_over else STOLEN_AGAIN
    reply.leave(subject.told(key))
    reply.send([reply.text("follow_up.may.door" if subject.times(key) else f"follow_up.{key}")])


def sure(reply: Reply, subject: Subject) -> None:
    """Say that it cannot be sure without an address."""
    if subject.times(ROBBED):
        reply.send([reply.text("follow_up.sure.robbed")])
        return
    has_sign = any(map(subject.times, (names.WAS_PAID, "invest"))) or has_bad_sign(subject)
    is_of_sign = has_sign or subject.topic == FILMED
    if is_of_sign and not subject.times(SAID_SIGNS):
        reply.leave(reply.subject.told(SAID_SIGNS))
        key = SAID_SIGNS
    elif lacks_address(subject):
        key = "told.unknown" if subject.times("ask_if_sure") else "told.unsure"
    else:
        by_way = f"sure.{way_of(subject)}"
        is_known = f"follow_up.{by_way}" in reply.turn.context.sentences
        first = by_way if is_known else "sure.told"
        key = _second(subject) if subject.times("ask_if_sure") else first
    reply.send([reply.text(f"follow_up.{key}")])


def _second(subject: Subject) -> str:
    """Give what is said to who asks again whether it is real."""
    return "told.door_again" if way_of(subject) == AT_DOOR else "neutral.told"


def point_out(reply: Reply, subject: Subject) -> None:
    """Say what the thing that is pointed at proves."""
    pointed = TalkWords.load().pointed_at(reply.turn.text)
    if pointed is None and reply.turn.other:
        tell_other(reply, reply.turn.other)
    elif pointed:
        reply.send([reply.text(f"follow_up.point.{pointed}")])
    elif tell_short(reply):
        return
    elif subject.times("point_out") or reply.turn.text.rstrip().endswith(CLOSES):
        _tell_unheard(reply)
    else:
        reply.send([reply.text("follow_up.point.none_told")])


def _told_of_danger(reply: Reply, subject: Subject) -> bool:
    """Say once more whom to call, where the conversation is about danger."""
    if subject.times(ROBBED):
        tell_theft(reply)
        return True
    if subject.topic == AT_DOOR:
        key = _at_door(subject)
        reply.leave(reply.subject.told(AT_DOOR))
        reply.send([reply.text(f"follow_up.{key}")])
        return True
    answer = answer_by_id(reply.turn, subject.topic)
    if answer is None or not answer.words or subject.times(key_of(answer)) >= MOST_TIMES:
        return False
    if not (answer.id == DOOR and tell_door_again(reply)):
        tell(reply, answer)
    return True


def _at_door(subject: Subject) -> str:
    """Say what to do with who stands there, never the same twice in a row."""
    if has_bad_sign(subject):
        return "told.next_sign_door" if subject.times(AT_DOOR) % 2 else "told.door_sign"
    return "told.door_again" if subject.times(AT_DOOR) % 2 else "may.door"


def permission(reply: Reply, subject: Subject) -> None:
    """Say no, or what is known of the act."""
    asked = asked_in(reply.turn)
    if asked and asked.act == AT_DOOR:
        tell_may(reply, "unsure")
        return
    is_act = TalkWords.load().wanted(reply.turn.text) or (asked and asked.act)
    if is_act or not (tell_short(reply) or _told_of_danger(reply, subject)):
        tell_may(reply, "unsure")


def next_step(reply: Reply, subject: Subject) -> None:
    """Say what to do with it, once; then ask on; who gave something gets its steps."""
    if reply.turn.facts.given:
        tell_incident(reply)
        return
    if tell_short(reply) or _told_of_danger(reply, subject):
        return
    if has_bad_sign(subject) and not subject.times("next_sign"):
        reply.leave(reply.subject.told("next_sign"))
        reply.send([reply.text(_by_way(reply, "follow_up.told.next_sign"))])
    elif subject.times("ask_next_step"):
        _tell_unheard(reply)
    else:
        reply.send([reply.text(_by_way(reply, "follow_up.next.told", "follow_up.next.unsure"))])


def _by_way(reply: Reply, key: str, otherwise: str | None = None) -> str:
    """Give the key of what is said by the way something came, else of what is said of any."""
    wanted = f"{key}_{way_of(reply.turn.subject)}"
    return wanted if wanted in reply.turn.context.sentences else otherwise or key


def contact(reply: Reply, subject: Subject) -> None:
    """Say whom to call about somebody at the door, else how to reach whom it is about."""
    if subject.times(ROBBED) and not (reply.turn.named or reply.turn.other):
        tell_theft(reply)
        return
    if subject.times(UNSAFE_WATER) and not (reply.turn.named or reply.turn.other):
        reply.send([reply.text(f"follow_up.asked.how_to_check.{UNSAFE_WATER}")])
        return
    if TalkWords.load().has("police", reply.turn.text) and tell_short(reply):
        return
    is_of_visit = way_of(subject) == AT_DOOR and asked_in(reply.turn) is None
    if is_of_visit and not (reply.turn.named or reply.turn.other):
        reply.send([reply.text("follow_up.told.contact_door")])
    else:
        tell_contact(reply, subject)


def done(reply: Reply, subject: Subject) -> None:
    """Praise what was done, and ask what would be urgent."""
    if reply.turn.facts.given or subject.times("tell_done") > 1:
        next_step(reply, subject)
    elif reply.turn.facts.asked:
        _tell_if_given(reply, reply.turn.facts.asked)
    elif not _told_of_danger(reply, subject):
        reply.send([reply.text("follow_up.done"), reply.text("follow_up.told.severe")])


def _tell_if_given(reply: Reply, wanted: Iterable[str]) -> None:
    """Answer `I did` where others wanted something: it was given, or what we advised was done."""
    is_of_card = not Steps.load().step(_CARD_STOP).after.isdisjoint(wanted)
    reply.leave(reply.subject.told(_ASKS_WHAT))
    reply.send([reply.text(f"follow_up.told.did_asked.{'card' if is_of_card else 'other'}")])


def more(reply: Reply, subject: Subject) -> None:
    """Answer what somebody tells beside it."""
    asked = asked_for(reply)
    words, text = TalkWords.load(), reply.turn.text
    if reply.turn.news.given:
        tell_incident(reply)
    elif words.has("letter", reply.turn.without_denied_way) and subject.topic == "message":
        reply.leave(replace(reply.subject, topic="letter"))
        reply.send([reply.text("follow_up.told.ask_letter")])
    elif words.pointed_at(text) in PROOFS:
        point_out(reply, subject)
    elif kind := _news(reply, subject):
        reply.leave(replace(reply.subject.told(kind.id), topic=kind.medium or subject.topic))
        reply.send([reply.text(f"follow_up.told.kind.{kind.id}")])
    elif asked:
        is_of_other = asked == "asked_secret" and subject.times("other_did")
        key = "told.other_asked" if is_of_other else f"more.{asked}"
        reply.send([reply.text(f"follow_up.{key}")])
    elif reply.turn.other and reply.turn.is_short:
        tell_other(reply, reply.turn.other)
    elif not (tell_short(reply, surely=is_visit(subject)) or _told_of_danger(reply, subject)):
        _tell_unheard(reply)  # beside a visitor only what is surely asked goes first


def _tell_unheard(reply: Reply) -> None:
    """Own up to what cannot be said of a question, or of what is told; the same never twice."""
    subject = reply.subject
    if reply.turn.text.rstrip().endswith(CLOSES):
        ways = ("told.unknown", "told.check")
    elif lacks_address(subject):
        ways = ("told.noted", "told.noted_again")
    else:
        ways = ("more.told", "told.noted")
    if has_bad_sign(subject) and not subject.times(NOTED_SIGN):
        ways = (NOTED_SIGN, ways[1])
    said = subject.times(ways[0])
    reply.leave(subject.told(ways[0]))
    reply.send([reply.text(f"follow_up.{ways[min(said, 1)]}")])


def share(reply: Reply, subject: Subject) -> None:
    """Give a sentence to pass on, as what was told came: with the service, the place and the offer.

    Nobody knows whether it is fake, so it only says that it is not confirmed.
    """
    whose = next(iter(reply.turn.named), None) or _whose(reply, subject)
    way = way_of(subject)
    lacks = TalkWords.load().has("no_address", reply.turn.text)
    reply.leave(reply.subject.told("without") if lacks else reply.subject)
    key, values = f"share.told.{way}", {}
    if whose:
        site = site_of(reply, whose) or GOVERNMENT
        values = {"what": _what(reply, subject), "where": _where(reply), "site": site}
        key = f"share.named.{way}"
    text = reply.text(f"follow_up.{key}", **values, **named(whose))
    intro = "told_again" if subject.times("share") else "told_intro"
    reply.send([reply.text(f"follow_up.share.{intro}"), text])


def _whose(reply: Reply, subject: Subject) -> Organisation | None:
    return reply.turn.context.library.registry.organisation(subject.organisation or "")


def _what(reply: Reply, subject: Subject) -> str:
    """Name what was told in a few words, by its kind."""
    keys = (f"follow_up.share.what.{each}" for each in (*reversed(subject.said), "message"))
    return reply.text(next(each for each in keys if each in reply.turn.context.sentences))


def _where(reply: Reply) -> str:
    place = reply.turn.place or reply.facts.seen_on
    if not place:
        return ""
    return f" {reply.text('follow_up.share.where', platform=platform_name(reply, place))}"


def _news(reply: Reply, subject: Subject) -> Told | None:
    """Give what a message tells of that was not told before, such as a visit after a call."""
    kind = kind_told(reply.turn)
    return kind if kind and not subject.times(kind.id) else None


def simpler(reply: Reply, _subject: Subject) -> None:
    """Say what matters most."""
    reply.send([reply.text("follow_up.simpler.told")])


TELLING = {
    "ask_why": why,
    "ask_if_sure": sure,
    "point_out": point_out,
    "ask_permission": permission,
    "ask_next_step": next_step,
    "tell_done": done,
    "tell_more": more,
    "ask_real_one": tell_contact,
    "ask_contact": contact,
    "ask_simpler": simpler,
    "share": share,
}
