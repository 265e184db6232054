"""The same question about something else: another platform, organisation, kind or domain."""

import re
from dataclasses import replace

from actions.answers.channels import tell_channels
from actions.answers.neutral import tell_neutral
from actions.answers.overview import tell_overview
from actions.answers.verdicts import tell_verdict
from actions.conversation.reply import Reply
from actions.cues.overview import Asks, Question, question_reader
from actions.cues.talk import TalkWords
from actions.follow_up.contacting import tell_contact
from knowledge.matching.finding.mentions import MentionKind
from knowledge.matching.subject import Subject
from knowledge.model import OrganisationKind
from knowledge.publishing.overview.selection import State

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def vary_verdict(reply: Reply, subject: Subject) -> None:
    """Judge the same account elsewhere, or tell the organisation's channels there."""
    turn = reply.turn
    library = turn.context.library
    named = library.finder.find(subject.mention or "")
    is_account = len(named) == 1 and named[0].kind is MentionKind.HANDLE
    elsewhere = turn.platform if turn.platform != "website" else None
    if subject.mention and is_account and elsewhere and not turn.named:
        tell_verdict(reply, library.checker.check(subject.mention, platform=elsewhere))
    else:
        vary_organisation(reply, subject)


def vary_organisation(reply: Reply, subject: Subject) -> None:
    """Tell the channels of whoever is named now, or of the subject, on the platform of now."""
    turn = reply.turn
    registry = turn.context.library.registry
    organisation = next(iter(turn.named), registry.organisation(subject.organisation or ""))
    words = TalkWords.load()
    is_about_contact = words.has("phone", turn.text) or words.has("mail", turn.text)
    platform = turn.platform_at_end
    if organisation is None or not (turn.named or platform or is_about_contact):
        tell_neutral(reply, subject)
    elif is_about_contact and not platform:
        tell_contact(reply, subject)
    else:
        tell_channels(reply, organisation, platform)


def vary_list(reply: Reply, subject: Subject) -> None:
    """Ask the register the same with what the message changes."""
    turn = reply.turn
    reader = question_reader(turn.context.library.platforms)
    before, news = Question.of(subject.question or {}), reader.read(turn.text)
    if turn.named and turn.named[0].kind is not OrganisationKind.UMBRELLA:
        platforms = before.platforms if before else ()
        tell_channels(reply, turn.named[0], turn.platform or next(iter(platforms), None))
    elif before is None:
        tell_overview(reply)
    elif changed := _changed(before, news, is_of_now=reader.says_already(turn.text)):
        tell_overview(reply, changed)
    elif TalkWords.load().has("year", turn.text):
        found = _YEAR.search(turn.text)
        reply.send([reply.text("follow_up.year", year=found[0] if found else "")])
    else:
        tell_neutral(reply, subject)


def _changed(before: Question, news: Question, *, is_of_now: bool) -> Question | None:
    """Give the question before with what the news says instead; None when it says nothing."""
    changes = {
        name: value
        for name in ("platforms", "kind", "domain", "without", "fewest")
        if (value := getattr(news, name))
    }
    if news.state is not before.state and news.state.value != "in_use":
        changes["state"] = news.state
    elif is_of_now and before.state is not State.IN_USE:
        changes |= {"state": State.IN_USE, "asks": Asks.ORGANISATIONS}
    if news.platforms and before.asks is Asks.PLATFORMS:  # there is nothing to put in order then
        changes["asks"] = news.asks
    if news.asks is Asks.GROWTH:
        changes["asks"] = Asks.GROWTH
    return replace(before, **changes) if changes else None
