"""A verdict in the conversation: told first, with what a citizen may want next."""

from collections.abc import Iterable
from dataclasses import replace

from actions.answers.channels import platform_name
from actions.answers.channels_asked import tell_channels_asked
from actions.answers.organisation import tell_organisation
from actions.conversation.judged_address import remembered
from actions.conversation.reply import Button, Reply, payload
from actions.conversation.told_without_address import is_told, kept_of_told
from actions.conversation.turn import LEANING, Turn
from actions.cues.overview import question_reader
from actions.cues.words import ConversationWords
from knowledge.matching.finding.mentions import MentionKind
from knowledge.matching.presenting import MOST_RULES, as_json
from knowledge.matching.search.portfolios import is_minister
from knowledge.matching.subject import LONGEST_MENTION, beside
from knowledge.matching.verdict import MentionVerdict, MessageVerdict
from knowledge.model import OrganisationKind, Rule, RuleKind, Verdict

MOST_PLATFORMS = 6
COMMON_PLATFORMS = ("facebook", "instagram", "x", "tiktok", "linkedin", "youtube")
"""Offered beside those where the account is listed, which would suggest the answer."""
_SUSPICIOUS = frozenset(
    {Verdict.CONFIRMED_FAKE, Verdict.COMPROMISED, Verdict.LOOKALIKE, Verdict.NOT_LISTED}
)
_FITTING = dict.fromkeys(_SUSPICIOUS, ("ask_security",))
"""Intents without a button that fit after a verdict."""
_MAY_REPORT = _SUSPICIOUS | {Verdict.OTHER_BODY}


def tell_verdict(reply: Reply, judged: MessageVerdict) -> None:
    """Tell the verdict with its evidence, and what a citizen may want next."""
    context, language = reply.turn.context, reply.turn.language
    library = context.library
    if context.asked:
        context.asked.count(judged, library, conversation=reply.turn.conversation)
    worst = judged.worst_first[0]
    answer = replace(library.answer(judged, language), can_ask=_FITTING.get(worst.verdict, ()))
    if answer.subject:
        pasted_now = [each.mention.text for each in judged.mentions]
        before = reply.turn.memory.subject
        reply.leave(beside(before, pasted_now, kept_of_told(before, answer.subject)))
    custom = {"language": language, **as_json(judged, library.catalogue, language)}
    reply.tell(answer, _next_steps(reply, worst), custom)
    waits = worst.verdict is Verdict.NEEDS_PLATFORM
    pasted = worst.mention.text if len(worst.mention.text) <= LONGEST_MENTION else None
    reply.know(reply.facts.with_(remembered(judged)))
    organisation = worst.organisation
    platform = worst.address.platform if worst.address else None
    reply.remember(
        mention=pasted,
        pending_mention=pasted if waits else None,
        platform=platform,
    )
    if organisation:
        reply.about(organisation, platform)


def tell_rules(reply: Reply, judged: MessageVerdict) -> None:
    """Tell what the government does or never does, about a message without any address."""
    language, is_heard = reply.turn.language, is_told(reply.turn)
    rules = said_of_whom_it_names(reply.turn, judged.rules)
    rules = [each for each in rules if not (is_heard and each.kind is RuleKind.DOMAIN)]
    told = [rule.statement.get(language) or rule.statement["nl"] for rule in rules]
    reply.send(told[:MOST_RULES])


def said_of_whom_it_names(turn: Turn, rules: Iterable[Rule]) -> list[Rule]:
    """Leave out what a rule says of one service in a message that names another one."""
    named = {each.id for each in turn.named if each.kind is not OrganisationKind.UMBRELLA}
    find = turn.context.library.names.find
    told = []
    for rule in rules:
        of_whom = {each.organisation for each in find(rule.statement["nl"])}
        if not (named and of_whom) or not named.isdisjoint(of_whom.union(rule.organisations)):
            told.append(rule)
    return told


def went_on(reply: Reply) -> bool:
    """Answer a message that leans on what was said before, whatever its intent seems to be."""
    turn = reply.turn
    if turn.before and turn.is_short and ConversationWords.load().asks_who(turn.text):
        tell_organisation(reply, turn.before, "find.this")
        return True
    if turn.goes_on_about_channels and not _asks_of_all(turn):
        organisation = turn.named[0] if turn.named else turn.before
        platform = turn.platform or turn.memory.platform
        if organisation:
            tell_channels_asked(reply, organisation, platform)
            return True
    return _same_account_elsewhere(reply)


def _asks_of_all(turn: Turn) -> bool:
    """Tell whether it asks for everybody of a kind, as in `and who of the ministers on X`."""
    reader = question_reader(turn.context.library.platforms)
    of_ministers = reader.read(turn.text).kind is OrganisationKind.MINISTER
    return reader.is_about_all(turn.text) or (of_ministers and not is_minister(turn.before))


def _same_account_elsewhere(reply: Reply) -> bool:
    """Judge the account of before on the platform that is asked after now."""
    turn = reply.turn
    if not (turn.text and turn.is_short and turn.platform and turn.memory.mention) or turn.named:
        return False
    if turn.intent not in LEANING and not ConversationWords.load().goes_on(turn.text):
        return False
    library = turn.context.library
    before = library.finder.find(turn.memory.mention)
    if len(before) != 1 or before[0].kind is not MentionKind.HANDLE:
        return False
    tell_verdict(reply, library.checker.check(turn.memory.mention, platform=turn.platform))
    return True


def _next_steps(reply: Reply, worst: MentionVerdict) -> list[Button]:
    if worst.verdict is Verdict.NEEDS_PLATFORM:
        offered = dict.fromkeys((*worst.options, *COMMON_PLATFORMS))
        return [_platform_button(reply, worst, each) for each in list(offered)[:MOST_PLATFORMS]]
    can_report = worst.verdict in _MAY_REPORT and reply.turn.draft is None
    report = [reply.button("report", "report_misuse")] if can_report else []
    why = _about(reply, worst, "why", "ask_why")
    if worst.verdict in _SUSPICIOUS:
        clicked = reply.button("clicked", "ask_after_incident")
        buttons = [*report, clicked, why, _about(reply, worst, "share", "share")]
    elif worst.verdict.is_trusted:
        buttons = [why]
    else:
        buttons = [reply.button("how_to_check", "ask_security"), *report, why]
    if worst.verdict is not Verdict.OTHER_BODY and worst.organisation:
        buttons += (
            [reply.channels_button(worst.organisation)] if worst.organisation.channels else []
        )
    return buttons


def _about(reply: Reply, worst: MentionVerdict, key: str, intent: str) -> Button:
    """Make a button that asks about this very address, also when it is pressed later."""
    mention = worst.mention.text if len(worst.mention.text) <= LONGEST_MENTION else ""
    platform = worst.address.platform if worst.address else ""
    return reply.button(key, intent, mention=mention, platform=platform)


def _platform_button(reply: Reply, worst: MentionVerdict, platform: str) -> Button:
    message = payload("check_channel", mention=worst.mention.text, platform=platform)
    return platform_name(reply, platform), message
