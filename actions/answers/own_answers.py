"""What organisations said themselves of social media, and the cases in which they were imitated."""

from collections.abc import Sequence

from actions.conversation.reply import Reply
from knowledge.model import (
    KnownCase,
    Organisation,
    OrganisationKind,
    PolicyAnswer,
    Source,
    Texts,
)
from knowledge.register.registry import Registry
from knowledge.wording.naming import named

MOST_CASES = 3
MOST_WAYS = 8

OWN_ANSWERS = {
    "ask_evaluation": ("evaluation", "reactions"),
    "ask_content_policy": ("content_policy",),
    "ask_misuse_cases": ("misuse", "misuse_watch"),
}
"""Fields of an organisation that hold its own answers, by intent."""


def tell_own(reply: Reply, organisation: Organisation, intent: str) -> None:
    """Tell what an organisation said itself of what an intent asks, or that it said nothing."""
    is_misuse = intent == "ask_misuse_cases"
    said = [] if is_misuse else own(reply, organisation, intent)
    has_said = is_misuse or any(getattr(organisation, each) for each in OWN_ANSWERS[intent])
    ask = () if has_said else (reply.text("answer.own_ask"),)
    reply.send([*said, *ask, *(cases_of(reply, organisation) if is_misuse else ())])


def own(reply: Reply, organisation: Organisation, intent: str) -> list[str]:
    """Give what an organisation said itself, line by line, each with its source."""
    names = named(organisation)
    fields = OWN_ANSWERS[intent]
    said: list[PolicyAnswer] = [each for field in fields if (each := getattr(organisation, field))]
    if not said:
        return [reply.text("answer.own_none", **names), ""]
    told = [reply.text("answer.own", **names)]
    for each in said:
        told += [reply.text("answer.in_dutch", text=each.text), source_line(reply, each.source)]
    return told


def tell_cases(
    reply: Reply,
    on: tuple[str, Texts] | None = None,
    kind: OrganisationKind | None = None,
) -> None:
    """Tell the newest cases of misuse in the name of the Flemish government.

    Args:
        reply: Where to tell them.
        on: Only those on a platform: its key, and the words for what is on it.
        kind: Only those in which such an organisation was imitated.
    """
    registry = reply.turn.context.library.registry
    finder = reply.turn.context.library.finder
    found = [
        case
        for case in registry.register.cases
        if case.organisations
        and (on is None or finder.platform_in(f"op {case.medium}") == on[0])
        and (kind is None or kind in _kinds(registry, case))
    ]
    if found:
        reply.send([reply.text("cases.title"), *_case_lines(reply, found)])
    elif on:
        reply.send([reply.text("cases.none_on", on_platform=on[1])])
    else:
        reply.send([reply.text("cases.none")])


def tell_mediums(reply: Reply, whose: Organisation | None) -> None:
    """Tell by which ways the known cases went, of one organisation or of all."""
    cases = reply.turn.context.library.registry.register.cases
    ways = [
        way
        for each in cases
        for way in each.medium.split(", ")
        if each.organisations and (whose is None or whose.id in each.organisations)
    ]
    known = ", ".join(tuple(dict.fromkeys(ways))[:MOST_WAYS])
    reply.send([reply.text("cases.ways", ways=known) if known else reply.text("cases.none")])


def _kinds(registry: Registry, case: KnownCase) -> set[OrganisationKind]:
    found = map(registry.organisation, case.organisations)
    return {each.kind for each in found if each}


def cases_of(reply: Reply, organisation: Organisation | None) -> list[str]:
    """Give the cases in which an organisation was imitated; none for all of them together."""
    cases = reply.turn.context.library.registry.register.cases
    if organisation is None:  # the answer sums them up; which ones is asked for
        return []
    names = named(organisation)
    own = [each for each in cases if organisation.id in each.organisations]
    if not own:
        return [reply.text("cases.none_of", **names)]
    return [reply.text("cases.title_of", **names), *_case_lines(reply, own)]


def _case_lines(reply: Reply, cases: Sequence[KnownCase]) -> list[str]:
    newest = sorted(cases, key=lambda each: each.date or "", reverse=True)[:MOST_CASES]
    return [_case_line(reply, each) for each in newest]


def _case_line(reply: Reply, case: KnownCase) -> str:
    source = Source(case.source.url)  # its date stands before the case
    values = {"what": case.what_happened, "source": reply.source(source)}
    if case.date is None:
        return reply.text("cases.line_undated", **values)
    return reply.text("cases.line", day=reply.day(case.date), **values)


def source_line(reply: Reply, source: Source) -> str:
    """Say where an answer comes from."""
    return reply.text("answer.source", source=reply.source(source))
