"""How many organisations use a platform, and which."""

from collections import Counter
from collections.abc import Sequence

from rasa_sdk import Action

from actions.listing import MOST_LISTED, in_use, platform_name
from actions.reply import Reply
from actions.verdict_first import VerdictFirst
from actions.words import ConversationWords
from knowledge.model import Organisation, OrganisationKind, OrganisationStatus


class ActionAskOverview(VerdictFirst, Action):
    """Counts in the register what is asked after."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_ask_overview"

    def answer(self, reply: Reply) -> None:
        """Count on one platform, of one kind, or everything."""
        turn = reply.turn
        kind = ConversationWords.load().kind_in(turn.text)
        everyone = _everyone(reply, kind)
        if turn.platform:
            parts = _on_platform(reply, everyone, turn.platform, kind)
        elif kind:
            title = reply.text(
                "overview.of_kind", count=str(len(everyone)), kind=_kind(reply, kind)
            )
            parts = [title, _names(reply, everyone)]
        else:
            parts = _totals(reply, everyone)
        reply.remember(platform=turn.platform)
        reply.send([*parts, reply.text("overview.incomplete")])


def _everyone(reply: Reply, kind: OrganisationKind | None) -> list[Organisation]:
    """Give the organisations that exist: politicians only when they are asked after."""
    register = reply.turn.context.library.registry.register
    return sorted(
        (
            each
            for each in register.organisations.values()
            if each.status is OrganisationStatus.ACTIVE
            and (each.kind is kind if kind else each.kind is not OrganisationKind.MINISTER)
        ),
        key=lambda each: each.display_name.casefold(),
    )


def _on_platform(
    reply: Reply, everyone: Sequence[Organisation], platform: str, kind: OrganisationKind | None
) -> list[str]:
    there = [each for each in everyone if platform in _platforms(each)]
    where = platform_name(reply, platform)
    if not there:
        return [reply.text("overview.nobody_on", platform=where)]
    counts = {"count": str(len(there)), "total": str(len(everyone)), "platform": where}
    if kind:
        title = reply.text("overview.on_kind", kind=_kind(reply, kind), **counts)
    else:
        title = reply.text("overview.on", **counts)
    return [title, _names(reply, there)]


def _totals(reply: Reply, everyone: Sequence[Organisation]) -> list[str]:
    channels = sum(len(in_use(each)) for each in everyone)
    counted = Counter(platform for each in everyone for platform in _platforms(each))
    lines = [
        reply.text(
            "overview.platform_line", platform=platform_name(reply, platform), count=str(count)
        )
        for platform, count in counted.most_common(MOST_LISTED)
    ]
    totals = reply.text("overview.totals", organisations=str(len(everyone)), channels=str(channels))
    return [totals, reply.text("overview.per_platform"), *lines]


def _names(reply: Reply, organisations: Sequence[Organisation]) -> str:
    names = ", ".join(each.display_name for each in organisations[:MOST_LISTED])
    if len(organisations) <= MOST_LISTED:
        return reply.text("overview.names", names=names)
    rest = str(len(organisations) - MOST_LISTED)
    return reply.text("overview.names_more", names=names, count=rest)


def _platforms(organisation: Organisation) -> set[str]:
    return {channel.address.platform for channel in in_use(organisation)}


def _kind(reply: Reply, kind: OrganisationKind) -> str:
    return reply.text(f"kind.{kind}")
