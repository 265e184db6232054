"""A plain request for the site, number or mailbox of a service, whatever the talk was about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from actions.answers.channels import tell_channels_on
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.facts import CLICKED
from actions.cues.reaching import Reaching
from actions.cues.talk import TalkWords
from actions.cues.word_list import folded
from actions.cues.words import parts_in, sentences_in
from actions.follow_up.contacting import EMAIL, narrow_of_talk, tell_body, tell_way_to
from actions.follow_up.meanings.names import ADDRESSES
from actions.follow_up.meanings.signs import ABOUT_CHANNELS, OF_THEIR_OWN, is_in_trouble
from knowledge.matching.search.portfolios import is_minister
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import Organisation, OrganisationKind, OtherBody

CONTACT = "ask_contact"
MOST_BETWEEN = 2  # answers after which more is asked of the same way
LONG_WORD = 7  # letters of a part of a name that is no ordinary word, as `bouwmeester`
_COLON = ": "
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class WayAsked:
    """One request for a way.

    Attributes:
        text: The clause that asks.
        whose: Of which service; None where it is another body, or which one nobody knows.
        body: That body.
    """

    text: str
    whose: Organisation | None = None
    body: OtherBody | None = None


def way_asked(turn: Turn) -> WayAsked | None:
    """Give the way to a service that a message asks for; None where it asks something else."""
    is_other = turn.mentions or turn.fields or turn.draft or turn.intent in OF_THEIR_OWN
    if is_other or not turn.text or _asks_for_list(turn):
        return None
    asked = (_asked_in(turn, clause, is_whole) for clause, is_whole in _clauses(turn.text))
    return next(filter(None, asked), None)


def _asked_in(turn: Turn, clause: str, is_whole: bool) -> WayAsked | None:
    heard = Reaching.load()
    names = [(each.start, each.end) for each in turn.context.library.names.find(clause)]
    is_again = _asks_again(turn) or bool(turn.complained)
    if heard.asks(clause, names, is_whole=is_whole, is_again=is_again):
        return _of_whom(turn, clause)
    about = "" if names or _is_loss(turn) else heard.about(clause)
    whose = _found(turn, about) if about else None
    if whose:
        return WayAsked(clause, whose)
    return _of_whom(turn, clause) if heard.speaks_of_service(about) else None


def asked_before_it(turn: Turn) -> str:
    """Give what a message asks before the sentence that asks for a way; empty where nothing."""
    asked = way_asked(turn)
    if asked is None:
        return ""
    sentences = sentences_in(turn.text)
    place = next((n for n, each in enumerate(sentences) if asked.text in each), 0)
    return " ".join(each for each in sentences[:place] if each.endswith("?"))


def _asks_for_list(turn: Turn) -> bool:
    """Tell whether it asks for all channels of whom it names; in trouble one way is meant."""
    is_list = bool(turn.intent in ABOUT_CHANNELS and turn.named) and not is_in_trouble(turn)
    return is_list and ChannelWords.load().has("several", turn.text)


def asks_for_way(turn: Turn) -> bool:
    """Tell whether it plainly asks for the way to a service that it names or that was meant."""
    return way_asked(turn) is not None


def _clauses(text: str) -> Iterator[tuple[str, bool]]:
    """Give the sentences of a text and what stands between their pauses, the last first."""
    for sentence in reversed(sentences_in(text)):
        yield sentence, True
        parts = parts_in(sentence)
        after_colon = sentence.rpartition(_COLON)[2]
        if len(parts) > 1:
            yield from ((each, each == after_colon) for each in reversed(parts))


def _asks_again(turn: Turn) -> bool:
    """Tell whether the way to a service was told shortly before; after a loss, surely to one."""
    ways = {ADDRESSES} if _is_loss(turn) else {ADDRESSES, CONTACT}
    return not ways.isdisjoint(turn.subject.said[-MOST_BETWEEN:])


def _is_loss(turn: Turn) -> bool:
    """Tell whether something was lost, so that whom to call is the bank before anybody."""
    is_incident = turn.subject.kind is SubjectKind.INCIDENT
    return is_incident or not {CLICKED}.issuperset(turn.facts.given)


def _of_whom(turn: Turn, clause: str) -> WayAsked | None:
    """Give whose way a clause asks for: of whom it names, of whom it means, of what it is about."""
    library = turn.context.library
    narrow = [each for each in turn.named if each.kind is not OrganisationKind.UMBRELLA]
    there = {each.organisation for each in library.names.find(clause)}
    heard, is_loss = Reaching.load(), _is_loss(turn)
    if not is_loss or heard.points(clause):  # `the real VLAIO, how do I reach them`
        there |= {each.id for each in narrow[:1]}
    named = next((each for each in narrow if each.id in there), None)
    if named:
        return WayAsked(clause, named)
    other = library.other_names.find(clause)
    if other:
        return None if is_loss else WayAsked(clause, body=other.body)
    is_of_one = turn.subject.kind is SubjectKind.ORGANISATION
    means = heard.points_at_real(clause) or is_of_one or _asks_again(turn)
    points = heard.points(clause) or bool(turn.complained)
    means = means or (points and (not is_loss or heard.only_site(clause)))
    meant = narrow_of_talk(turn) if means else None
    found = None if is_loss else _found(turn, clause)
    whose = meant or found or next(iter(turn.named), None)
    is_known = whose is not None or (heard.speaks_of_service(clause) and not is_loss)
    return WayAsked(clause, whose) if is_known else None


def _found(turn: Turn, clause: str) -> Organisation | None:
    """Give a service by what it does, or by a long word that stands in its name alone."""
    library = turn.context.library
    hit = library.search.sure_organisation(clause)
    if hit:
        return library.registry.organisation(hit.id)
    words = {each for each in _WORD.findall(folded(clause)) if len(each) >= LONG_WORD}
    known = library.registry.register.organisations.values()
    bearing = ([each for each in known if word in folded(each.name).split()] for word in words)
    found = {each[0].id: each[0] for each in bearing if len(each) == 1}
    only = next(iter(found.values())) if len(found) == 1 else None
    return None if only is None or is_minister(only) else only


def tell_asked_way(reply: Reply) -> None:
    """Tell the number and the site of whom a message asks for, or the addresses that it names."""
    turn = reply.turn
    asked = way_asked(turn)
    if asked is None:
        return
    reply.insists = True
    with reply.of_part(asked.text):
        if asked.whose is None:
            reply.leave(turn.subject.told(ADDRESSES))
            if asked.body:
                tell_body(reply, asked.body)
            else:
                reply.send([reply.text("follow_up.contact.nobody")])
            return
        ways = TalkWords.load().ways_wanted(asked.text)
        left = _left(turn, asked.whose).told(ADDRESSES)
        if EMAIL in ways:
            tell_channels_on(reply, asked.whose, ways)
            reply.leave(left)
        else:
            reply.about(asked.whose)
            reply.leave(left)
            tell_way_to(reply, asked.whose)


def _left(turn: Turn, whose: Organisation) -> Subject:
    """Give what the talk goes on about: what it was about in trouble, else that service."""
    if is_in_trouble(turn) or turn.subject.is_verdict:
        return turn.subject
    return Subject(SubjectKind.ORGANISATION, organisation=whose.id, said=("channels",))
