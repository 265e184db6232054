"""Who is minister of what: one with the title, or all of them where nobody fits."""

from actions.answers.channels import tell_channels
from actions.answers.organisation import tell_organisation
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.overview import Asks, Question, question_reader
from actions.cues.policy import PolicyWords
from actions.cues.word_list import folded, whole
from actions.cues.words import ConversationWords
from knowledge.matching.search.portfolios import (
    asks_in_charge,
    in_charge,
    is_minister,
    names_role,
)
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import Organisation, OrganisationKind
from knowledge.publishing.overview.scope import ministers
from knowledge.wording.domains import Domains
from knowledge.wording.naming import named

PRESIDENT = "minister-president"
MOST_WORDS = 12  # of a question; a longer message is a story


def asks_for_minister(turn: Turn) -> bool:
    """Tell whether a message asks who the minister of something is."""
    is_question = len(turn.text.split()) <= MOST_WORDS and not turn.platform
    asked = question_reader(turn.context.library.platforms).read(turn.text)
    if not is_question or turn.judged.verdict or asked.asks.is_ranking:
        return False
    about = turn.context.library.registry.organisation(turn.subject.organisation or "")
    goes_on = ConversationWords.load().goes_on(turn.text)
    asks_who = PolicyWords.load().has("who", turn.text) or goes_on
    question = turn.subject.question or {}
    is_short_of = (about or question.get("domain")) and turn.is_short and not turn.named
    asks_title = is_short_of and names_role(turn.text) and (is_minister(about) or asks_who)
    is_of_ministers = question.get("kind") == OrganisationKind.MINISTER
    words = PolicyWords.load()
    asks_one = any(words.has(each, turn.text) for each in ("competent", "boss"))
    asks_competent = is_of_ministers and asks_one
    return bool(asks_title or asks_competent or (asks_who and asks_in_charge(turn.text)))


def minister_there(turn: Turn) -> Organisation | None:
    """Give the minister of something of whom it asks whether they are on a platform.

    As in `is the minister of education on X`, which names no department.
    """
    found = in_charge(turn.context.library.registry.register, turn.text)
    is_one = len(found) == 1 and asks_in_charge(turn.text) and not turn.mentions
    if not is_one or turn.platform is None or turn.tells_of_contact:
        return None
    over = {row.minister for each in turn.named for row in each.ministers}
    others = [each for each in turn.named if each != found[0]]
    return found[0] if not others or found[0].id in over else None


def tell_minister_there(reply: Reply) -> None:
    """Tell where that minister is."""
    minister = minister_there(reply.turn)
    if minister:
        tell_channels(reply, minister, reply.turn.platform)


def former_called(turn: Turn) -> Organisation | None:
    """Give the minister of before whose surname stands in a message, as in `and Jambon?`."""
    organisations = turn.context.library.registry.register.organisations.values()
    former = (
        each
        for each in organisations
        if each.kind is OrganisationKind.MINISTER and not is_minister(each)
    )
    surnames = ((each, each.name.partition(" ")[2]) for each in former)
    found = [each for each, name in surnames if name and whole((name,)).search(folded(turn.text))]
    return found[0] if len(found) == 1 else None


def tell_minister(reply: Reply) -> None:
    """Tell who it is; where none or several fit, tell the titles that we know."""
    turn = reply.turn
    register = turn.context.library.registry.register
    whose = _whose(turn)
    if whose:
        _tell_over(reply, whose)
        return
    about = turn.context.library.registry.organisation(turn.subject.organisation or "")
    found = in_charge(register, turn.text) or _of_domain(turn)
    if not found and PolicyWords.load().has("boss", turn.text):
        found = in_charge(register, PRESIDENT)
    if not found and about and is_minister(about):
        found = (about,)
    if len(found) == 1:
        _tell_one(reply, found[0])
        return
    question = Question(Asks.ORGANISATIONS, kind=OrganisationKind.MINISTER)
    reply.leave(Subject(SubjectKind.LIST, question=question.as_json(), said=("list",)))
    lines = [
        reply.text("overview.minister", name=each.display_name, title=each.description)
        for each in found or ministers(register)
    ]
    key = "several" if found else "unknown"
    reply.send([reply.text(f"overview.minister_{key}"), *lines])


def _tell_one(reply: Reply, minister: Organisation) -> None:
    """Tell who it is; after a list of who is on a platform, whether they are there."""
    turn = reply.turn
    platform = next(iter((turn.subject.question or {}).get("platforms", ())), None)
    if platform and ConversationWords.load().refers_back(turn.text):
        tell_channels(reply, minister, platform)
    else:
        tell_organisation(reply, minister, "find.this")


def _whose(turn: Turn) -> Organisation | None:
    """Give the organisation whose minister is asked for: one that is named, or was spoken of."""
    registry = turn.context.library.registry
    whose = next(iter(turn.named), None)
    if whose is None and not in_charge(registry.register, turn.text):
        whose = registry.organisation(turn.subject.organisation or "")
    return None if whose is None or is_minister(whose) else whose


def _tell_over(reply: Reply, whose: Organisation) -> None:
    """Tell under which ministers an organisation comes, or that we do not know."""
    registry = reply.turn.context.library.registry
    reply.about(whose)
    over = [
        (minister, row.competence)
        for row in whose.ministers
        if (minister := registry.organisation(row.minister))
    ]
    if not over:
        reply.leave(Subject(SubjectKind.ORGANISATION, organisation=whose.id, said=("minister",)))
        reply.send([reply.text("overview.over_unknown", **named(whose))])
        return
    first = over[0][0]
    reply.leave(Subject(SubjectKind.ORGANISATION, organisation=first.id, said=("who",)))
    lines = [
        reply.text("overview.over", **named(whose), minister=minister.display_name, title=title)
        for minister, title in over
    ]
    reply.send([*lines, reply.text("overview.over_how")])


def tell_who_leads(reply: Reply, whose: Organisation) -> None:
    """Say that we do not know who leads an organisation, and tell its minister."""
    reply.send([reply.text("overview.leader_unknown", **named(whose))])
    if not is_minister(whose):
        _tell_over(reply, whose)
    reply.about(whose)
    reply.leave(Subject(SubjectKind.ORGANISATION, organisation=whose.id, said=("minister",)))


def _of_domain(turn: Turn) -> tuple[Organisation, ...]:
    """Give the ministers whose title names the policy domain that a list was of."""
    domain = (turn.subject.question or {}).get("domain")
    register = turn.context.library.registry.register
    domains = Domains.load()
    return tuple(
        each
        for each in ministers(register)
        if domain and domain in domains.named_in(each.description)
    )
