"""What a service is, which one does something, and how it says that it reaches citizens."""

import re
from dataclasses import replace

from actions.answers.organisation import tell_organisation
from actions.answers.other_bodies import tell_other
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.cues.word_list import folded, whole
from actions.follow_up.contacting import GENERAL
from actions.follow_up.meanings.names import WHAT_IS, WHO_DOES
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import Organisation, OrganisationKind, RuleKind

CALL_IT = "call_it"
"""Key by which a subject remembers that somebody asked whether to call a helpline."""

_INTRODUCED = "van"  # a name after it is meant as one, see `names.yml`
_CAPITALS = re.compile(r"(?<=[\s,(])[A-Z]\w+")


def asked_about(turn: Turn) -> Organisation | None:
    """Give the service that a question about services names, the narrowest first.

    A name that is an ordinary word too, such as `Fons`, counts here: as another name of whom the
    conversation is about, or where it is written as a name.
    """
    library = turn.context.library
    narrow = (each for each in turn.named if each.kind is not OrganisationKind.UMBRELLA)
    about = library.registry.organisation(turn.subject.organisation or "")
    others = [folded(each.name) for each in about.aliases] if about else []
    is_about = bool(others) and whole(others).search(folded(turn.text)) is not None
    words = _CAPITALS.findall(turn.text)
    found = (match for word in words for match in library.names.find(f"{_INTRODUCED} {word}"))
    capital = (library.registry.organisation(each.organisation) for each in found)
    return next(narrow, None) or (about if is_about else None) or next(capital, None)


def own_rule(reply: Reply, organisation: Organisation | None, *, only_near: bool = False) -> str:
    """Give what a service said that it does or never does, nearest to the message; may be empty.

    Args:
        reply: To what it is told.
        organisation: The service.
        only_near: Give nothing whose words are not in the message.
    """
    turn = reply.turn
    rules = [
        each
        for each in turn.context.library.registry.register.rules
        if organisation and organisation.id in each.organisations
        if each.kind is RuleKind.BEHAVIOUR
    ]
    text = turn.text.casefold()
    rules.sort(key=lambda each: not any(word in text for word in each.keywords))
    if only_near:
        rules = [each for each in rules if any(word in text for word in each.keywords)]
    return rules[0].statement[turn.language] if rules else ""


def tell_what_is(reply: Reply) -> None:
    """Say what a named service is; the talk goes on about what it was about."""
    turn = reply.turn
    subject = turn.subject.told(WHAT_IS)
    organisation = asked_about(turn) or next(iter(turn.named), None)
    if turn.other and organisation is None:
        tell_other(reply, turn.other)
    elif organisation:
        tell_organisation(reply, organisation, "find.this")
    else:
        reply.miss([reply.text("follow_up.service.unknown")])
    reply.leave(subject)


def tell_who_does(reply: Reply) -> None:
    """Say which service does something, where that is surely known."""
    turn = reply.turn
    library = turn.context.library
    hits = map(library.search.sure_organisation, dict.fromkeys(_wordings(turn)))
    hit = next(filter(None, hits), None)
    found = library.registry.organisation(hit.id) if hit else None
    if found and found.kind is not OrganisationKind.UMBRELLA:
        tell_organisation(reply, found, "find.one")
    else:
        reply.send([reply.text("follow_up.service.who")])
    reply.leave(turn.subject.told(WHO_DOES))


def _wordings(turn: Turn) -> tuple[str, ...]:
    """Give the message, then its question alone, then what stands before and after its pause."""
    text, question = turn.without_umbrella, replace(turn, text=turn.question).without_umbrella
    return text, question, question.partition(",")[0], question.rpartition(",")[2].strip(" ?")


def tell_service(reply: Reply) -> None:
    """Tell of a service whose number is its name who it is, its hours, and what a call costs."""
    service = reply.turn.asked_service
    if service is None:
        return
    words = TalkWords.load()
    is_general = service.display_name == GENERAL  # of another helpline we know no hours
    signs = ("hours", "no_answer", "is_closed")  # who gets no answer may call at another hour
    asks_hours = any(words.has(each, reply.turn.text) for each in signs)
    if is_general and reply.turn.asks_to_call_service and not asks_hours:
        reply.leave(reply.turn.subject.told(CALL_IT))
        reply.send([reply.text("follow_up.contact.call_1700")])
        return
    reply.about(service)
    about = Subject(SubjectKind.ORGANISATION, organisation=service.id, said=("who",))
    if is_general and asks_hours:
        reply.leave(about)
        key = "hours_weekend" if words.has("weekend", reply.turn.text) else "hours_1700"
        reply.send([reply.text(f"follow_up.contact.{key}")])
    elif words.has("cost", reply.turn.text):
        reply.leave(about)
        what = reply.text("find.named", name=service.name)
        reply.send([reply.text("follow_up.contact.cost"), what])
    else:
        tell_organisation(reply, service, "find.this")
