"""Talk about an address that was judged: it is judged again, and what is asked is told of it."""

from actions.answers.channels import site_of
from actions.answers.neutral import tell_neutral
from actions.answers.other_bodies import body_of, tell_other
from actions.answers.short_answers import tell_short
from actions.conversation.judged_address import group, judged_again
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import has_bad_sign, secret_wanted
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.follow_up.about_organisation import which
from actions.follow_up.asked import sure_kind
from actions.follow_up.belonging import is_about_body, tell_if_theirs
from actions.follow_up.contacting import (
    asks_site,
    reach,
    tell_body,
    tell_contact,
    tell_real_on,
    tell_site,
)
from actions.follow_up.permitting import tell_may
from actions.follow_up.varying import vary_verdict
from actions.incidents.next_step import tell_incident
from actions.incidents.steps import AFTER_LOSS
from knowledge.matching.answer import BULLET
from knowledge.matching.filling import shown_address
from knowledge.matching.presenting import rendered
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.matching.verdict import MentionVerdict, defanged
from knowledge.model import Organisation
from knowledge.wording.naming import named

MOST_REASONS = 3

TICK = "tick"
"""What is pointed at that proves nothing of a listed account either."""

PROOFS = frozenset({"lock", "tick", "my_details", "look", "others_too"})
"""What is only ever told to show that something is real."""

_WHOSE = frozenset({"who_then", "who_behind"})
"""Kinds of question about whose the judged address is, not what the real one is."""

_MEDIUMS = {"website": "website", "email": "email", "phone": "phone", "sms": "phone"}


def why(reply: Reply, subject: Subject) -> None:
    """Tell how it was compared and what was found; then how to see it; then who knows more."""
    judged, times = judged_again(reply.turn, subject), subject.times("ask_why")
    is_listed = subject.kind is SubjectKind.LISTED
    asks_how = TalkWords.load().has("check", reply.turn.text) and not is_listed
    if TalkWords.load().has("why_me", reply.turn.text) and not subject.times("why_me"):
        reply.leave(reply.subject.told("why_me"))
        reply.send([reply.text("follow_up.why.me")])
        return
    if TalkWords.load().has("severe", reply.turn.text) and not subject.times("severe"):
        reply.leave(reply.subject.told("severe"))
        reply.send([reply.text("follow_up.told.severe")])
        return
    if judged is None:
        reply.send([reply.text("follow_up.paste_again")])
    elif times == 0 and not asks_how:
        reply.send([*_evidence(reply, judged), *_rules(reply, subject)])
    elif times <= 1:
        medium = judged.address.platform if judged.address else ""
        key = _MEDIUMS.get(medium, "account")
        reply.send([reply.text(f"follow_up.why.yourself.{key}")])
    else:
        reply.send([reply.text("follow_up.why.enough")])


def _evidence(reply: Reply, judged: MentionVerdict) -> list[str]:
    turn = reply.turn
    catalogue = turn.context.library.catalogue
    told = judged.reasons[:MOST_REASONS]
    reasons = [rendered(each, catalogue, turn.language, judged) for each in told]
    unknown = turn.context.library.card(judged, turn.language).unknown
    found = (*reasons, *unknown)
    parts = [reply.text("follow_up.why.how"), *(f"{BULLET}{each}" for each in found)]
    place = ends_up_on(reply, judged)
    if place and not judged.verdict.is_trusted:
        parts.append(reply.text("follow_up.why.host", host=place))
    return parts


def _rules(reply: Reply, subject: Subject) -> list[str]:
    """Give what the government does or never does, where that bore on the message."""
    kept = reply.turn.context.library.registry.register.rules
    told = [each.statement for each in kept if each.id in subject.rules]
    return [each.get(reply.turn.language) or each["nl"] for each in told]


def ends_up_on(reply: Reply, judged: MentionVerdict) -> str | None:
    """Give the domain that a link leads to, as plain text; None of what is no link."""
    address = judged.address
    if address is None or address.platform != "website" or not address.host:
        return None
    owned = reply.turn.context.library.addresses.registrable_domain(address.host)
    return defanged(owned or address.host)


def sure(reply: Reply, subject: Subject) -> None:
    """Say yes, no or not completely, in the first word."""
    judged = judged_again(reply.turn, subject)
    objects = TalkWords.load().pointed_at(reply.turn.text)
    asked_before = subject.times("ask_if_sure")
    if judged and objects and not judged.verdict.is_trusted:
        first = reply.text(f"follow_up.sure.{judged.verdict}")
        reply.send([first, reply.text(f"follow_up.point.{objects}")])
        return
    if judged and not judged.verdict.is_trusted and has_bad_sign(subject) and not asked_before:
        reply.send([reply.text("follow_up.told.sure_signs")])
    elif asked_before:
        reply.send([reply.text("follow_up.why.enough")])
    elif judged is None:
        reply.send([reply.text("follow_up.paste_again")])
    else:
        reply.send([reply.text(f"follow_up.sure.{judged.verdict}")])


def point_out(reply: Reply, subject: Subject) -> None:
    """Say what the thing that is pointed at proves."""
    judged = judged_again(reply.turn, subject)
    words, text = TalkWords.load(), reply.turn.text
    if judged and judged.verdict.is_trusted:
        is_tick = words.pointed_at(text) == TICK
        proof = reply.text(f"follow_up.point.{TICK}") if is_tick else ""
        reply.send([reply.text("follow_up.point.listed"), proof])
    elif judged and reply.turn.points_back:
        reply.send([_piece(reply, judged)])
    elif reply.turn.other and words.pointed_at(text) is None:
        tell_other(reply, reply.turn.other)
    else:
        other = "name" if _names_it(reply, subject) else "none"
        reply.send([reply.text(f"follow_up.point.{words.pointed_at(text) or other}")])


def _names_it(reply: Reply, subject: Subject) -> bool:
    """Tell whether a message names the organisation whose name the address bears."""
    return subject.organisation in {each.id for each in reply.turn.named}


def _piece(reply: Reply, judged: MentionVerdict) -> str:
    place = ends_up_on(reply, judged)
    pieces = reply.turn.context.library.finder.find(reply.turn.text)
    if place is None or not pieces:
        return reply.text("follow_up.point.name")
    return reply.text("follow_up.point.piece", piece=defanged(pieces[0].text), host=place)


def permission(reply: Reply, subject: Subject) -> None:
    """Say yes or no to one act."""
    tell_may(reply, group(reply.turn, subject))


def next_step(reply: Reply, subject: Subject) -> None:
    """Say what to do with it; after that, that nothing is left."""
    words = TalkWords.load()
    if words.wanted(reply.turn.text) == "keep":
        tell_may(reply, group(reply.turn, subject))
        return
    if words.has("police", reply.turn.text) and tell_short(reply):
        return
    told = subject.times("ask_next_step") + subject.times("tell_done")
    if told > 1:
        tell_neutral(reply, subject)
    elif has_bad_sign(subject) and not told:
        reply.send([reply.text("follow_up.told.next_sign")])
    elif told == 1:
        reply.send([reply.text("follow_up.next.after")])
    else:
        which = group(reply.turn, subject)
        can_report = which in ("danger", "unsure") and reply.turn.draft is None
        buttons = [reply.button("report", "report_misuse")] if can_report else []
        reply.send([reply.text(f"follow_up.next.{which}")], buttons)


def done(reply: Reply, subject: Subject) -> None:
    """Praise what was done and say what is left; who called may have called whom to fear."""
    called = TalkWords.load().has("called", reply.turn.text)
    may_be_theirs = called and subject.kind is not SubjectKind.LISTED
    facts = reply.turn.facts
    if facts.given or AFTER_LOSS.intersection(facts.done) or may_be_theirs:
        tell_incident(reply)
    else:
        reply.send([reply.text("follow_up.done"), reply.text("follow_up.next.after")])


def real_one(reply: Reply, subject: Subject) -> None:
    """Tell the address of the organisation that we know, in one line."""
    turn = reply.turn
    organisation, body = _whose(turn, subject), body_of(turn, subject)
    if turn.other and turn.named:  # "are bpost and the Flemish government the same?"
        tell_if_theirs(reply)
    elif body and not turn.named and (subject.organisation is None or is_about_body(subject)):
        tell_body(reply, body)
    elif organisation is None:
        reply.send([reply.text("follow_up.real.nobody")])
    elif turn.platform and turn.platform != "website":
        tell_real_on(reply, organisation, turn.platform)
    elif TalkWords.load().has("phone", turn.text):
        tell_contact(reply, subject)
    else:
        _tell_site_of(reply, subject, organisation)


def _tell_site_of(reply: Reply, subject: Subject, organisation: Organisation) -> None:
    site = site_of(reply, organisation)
    asked = sure_kind(reply.turn)
    asks_whose = asked is not None and asked.id in _WHOSE
    if site and asks_site(reply) and not asks_whose:
        tell_site(reply, organisation, site)
    elif site is None or subject.times("ask_real_one"):
        reply.send([reach(reply, organisation)])
    else:
        key = "listed" if subject.kind is SubjectKind.LISTED else "known"
        reply.send(
            [reply.text(f"follow_up.real.{key}", **named(organisation), address=site)],
            [reply.channels_button(organisation)],
        )


def _whose(turn: Turn, subject: Subject) -> Organisation | None:
    """Give the organisation that is named, talked of, or surely asked for in other words."""
    library = turn.context.library
    known = next(iter(turn.named), library.registry.organisation(subject.organisation or ""))
    if known or turn.before:
        return known or turn.before
    hit = library.search.sure_organisation(turn.text) if turn.text else None
    return library.registry.organisation(hit.id) if hit else None


def simpler(reply: Reply, subject: Subject) -> None:
    """Say it in a few plain words."""
    judged = judged_again(reply.turn, subject)
    if judged is None:
        reply.send([reply.text("follow_up.paste_again")])
    else:
        reply.send([reply.text(f"follow_up.simpler.{judged.verdict}")])


def more(reply: Reply, subject: Subject) -> None:
    """Answer what somebody tells beside it."""
    asked = asked_for(reply)
    which = group(reply.turn, subject)
    if asked:
        reply.send([reply.text(f"follow_up.more.{asked}")])
    elif TalkWords.load().pointed_at(reply.turn.text) in PROOFS or _names_it(reply, subject):
        point_out(reply, subject)
    elif not tell_short(reply):
        key = "known" if which in ("ok", "known") else "danger"
        reply.send([reply.text(f"follow_up.more.{key}")])


def asked_for(reply: Reply) -> str | None:
    """Tell whether the message says that somebody asks for a secret or for money."""
    turn = reply.turn
    if wanted := secret_wanted(turn):
        return wanted
    if turn.news.asked and not turn.news.given:
        return "asked_secret"
    return "asked_money" if TalkWords.load().has("asked_money", turn.text) else None


def share(reply: Reply, subject: Subject) -> None:
    """Give a text that can be passed on."""
    judged = judged_again(reply.turn, subject)
    if judged is None:
        reply.send([reply.text("follow_up.share.other")])
        return
    context, language = reply.turn.context, reply.turn.language
    text = reply.text(
        "follow_up.share.verdict",
        address=shown_address(judged),
        headline=context.library.card(judged, language).headline,
        day=reply.day(context.today().isoformat()),
    )
    reply.send([reply.text("follow_up.share.intro"), text])


def tell_of_told(reply: Reply, *, asks_more: bool) -> None:
    """Say of an address that nobody knows what stays bad of it, and where its service answers.

    Args:
        reply: After the verdict.
        asks_more: What it asks beside is answered too, with where the service answers.
    """
    subject = reply.subject
    if reply.turn.subject.kind is not SubjectKind.TOLD or subject.kind is not SubjectKind.UNKNOWN:
        return
    sign = reply.text("follow_up.told.noted_sign") if has_bad_sign(subject) else ""
    whose = reply.turn.context.library.registry.organisation(subject.organisation or "")
    is_named = any(each.organisation for each in reply.turn.judged.mentions)
    reply.send([sign, reach(reply, whose) if whose and not (asks_more or is_named) else ""])


TELLING = {
    "ask_why": why,
    "ask_if_sure": sure,
    "point_out": point_out,
    "ask_permission": permission,
    "ask_next_step": next_step,
    "tell_done": done,
    "tell_more": more,
    "ask_real_one": real_one,
    "ask_contact": tell_contact,
    "ask_variation": vary_verdict,
    "ask_which": which,
    "ask_simpler": simpler,
    "share": share,
}
