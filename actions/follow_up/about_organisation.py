"""Talk about an organisation and its channels."""

from collections.abc import Callable, Mapping

from actions.answers.channels import in_use, site_of, tell_channels
from actions.answers.ministers import tell_who_leads
from actions.answers.neutral import tell_neutral
from actions.answers.organisation import tell_organisation
from actions.answers.overview import minister_over, tell_first_years, tell_overview
from actions.answers.planned import tell_planned_of
from actions.conversation.judged_address import GROUPS
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.overview import SOCIAL, Asks, Question, question_reader
from actions.cues.policy import PolicyWords
from actions.cues.talk import CLICK, TalkWords
from actions.follow_up.accounts import BANK_ACCOUNT
from actions.follow_up.contacting import asks_site, number_of, tell_contact, tell_real_on
from actions.follow_up.meanings.names import ACCOUNT
from actions.follow_up.permitting import WHATEVER, tell_may
from actions.follow_up.returning import doubted_before
from actions.follow_up.unanswered import tell_unknown_question
from actions.follow_up.varying import asks_of_many, vary_organisation
from knowledge.matching.filling import shown_address
from knowledge.matching.subject import Subject
from knowledge.model import Organisation, OrganisationKind
from knowledge.publishing.overview.selection import State
from knowledge.wording.naming import named

MOST_OF_DOUBT = 5  # words; more ask something else than `is that so?`

Telling = Callable[[Reply, Subject], None]


def _organisation(reply: Reply, subject: Subject) -> Organisation | None:
    registry = reply.turn.context.library.registry
    return next(iter(reply.turn.named), registry.organisation(subject.organisation or ""))


def why(reply: Reply, subject: Subject) -> None:
    """Tell where it comes from; why it is not on a platform, nobody knows."""
    organisation = _organisation(reply, subject)
    is_missing = organisation is not None and not any(
        each.address.platform == subject.platform for each in in_use(reply, organisation)
    )
    asks_why = PolicyWords.load().has("why", reply.turn.text) and not reply.turn.platform
    if subject.platform and is_missing and asks_why and not subject.times("ask_why"):
        reply.send([reply.text("follow_up.why.not_known_there")])
        return
    if reply.turn.platform:
        reply.send([reply.text("follow_up.why.not_known")])
        which(reply, subject)
        return
    key = "enough" if subject.times("ask_why") else "organisation"
    reply.send([reply.text(f"follow_up.why.{key}", page=reply.page)])


def sure(reply: Reply, subject: Subject) -> None:
    """Tell how sure it is; of an account without its number, that it is needed."""
    if subject.platform == BANK_ACCOUNT and subject.times(ACCOUNT):
        reply.send([reply.text("follow_up.account.paste")])
        return
    is_there = _is_listed_there(reply, subject)
    reader = question_reader(reply.turn.context.library.platforms)
    if is_there and "channels" in subject.said and reader.asks_if_still(reply.turn.text):
        reply.send([reply.text("channels.not_sure_still")])
        return
    is_few = len(reply.turn.text.split()) <= MOST_OF_DOUBT
    if not (is_few or TalkWords.load().has("is_sure", reply.turn.text)):
        tell_unknown_question(reply)
        return
    first = "sure.organisation" if is_there else "sure.list"
    key = "why.enough" if subject.times("ask_if_sure") else first
    reply.send([reply.text(f"follow_up.{key}")])


def _is_listed_there(reply: Reply, subject: Subject) -> bool:
    """Tell whether our list has a channel of the organisation on the platform that was told."""
    whose = reply.turn.context.library.registry.organisation(subject.organisation or "")
    if whose is None or subject.platform is None:
        return True
    return any(each.address.platform == subject.platform for each in whose.channels)


def permission(reply: Reply, subject: Subject) -> None:
    """Say yes or no to one act: of an address that was doubted before too."""
    is_of_list = TalkWords.load().wanted(reply.turn.text) != CLICK and "channels" in subject.said
    if PolicyWords.load().has("reuse", reply.turn.text) and is_of_list:
        reply.send([reply.text("follow_up.may.reuse", page=reply.page)])
        return
    doubted = doubted_before(reply.turn)
    wanted = TalkWords.load().wanted(reply.turn.text)
    if doubted is None or wanted in WHATEVER:
        tell_may(reply, "known")
        return
    if wanted == "pay":
        tell_may(reply, GROUPS[doubted.verdict])
        return
    organisation = _organisation(reply, subject)
    site = site_of(reply, organisation) if organisation else None
    key = "beside_site" if site else "beside"
    address = shown_address(doubted)
    reply.send([reply.text(f"follow_up.may.{key}", address=address, site=site or "")])


def next_step(reply: Reply, _subject: Subject) -> None:
    """Tell who helps on when the organisation does not."""
    reply.send([reply.text("follow_up.next.organisation")])


def how_many(reply: Reply, subject: Subject) -> None:
    """Count the channels in use."""
    organisation = _organisation(reply, subject)
    if organisation is None:
        tell_neutral(reply, subject)
        return
    reader = question_reader(reply.turn.context.library.platforms)
    if reader.speaks_of_services(reply.turn.text) and not reply.turn.named:
        tell_overview(reply)
        return
    is_total = PolicyWords.load().has("total", reply.turn.text)
    platform = reply.turn.platform or (None if is_total else subject.platform)
    count = sum(platform in (None, each.address.platform) for each in in_use(reply, organisation))
    reply.send([reply.text("follow_up.how_many.channels", **named(organisation), count=str(count))])


def which(reply: Reply, subject: Subject) -> None:
    """Tell the channels of whoever is named now, or of the subject."""
    organisation = _organisation(reply, subject)
    reader = question_reader(reply.turn.context.library.platforms)
    place = reply.turn.platform or subject.platform
    if place and not reply.turn.named and reader.speaks_of_services(reply.turn.text):
        tell_overview(reply, Question(Asks.ORGANISATIONS, platforms=(place,)))
    elif organisation is None:
        tell_neutral(reply, subject)
    else:
        tell_channels(reply, organisation, reply.turn.platform)


def real_one(reply: Reply, subject: Subject) -> None:
    """Tell which account is theirs, of the platform that was talked of; else how to reach them."""
    organisation = _organisation(reply, subject)
    platforms = reply.turn.context.library.platforms
    place = reply.turn.platform or subject.platform
    is_social = place in platforms and platforms.get(place or "").kind == SOCIAL
    if organisation and place and is_social and not asks_site(reply):
        tell_real_on(reply, organisation, place)
    else:
        tell_contact(reply, subject)


def simpler(reply: Reply, subject: Subject) -> None:
    """Give the one address that matters."""
    organisation = _organisation(reply, subject)
    site = site_of(reply, organisation) if organisation else None
    number = number_of(reply, organisation) if organisation else None
    if organisation and number and ChannelWords.load().has("one_number", reply.turn.text):
        names = named(organisation)
        reply.send(
            [reply.text("follow_up.contact.phone", **names, number=number, site=site or "-")]
        )
    elif organisation is None or site is None:
        tell_neutral(reply, subject)
    else:
        reply.send([reply.text("follow_up.simpler.organisation", **named(organisation), site=site)])


def share(reply: Reply, subject: Subject) -> None:
    """Say that the answer may be passed on, or what was told of the list used."""
    if PolicyWords.load().has("reuse", reply.turn.text) and "channels" in subject.said:
        reply.send([reply.text("follow_up.may.reuse", page=reply.page)])
    else:
        reply.send([reply.text("follow_up.share.other")])


def _unless_other(telling: Telling) -> Telling:
    """Tell the hours, since when, whether it is official or of many, where that is asked."""

    def tell(reply: Reply, subject: Subject) -> None:
        turn = reply.turn
        organisation = _organisation(reply, subject)
        if TalkWords.load().has("hours", turn.text):
            tell_contact(reply, subject)
        elif minister_over(turn):
            tell_overview(reply)
        elif asks_of_many(turn):
            vary_organisation(reply, subject)
        elif organisation and _tells_of_it(reply, organisation, subject):
            return
        elif organisation and _asks_since(turn):
            tell_first_years(reply, organisation, turn.platform or subject.platform)
        else:
            telling(reply, subject)

    return tell


def _tells_of_it(reply: Reply, organisation: Organisation, subject: Subject) -> bool:
    """Tell whether it is official, what is planned, what it is or who leads it, if asked."""
    turn, words = reply.turn, PolicyWords.load()
    asked = question_reader(turn.context.library.platforms).read(turn.text)
    if words.has("official", turn.text):
        _tell_official(reply, organisation)
    elif asked.state is State.PLANNED:
        tell_planned_of(reply, organisation, turn.platform or subject.platform)
    elif words.has("boss", turn.text):
        tell_who_leads(reply, organisation)
    elif words.has("what_is", turn.text):
        tell_organisation(reply, organisation, "find.this")
    else:
        return False
    return True


def _tell_official(reply: Reply, organisation: Organisation) -> None:
    """Tell how sure it is that its channels are official; a minister's are their own."""
    is_person = organisation.kind is OrganisationKind.MINISTER
    key = "channels.minister" if is_person else "follow_up.sure.organisation"
    reply.send([reply.text(key)])


def _asks_since(turn: Turn) -> bool:
    asked = question_reader(turn.context.library.platforms).read(turn.text)
    return asked.asks is Asks.GROWTH


_TELLING: Mapping[str, Telling] = {
    "ask_why": why,
    "ask_if_sure": sure,
    "ask_permission": permission,
    "ask_next_step": next_step,
    "ask_real_one": real_one,
    "ask_contact": tell_contact,
    "ask_which": which,
    "ask_how_many": how_many,
    "ask_variation": vary_organisation,
    "tell_more": vary_organisation,  # "is he on X" is taken for it
    "point_out": vary_organisation,
    "ask_simpler": simpler,
    "share": share,
}

TELLING = {intent: _unless_other(telling) for intent, telling in _TELLING.items()}
