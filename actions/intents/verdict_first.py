"""What every action does before its own answer: a pasted address gets its verdict first."""

from dataclasses import replace
from typing import Any

from rasa_sdk.events import FollowupAction

from actions.answers.channels import platform_name, tell_channels
from actions.answers.organisation import tell_organisation
from actions.answers.report_progress import own_reference, tell_status
from actions.conversation.context import current
from actions.conversation.draft import FORM
from actions.conversation.reply import Button, Reply, payload
from actions.conversation.turn import LEANING, Turn
from actions.cues.words import ConversationWords
from actions.follow_up.resolution import ADDS, CARING, NETWORK, OWN_REPORT, resolved
from actions.report_form.adding import addition_in, tell_addition
from actions.report_form.asking import ask
from knowledge.matching.finding.mentions import MentionKind
from knowledge.matching.presenting import MOST_RULES, as_json
from knowledge.matching.subject import LONGEST_MENTION, TALK
from knowledge.matching.verdict import MentionVerdict, MessageVerdict
from knowledge.model import Verdict

MOST_PLATFORMS = 6
COMMON_PLATFORMS = ("facebook", "instagram", "x", "tiktok", "linkedin", "youtube")
"""Offered beside those where the account is listed, which would suggest the answer."""

ALSO_ANSWERED = frozenset(
    {
        "report_status",
        "ask_after_incident",
        "forget_me",
        "change_language",
    }
)
"""Intents that want an answer of their own beside a verdict."""

_TOLD_RULES = frozenset(
    {"check_channel", "out_of_scope", "ask_security", "ask_after_incident", "report_misuse"}
)
"""Intents of a message without an address on which a rule may bear."""

_TAKEN_FOR_A_REPORT = TALK | {
    "check_channel",
    "affirm",
    "deny",
    "cancel",
    "out_of_scope",
    "help",
    "ask_privacy",
    "ask_misuse_cases",
}
"""Intents of a message that asks outright to report, as `meld dit maar` does."""

_NO_REPORT = frozenset({"forget_me", "cancel", "deny", "ask_privacy", "change_language"})
"""Intents that stay what they are beside words of reporting."""

_OF_A_REPORT = frozenset({OWN_REPORT, "report_status"})

_SUSPICIOUS = frozenset(
    {Verdict.CONFIRMED_FAKE, Verdict.COMPROMISED, Verdict.LOOKALIKE, Verdict.NOT_LISTED}
)
_FITTING = dict.fromkeys(_SUSPICIOUS, ("ask_security",))
"""Intents without a button that fit after a verdict."""

_MAY_REPORT = _SUSPICIOUS | {Verdict.OTHER_BODY}


class VerdictFirst:
    """Runs an action so that no intent can stand before a verdict.

    Attributes:
        may_go_on: Whether a short message may be read as one that goes on about channels.
    """

    may_go_on = False

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:  # noqa: ANN401, ARG002
        """Answer one message, then put the question again of a report that it interrupts.

        Called by Rasa.
        """
        heard = Turn.of(tracker, current())
        turn = resolved(heard)
        is_cared_for = turn.intent in CARING
        if not is_cared_for and turn.intent not in (ADDS, NETWORK) and _wants_to_report(heard):
            return [FollowupAction(FORM)]
        reply = Reply(dispatcher, turn)
        reply.know(turn.facts)
        if is_cared_for:
            await self._respond(reply, heard)
        else:
            await self._say_in_order(reply, heard)
        if turn.draft and not reply.forgets:
            ask(reply, turn.draft)
        return reply.events

    async def _say_in_order(self, reply: Reply, heard: Turn) -> None:
        """Tell the verdict or the rules, then what the action has of its own."""
        turn = reply.turn
        if turn.judged.verdict:
            tell_verdict(reply, turn.judged)
        elif turn.intent in _TOLD_RULES and turn.judged.rules and not turn.news.given:
            tell_rules(reply, turn.judged)
        addition = addition_in(turn) if turn.intent == ADDS else None
        if addition:
            await tell_addition(reply, addition)
            return
        reference = own_reference(turn) if turn.intent in _OF_A_REPORT else turn.reference
        if reference:
            await tell_status(reply, reference)
        elif turn.judged.verdict:
            if turn.intent in ALSO_ANSWERED:
                await self._respond(reply, heard)
        elif turn.intent != heard.intent or not (self.may_go_on and went_on(reply)):
            await self._respond(reply, heard)

    async def _respond(self, reply: Reply, heard: Turn) -> None:
        if reply.turn.intent == heard.intent:
            await self.respond(reply)
            return
        from actions.follow_up.dispatch import tell_resolved  # it tells verdicts itself

        tell_resolved(reply)

    async def respond(self, reply: Reply) -> None:
        """Answer, with whatever has to be waited for."""
        self.answer(reply)

    def answer(self, reply: Reply) -> None:
        """Give the action's own answer."""
        raise NotImplementedError


def _wants_to_report(turn: Turn) -> bool:
    """Tell whether a message means a report though its intent is to agree or to check."""
    if turn.context.reports is None or turn.draft or turn.reference:
        return False
    has_address = turn.judged.verdict if turn.intent == "check_channel" else turn.memory.mention
    is_mistaken = turn.intent in _TAKEN_FOR_A_REPORT
    words = ConversationWords.load()
    may_report = turn.intent == "ask_permission" and words.intent_in(turn.text) == "report_misuse"
    wants = words.wants_to_report(turn.text) or may_report
    if is_mistaken and has_address and wants:
        return True
    return turn.intent not in _NO_REPORT and words.wishes_to_report(turn.text)


def tell_verdict(reply: Reply, judged: MessageVerdict) -> None:
    """Tell the verdict with its evidence, and what a citizen may want next."""
    context, language = reply.turn.context, reply.turn.language
    library = context.library
    if context.asked:
        context.asked.count(judged, library, conversation=reply.turn.conversation)
    worst = judged.worst_first[0]
    answer = replace(library.answer(judged, language), can_ask=_FITTING.get(worst.verdict, ()))
    if answer.subject:
        reply.leave(answer.subject)
    custom = {"language": language, **as_json(judged, library.catalogue, language)}
    reply.tell(answer, _next_steps(reply, worst), custom)
    waits = worst.verdict is Verdict.NEEDS_PLATFORM
    pasted = worst.mention.text if len(worst.mention.text) <= LONGEST_MENTION else None
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
    language = reply.turn.language
    told = [rule.statement.get(language) or rule.statement["nl"] for rule in judged.rules]
    reply.send(["\n\n".join(told[:MOST_RULES])])


def went_on(reply: Reply) -> bool:
    """Answer a message that leans on what was said before, whatever its intent seems to be."""
    turn = reply.turn
    if turn.before and turn.is_short and ConversationWords.load().asks_who(turn.text):
        tell_organisation(reply, turn.before, "find.this")
        return True
    if turn.goes_on_about_channels:
        organisation = turn.named[0] if turn.named else turn.before
        platform = turn.platform or turn.memory.platform
        if organisation:
            tell_channels(reply, organisation, platform)
            return True
    return _same_account_elsewhere(reply)


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
