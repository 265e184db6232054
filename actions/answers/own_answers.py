"""What organisations said themselves of social media, and the cases in which they were imitated."""

from collections.abc import Sequence

from actions.conversation.reply import Reply
from knowledge.model import KnownCase, Organisation, PolicyAnswer, Source
from knowledge.wording.naming import named

MOST_CASES = 3

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
    reply.send([*said, *(cases_of(reply, organisation) if is_misuse else ())])


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


def tell_cases(reply: Reply) -> None:
    """Tell the newest cases of misuse, whoever was imitated."""
    cases = reply.turn.context.library.registry.register.cases
    reply.send([reply.text("cases.title"), *_case_lines(reply, cases)])


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
