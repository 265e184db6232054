"""By which way a service itself reaches people, as far as that is known."""

from actions.answers.channels import in_use, site_of
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.follow_up.contacting import EMAIL, MOST_ADDRESSES, PHONE
from actions.follow_up.meanings.names import WAYS
from actions.follow_up.services import asked_about, own_rule
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import Organisation
from knowledge.wording.naming import named

_LISTED = (EMAIL, PHONE)
"""Ways along which a service has addresses of its own."""

_SIGNS = (("letter", "by_letter"), (PHONE, "by_phone"), (EMAIL, "mail"))
"""Words, in `talk.yml`, by which a way is known; a platform that is named goes first."""

_KEPT = (SubjectKind.TOLD, SubjectKind.INCIDENT)
"""Kinds of subject that the conversation goes on about."""

_WRITTEN = frozenset({"sms", "whatsapp"})


def tell_ways(reply: Reply) -> None:
    """Own up to not knowing by which way a service reaches people; tell what is known of it."""
    turn = reply.turn
    whose = _whose(turn)
    before = turn.subject
    if whose and not (before.is_verdict or before.kind in _KEPT):
        before = Subject(SubjectKind.ORGANISATION, organisation=whose.id, said=before.said)
    reply.leave(before.told(WAYS))
    way = _way(turn)
    if whose is None:
        key = "check_phone" if way == PHONE else "nobody"
        reply.send([reply.text(f"follow_up.ways.{key}")])
        return
    reply.about(whose)
    site, known = site_of(reply, whose), _addresses(reply, whose, way)
    end = "check_phone" if way == PHONE else "check" if site else "check_1700"
    reply.send(
        [
            reply.text(f"follow_up.ways.{way}", **named(whose)),
            own_rule(reply, whose),
            reply.text("follow_up.ways.known", addresses=known) if known else "",
            reply.text(f"follow_up.ways.{end}", site=site or ""),
        ]
    )


def _whose(turn: Turn) -> Organisation | None:
    registry = turn.context.library.registry
    whose = asked_about(turn) or next(iter(turn.named), None)
    return whose or registry.organisation(turn.subject.organisation or "") or turn.before


def _way(turn: Turn) -> str:
    if turn.platform in _WRITTEN:
        return "message"
    words = TalkWords.load()
    said = (way for way, sign in _SIGNS if words.has(sign, turn.text))
    return next(said, "any")


def _addresses(reply: Reply, whose: Organisation, way: str) -> str:
    found = [each.address.value for each in in_use(reply, whose) if each.address.platform == way]
    return ", ".join(sorted(found, key=len)[:MOST_ADDRESSES]) if way in _LISTED else ""
