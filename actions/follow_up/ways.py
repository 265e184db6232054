"""By which way a service itself reaches people, as far as that is known."""

from actions.answers.channels import in_use, site_of
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords, sentences_in
from actions.follow_up.contacting import EMAIL, MOST_ADDRESSES, PHONE
from actions.follow_up.meanings.names import WAYS
from actions.follow_up.services import asked_about, own_rule
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import Organisation
from knowledge.wording.naming import named

MOST_WORDS = 18  # of a question on how a service reaches people
FEW_WORDS = 10  # of one that names nobody whom it reaches, as in `do they send texts`

_LISTED = (EMAIL, PHONE)
"""Ways along which a service has addresses of its own."""

_SIGNS = (("letter", "by_letter"), (PHONE, "by_phone"), (EMAIL, "mail"))
"""Words, in `talk.yml`, by which a way is known; a platform that is named goes first."""

_KEPT = (SubjectKind.TOLD, SubjectKind.INCIDENT)
"""Kinds of subject that the conversation goes on about."""

_WRITTEN = frozenset({"sms", "whatsapp"})


def asks_of_ways(turn: Turn) -> bool:
    """Tell whether it asks if a service itself phones or writes, as in `do they ever call people`.

    It is asked of a service that it names or speaks of, and tells of nothing that came.
    """
    words, talk = ChannelWords.load(), TalkWords.load()
    is_other = turn.mentions or turn.draft or turn.news.given or talk.has("got", turn.text)
    asked = next((each for each in reversed(sentences_in(turn.text)) if each.endswith("?")), "")
    if is_other or not asked or not (turn.named or ConversationWords.load().refers_back(asked)):
        return False
    own = talk.has("of_self", asked) or talk.has("to_you", asked)
    if own or talk.begins("open_question", asked) or len(asked.split()) > MOST_WORDS:
        return False
    is_written = words.has("written", asked)
    if len(asked.split()) <= FEW_WORDS and is_written and words.has("sends", asked):
        return True
    to_people = words.has("people", asked) or words.has("at_times", asked)
    return to_people and (words.has("calls", asked) or (is_written and words.has("writes", asked)))


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
        keys = ("phone_unnamed", "check_phone") if way == PHONE else ("nobody",)
        reply.send([reply.text(f"follow_up.ways.{key}") for key in keys])
        return
    reply.about(whose)
    site, known = site_of(reply, whose), _addresses(reply, whose, way)
    end = "check_phone" if way == PHONE else "check" if site else "check_1700"
    reply.send(
        [
            reply.text(f"follow_up.ways.{way}", **named(whose)),
            own_rule(reply, whose, only_near=way not in ("message", "any")),
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
    own = ChannelWords.load()
    writes = "message" if own.has("texts", turn.text) else "any"
    return next(said, PHONE if own.has("calls", turn.text) else writes)


def _addresses(reply: Reply, whose: Organisation, way: str) -> str:
    found = [each.address.value for each in in_use(reply, whose) if each.address.platform == way]
    return ", ".join(sorted(found, key=len)[:MOST_ADDRESSES]) if way in _LISTED else ""
