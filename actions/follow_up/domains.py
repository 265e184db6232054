"""Whose the part after the @ is: the domain of a sender, and what that proves."""

from actions.answers.verdicts import tell_verdict
from actions.conversation.judged_address import judged_again
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.follow_up.meanings.names import DOMAIN
from knowledge.matching.pasted.text import shown
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.matching.verdict import defanged
from knowledge.model import Organisation, Verdict
from knowledge.wording.naming import named

EMAIL = "email"

_OF_ANOTHER = frozenset({Verdict.OTHER_BODY, Verdict.LOOKALIKE, Verdict.CONFIRMED_FAKE})
"""Verdicts on a domain that say more than that it is not known."""


def asks_of_domain(turn: Turn) -> bool:
    """Tell whether it asks whose a domain is: one that it names, or that of the judged mailbox."""
    if turn.domain_asked:
        return True
    is_about = turn.subject.is_verdict and TalkWords.load().has("after_at", turn.text)
    return is_about and not turn.mentions and _host_of_mailbox(turn) is not None


def tell_domain(reply: Reply) -> None:
    """Say whose a domain is, and that a sender at it can be forged all the same."""
    turn = reply.turn
    about = _host_of_mailbox(turn)
    domain = turn.domain_asked or about
    if domain is None:
        return
    reply.leave(turn.subject.told(DOMAIN))
    owned = _owned(turn, domain)
    if turn.domain_asked and about and turn.points_at_part and _owned(turn, about) != owned:
        reply.send([reply.text("follow_up.domain.part", piece=shown(domain), host=shown(about))])
        return
    owner = turn.context.library.checker.user_of_domain(domain)
    judged = turn.context.library.checker.check(domain)
    if owner:
        is_listed = about is not None and turn.subject.kind is SubjectKind.LISTED
        is_trust = TalkWords.load().has("trusts", turn.text)
        key = "trust" if is_trust else "listed" if is_listed else "theirs"
        if not turn.subject.is_verdict:
            reply.about(owner)
            reply.leave(Subject(SubjectKind.ORGANISATION, organisation=owner.id, said=(DOMAIN,)))
        text = reply.text(f"follow_up.domain.{key}", domain=owned, **named(owner))
        reply.send([text])
    elif turn.domain_asked and judged.verdict in _OF_ANOTHER:
        tell_verdict(reply, judged)
    else:
        reply.send([_unknown(reply, domain)])


def _unknown(reply: Reply, domain: str) -> str:
    owner = _about(reply.turn)
    if owner is None:
        return reply.text("follow_up.domain.nobody", domain=defanged(domain))
    return reply.text("follow_up.domain.unknown", domain=defanged(domain), **named(owner))


def _about(turn: Turn) -> Organisation | None:
    registry = turn.context.library.registry
    return next(iter(turn.named), registry.organisation(turn.subject.organisation or ""))


def _owned(turn: Turn, domain: str) -> str:
    return turn.context.library.addresses.owned_domain(domain) or domain


def _host_of_mailbox(turn: Turn) -> str | None:
    """Give what stands after the @ of the mailbox that the conversation is about."""
    judged = judged_again(turn, turn.subject) if turn.subject.is_verdict else None
    address = judged.address if judged else None
    return address.host if address and address.platform == EMAIL else None
