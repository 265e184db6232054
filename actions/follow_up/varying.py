"""The same question about something else: another platform, organisation, kind or domain."""

import re
from dataclasses import replace
from typing import Any

from actions.answers.channels import platform_name
from actions.answers.channels_asked import tell_channels_asked
from actions.answers.ministers import former_called
from actions.answers.neutral import tell_neutral
from actions.answers.organisation import tell_organisation
from actions.answers.overview import asked_of, minister_over, question_of, tell_overview
from actions.answers.planned import PLANNED, tell_planned, tell_planned_of
from actions.answers.short_answers import tell_short
from actions.answers.verdicts import tell_verdict
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.overview import SOCIAL, Asks, Question, QuestionReader, question_reader
from actions.cues.policy import PolicyWords
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords
from actions.follow_up.belonging import tell_if_theirs
from actions.follow_up.contacting import tell_contact, tell_real_on
from knowledge.matching.filling import shown_address
from knowledge.matching.finding.mentions import MentionKind
from knowledge.matching.search.portfolios import is_minister, names_role
from knowledge.matching.subject import Subject, SubjectKind, beside, subject_of
from knowledge.model import Organisation, OrganisationKind, Verdict
from knowledge.publishing.overview.selection import State

_ORDERED = {Asks.TOTALS: Asks.PLATFORMS, Asks.COMPARISON: Asks.PLATFORMS}
"""What is put in order where a message does not say it, by what was counted before."""

FEW_WORDS = 4  # of a message that only names somebody: "and that of Aquafin"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def vary_verdict(reply: Reply, subject: Subject) -> None:
    """Judge the same account elsewhere, or tell the organisation's channels there."""
    turn = reply.turn
    library = turn.context.library
    named = library.finder.find(subject.mention or "")
    is_account = len(named) == 1 and named[0].kind is MentionKind.HANDLE
    elsewhere = turn.platform if turn.platform != "website" else None
    if turn.other:
        tell_if_theirs(reply)
    elif subject.mention and is_account and elsewhere and not turn.named:
        _tell_account_on(reply, subject.mention, elsewhere)
    else:
        vary_organisation(reply, subject)


def _tell_account_on(reply: Reply, account: str, platform: str) -> None:
    """Judge an account on another platform; what is not listed there stands beside what is."""
    judged = reply.turn.context.library.checker.check(account, platform=platform)
    worst = next(iter(judged.worst_first), None)
    if worst is None or worst.verdict is not Verdict.NOT_LISTED:
        tell_verdict(reply, judged)
        return
    reply.leave(beside(reply.turn.subject, (account,), subject_of(worst)))
    if worst.organisation:
        tell_real_on(reply, worst.organisation, platform)
    else:
        where = platform_name(reply, platform)
        account = shown_address(worst)
        reply.send([reply.text("follow_up.belongs.not_there", platform=where, address=account)])


def vary_organisation(reply: Reply, subject: Subject) -> None:
    """Tell the channels of whoever is named now, or of the subject, on the platform of now."""
    turn = reply.turn
    registry = turn.context.library.registry
    before = registry.organisation(subject.organisation or "")
    is_of_them = before is not None and before.kind is OrganisationKind.MINISTER
    former = former_called(turn) if is_of_them and turn.is_short else None
    organisation = next(iter(turn.named), former or before)
    words = TalkWords.load()
    is_about_contact = words.has("phone", turn.text) or words.has("mail", turn.text)
    platform = turn.platform_at_end or _kept_platform(turn, subject)
    if asks_of_many(turn) and PLANNED in subject.said:
        tell_planned(reply, platform or subject.platform)
    elif asks_of_many(turn) and not subject.is_verdict:
        place = subject.platform or (SOCIAL if SOCIAL in subject.said else None)
        question = _on(question_of(turn), platform or place)
        reader = question_reader(turn.context.library.platforms)
        are_they = is_minister(organisation) and not reader.speaks_of_services(turn.text)
        kind = OrganisationKind.MINISTER if are_they else question.kind
        tell_overview(reply, replace(question, kind=kind))
    elif words.has("year", turn.text):
        tell_year(reply)
    elif organisation is None and platform and subject.is_verdict:
        if not tell_short(reply):
            reply.send([reply.text("follow_up.belongs.whose")])
        reply.leave(subject)
    elif organisation is None or not (turn.named or former or platform or is_about_contact):
        _tell_other_or_neutral(reply, subject)
    elif is_about_contact and not platform:
        tell_contact(reply, subject)
    elif "who" in subject.said and is_minister(organisation) and not platform:
        tell_organisation(reply, organisation, "find.this")
    elif PLANNED in subject.said:
        tell_planned_of(reply, organisation, platform)
    else:
        place = platform or (SOCIAL if SOCIAL in subject.said else None)
        tell_channels_asked(reply, organisation, place)


def _tell_other_or_neutral(reply: Reply, subject: Subject) -> None:
    """Tell who does something else, after who does one thing: `and for a building permit?`."""
    library = reply.turn.context.library
    is_of_task = "who" in subject.said
    hit = library.search.sure_organisation(reply.turn.text) if is_of_task else None
    found = library.registry.organisation(hit.id) if hit else None
    if found is None or found.kind is OrganisationKind.UMBRELLA:
        tell_neutral(reply, subject)
    else:
        tell_organisation(reply, found, "find.one")


def _kept_platform(turn: Turn, subject: Subject) -> str | None:
    """Give the platform of before, where another organisation is only named."""
    is_bare = len(turn.text.split()) <= FEW_WORDS and len(turn.named) == 1
    is_channels = subject.kind is SubjectKind.ORGANISATION and "channels" in subject.said
    return subject.platform if is_bare and is_channels else None


def asks_of_many(turn: Turn) -> bool:
    """Tell whether it turns from one organisation to a kind or a domain of them."""
    reader, question = question_reader(turn.context.library.platforms), question_of(turn)
    about = turn.context.library.registry.organisation(turn.subject.organisation or "")
    is_them = is_minister(about) and names_role(turn.text)
    asks_who = bool(question.platforms) and reader.asks_who(turn.text)
    asks_all = reader.speaks_of_services(turn.text) and ConversationWords.load().goes_on(turn.text)
    names = (question.kind and not is_them) or question.domain or asks_who or asks_all
    return bool(names) and not turn.named


def _on(question: Question, platform: str | None) -> Question:
    return (
        question if question.platforms or not platform else replace(question, platforms=(platform,))
    )


def vary_list(reply: Reply, subject: Subject) -> None:
    """Ask the register the same with what the message changes."""
    turn = reply.turn
    reader = question_reader(turn.context.library.platforms)
    before, news = Question.of(subject.question or {}), reader.read(turn.text)
    if turn.named and turn.named[0].kind is not OrganisationKind.UMBRELLA:
        _of_one(reply, turn.named[0], before)
    elif before is None:
        tell_overview(reply)
    elif changed := _changed(before, news, turn.text, reader):
        tell_overview(reply, changed)
        if reader.compares_counts(turn.text):
            _tell_compared(reply, before, changed)
    elif over := _minister_meant(turn, before):
        tell_channels_asked(reply, over, next(iter(before.platforms), SOCIAL))
    elif turn.is_short and (former := former_called(turn)):
        tell_channels_asked(reply, former, next(iter(before.platforms), SOCIAL))
    elif TalkWords.load().has("year", turn.text):
        tell_year(reply)
    elif PolicyWords.load().has("reuse", turn.text):
        reply.send([reply.text("follow_up.may.reuse", page=reply.page)])
    elif PolicyWords.load().has("source", turn.text):
        reply.send([reply.text("follow_up.why.list", page=reply.page)])
    else:
        tell_neutral(reply, subject)


def _minister_meant(turn: Turn, before: Question) -> Organisation | None:
    """Give the minister of a list of services whom a message means, as in `and she herself`."""
    over = turn.context.library.registry.organisation(before.minister or "")
    is_person = turn.is_short and ConversationWords.load().speaks_of_person(turn.text)
    return over if is_person else None


def _tell_compared(reply: Reply, before: Question, now: Question) -> None:
    """Say whether it is more or fewer than what was counted before."""
    first, second = asked_of(reply, before), asked_of(reply, now)
    if first.platform is None or first.platform == second.platform:
        return
    was, count = len(first.meant), len(second.meant)
    how = "same" if count == was else "more" if count > was else "fewer"
    where = first.on(first.platform)
    reply.send([reply.text(f"overview.than.{how}", on_platform=where, count=str(was))])


def tell_year(reply: Reply) -> None:
    """Say that the list knows no more than now, where a message asks after a year."""
    found = _YEAR.search(reply.turn.text)
    if found:
        reply.send([reply.text("follow_up.year", year=found[0])])
    else:
        reply.send([reply.text("follow_up.year_before")])


def _of_one(reply: Reply, whose: Organisation, before: Question | None) -> None:
    """Ask the same of one organisation, or of those under another minister."""
    of_before = next(iter(before.platforms if before else ()), None)
    is_open = ChannelWords.load().has("anywhere", reply.turn.text)
    platform = reply.turn.platform or (SOCIAL if is_open else of_before)
    if (
        before
        and is_minister(whose)
        and (before.kind is not OrganisationKind.MINISTER or minister_over(reply.turn))
    ):
        kind = None if before.kind is OrganisationKind.MINISTER else before.kind
        asks = Asks.ORGANISATIONS if before.asks.is_ranking else before.asks
        changed = replace(before, minister=whose.id, kind=kind, domain=None, asks=asks)
        tell_overview(reply, changed)
    elif before and before.state is State.PLANNED:
        tell_planned_of(reply, whose, None if platform == SOCIAL else platform)
    else:
        tell_channels_asked(reply, whose, platform)


def _changed(
    before: Question, news: Question, text: str, reader: QuestionReader
) -> Question | None:
    """Give the question before with what the news says instead; None when it says nothing."""
    changes: dict[str, Any] = {
        name: value
        for name in ("platforms", "kind", "domain", "without", "fewest")
        if (value := getattr(news, name))
    }
    changes |= _state(before, news, text, reader)
    if (
        before.kind is OrganisationKind.MINISTER
        and not news.kind
        and reader.speaks_of_services(text)
    ):
        changes["kind"] = None  # "no, organisations"
    if news.platforms and before.asks in (
        Asks.PLATFORMS,
        Asks.TOTALS,
    ):  # there is nothing to put in order then
        changes["asks"] = news.asks
    if news.without and before.asks.is_ranking and not news.asks.is_ranking:
        changes["asks"] = news.asks  # who has none is named, not put in order
    if before.without and reader.asks_having(text):
        changes["without"] = False
    if news.domain or news.kind is OrganisationKind.MINISTER:
        changes["minister"] = None
    if news.domain and before.asks is Asks.DOMAINS:  # one domain has no order
        changes["asks"] = Asks.ORGANISATIONS
    if news.platforms and before.asks is Asks.COMPARISON:
        together = dict.fromkeys((*before.platforms, *news.platforms))
        places = tuple(together) if reader.adds(text) else news.platforms
        asks = Asks.COMPARISON if len(places) > 1 else Asks.ORGANISATIONS
        changes |= {"platforms": places, "asks": asks}
    changes |= _order(before, news, text, reader)
    return replace(before, **changes) if changes else None


def _state(before: Question, news: Question, text: str, reader: QuestionReader) -> dict[str, Any]:
    """Give what changes when the news asks for channels of another standing."""
    if news.state is not before.state and news.state.value != "in_use":
        # All platforms together count what is in use alone.
        whole = before.asks is Asks.TOTALS
        return {
            "state": news.state,
            "without": news.without,
            **({"asks": Asks.ORGANISATIONS} if whole else {}),
        }
    if reader.says_already(text) and before.state is not State.IN_USE:
        return {"state": State.IN_USE, "asks": Asks.ORGANISATIONS}
    return {}


def _order(before: Question, news: Question, text: str, reader: QuestionReader) -> dict[str, Any]:
    """Give what changes when the news puts something in order."""
    if reader.asks_everywhere(text):
        return {"platforms": (), "asks": Asks.TOTALS, "without": False}
    if not news.asks.is_ranking:
        return {}
    asks = news.asks
    if asks is Asks.PLATFORMS and not (
        reader.names_platforms(text) or reader.asks_elsewhere(text)
    ):  # "and the most?" says no more
        asks = before.asks if before.asks.is_ranking else _ORDERED.get(before.asks, Asks.BUSIEST)
    if asks is Asks.BUSIEST and before.asks in (Asks.MINISTERS, Asks.DOMAINS):
        of_ministers = news.kind is OrganisationKind.MINISTER
        # "who has most" is asked of those that were put in order
        asks = Asks.MINISTERS if of_ministers else before.asks
    is_of_all = asks is Asks.PLATFORMS and len(news.platforms) < 2  # one alone has no order
    places = {"platforms": ()} if is_of_all else {}
    kind = {"kind": None} if asks is Asks.MINISTERS else {}
    return {"asks": asks, "fewest": news.fewest, "without": False, **places, **kind}
