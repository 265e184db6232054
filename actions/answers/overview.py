"""What the register holds as a whole, counted and told: who is where, which, and since when."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from actions.answers.channels import MOST_LISTED, YEAR, on_platform, platform_name
from actions.answers.overview_beside import (
    asks_which_media,
    own_accounts,
    said_beside,
    tell_owners_beside,
)
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.overview import SOCIAL, Asks, Question, question_reader
from actions.cues.talk import TalkWords
from actions.cues.words import ConversationWords, sentences_in
from knowledge.matching.search.portfolios import is_minister, names_role
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import Organisation, OrganisationKind, OrganisationStatus
from knowledge.publishing.overview.counting import growth, per_platform
from knowledge.publishing.overview.model import (
    Overview,
    OverviewChannel,
    OverviewOrganisation,
    overview_of,
)
from knowledge.publishing.overview.scope import ministers
from knowledge.publishing.overview.selection import Selection, State, is_in_state, select
from knowledge.wording.domains import Domains
from knowledge.wording.naming import named

MOST_NAMED = 20  # in one list
NAMED = "named."
"""Key of a subject: how many of a list were named."""

OUTSIDE = "outside"
"""Key of a subject: it was told who is not in the list."""

MOST_MEDIA = 5  # beside a count on one of them


def tell_overview(reply: Reply, question: Question | None = None) -> None:
    """Tell what the message asks to count, or another question."""
    if question is None:
        question = question_of(reply.turn)
    is_of_all = question.kind is None and question.minister is None and not reply.turn.named
    last = (sentences_in(reply.turn.text) or [""])[-1]
    if is_of_all and TalkWords.load().has("outside", last):
        _tell_outside(reply)
        return
    if question.state is State.RETIRED and _asks_who_is_left(reply.turn):
        tell_overview(reply, replace(question, state=State.IN_USE))
    tell_owners_beside(reply, question)
    asked = asked_of(reply, question)
    reply.leave(Subject(SubjectKind.LIST, question=question.as_json(), said=("list",)))
    reply.remember(platform=next((each for each in question.platforms if each != SOCIAL), None))
    is_more = reply.turn.subject.kind is SubjectKind.LIST
    end = "incomplete_more" if is_more else "incomplete"
    if question.without:
        end = "incomplete_without"
    is_planned = question.state is State.PLANNED and is_more
    nothing = is_planned and not asked.having(asked.platform)
    is_of_then = (
        TalkWords.load().has("year", reply.turn.question) and question.asks is not Asks.GROWTH
    )
    told = [_none_planned(asked)] if nothing else _TELLING[question.asks](asked)
    now = [reply.text("overview.as_of_now")] if is_of_then else []
    if asks_which_media(reply, question):
        told = _organisations(asked) if question.asks is Asks.PLATFORMS else told
        all_media = replace(question, asks=Asks.PLATFORMS, platforms=(SOCIAL,))
        media = _platforms(asked_of(reply, all_media))
        told = [*media[: MOST_MEDIA + 1], *told]
    own = own_accounts(reply, question)
    told = own or [*told, *_of_when(asked)]
    reply.send([*now, *told, *_how_known(asked), *said_beside(reply, end)])


def _tell_outside(reply: Reply) -> None:
    """Say that others than the Flemish government are not in our list; the list can be asked on."""
    subject = reply.turn.subject
    key = "outside_too" if subject.times(OUTSIDE) else "outside"
    if subject.kind is not SubjectKind.LIST:
        whole = Question(Asks.TOTALS).as_json()
        subject = Subject(SubjectKind.LIST, question=whole, said=("list",))
    reply.leave(subject.told(OUTSIDE))
    reply.send([reply.text(f"overview.{key}")])


def _asks_who_is_left(turn: Turn) -> bool:
    """Tell whether a message asks who is still there too, beside who left."""
    return question_reader(turn.context.library.platforms).asks_both(turn.text)


def question_of(turn: Turn) -> Question:
    """Read what a message asks to count: of the services of a minister, where it names one."""
    reader = question_reader(turn.context.library.platforms)
    question = reader.read(turn.text)
    minister = minister_over(turn)
    before = (turn.subject.question or {}).get("kind")
    if before and question.kind is None and TalkWords.load().has("of_those", turn.text):
        question = replace(question, kind=OrganisationKind(before))
    if minister is None:
        return _where_it_was(turn, question)
    kind = None if question.kind is OrganisationKind.MINISTER else question.kind
    asks = Asks.ORGANISATIONS if question.asks is Asks.TOTALS else question.asks
    return replace(question, kind=kind, domain=None, asks=asks, minister=minister.id)


def _where_it_was(turn: Turn, question: Question) -> Question:
    """Give a count without a place on the platform that was told of, as in `how many are there`."""
    subject, words = turn.subject, ConversationWords.load()
    is_told = subject.kind is SubjectKind.ORGANISATION and subject.platform is not None
    is_open = not (question.platforms or question.kind or question.domain)
    leans = words.speaks_of_place(turn.text) or ChannelWords.load().has("on_it", turn.text)
    if not (is_told and is_open and leans and question.asks is Asks.TOTALS):
        return question
    place = subject.platform or SOCIAL
    return replace(question, asks=Asks.ORGANISATIONS, platforms=(place,))


def minister_over(turn: Turn) -> Organisation | None:
    """Give the minister whose services a message asks after."""
    reader = question_reader(turn.context.library.platforms)
    about = turn.subject if turn.subject.kind is SubjectKind.ORGANISATION else Subject()
    registry = turn.context.library.registry
    whose = registry.organisation(about.organisation or "") if turn.is_short else None
    if turn.named:
        whose = turn.named[0] if len(turn.named) == 1 else None
    if whose and not turn.named and len(whose.ministers) == 1 and names_role(turn.text):
        whose = registry.organisation(whose.ministers[0].minister)
    return whose if is_minister(whose) and reader.speaks_of_services(turn.text) else None


def is_about_all(turn: Turn) -> bool:
    """Tell whether a message asks after all organisations of some sort, not after one."""
    if minister_over(turn):
        return True
    reader = question_reader(turn.context.library.platforms)
    is_whole = all(each.kind is OrganisationKind.UMBRELLA for each in turn.named)
    if turn.named and is_whole and reader.read(turn.text).domain:  # "of the government on schools"
        return True
    if not turn.text or turn.named or turn.refers_back:
        return False
    return reader.is_about_all(turn.text)


def asked_of(reply: Reply, question: Question) -> "Asked":
    """Give a question beside the part of the register that it is about."""
    context = reply.turn.context
    library = context.library
    whole = overview_of(library.registry, library.platforms, context.today())
    return Asked(reply, question, whole)


class Asked:
    """One question beside the part of the overview that it is about."""

    def __init__(self, reply: Reply, question: Question, whole: Overview) -> None:
        self.reply = reply
        self.question = question
        self._whole = whole
        self.part = self._select(State.RETIRED if question.state is State.RETIRED else None)
        # Who no longer exists counts for what it had, not among those that could have it.
        self.everyone = [
            each
            for each in self._select(None).organisations
            if each.organisation.status is OrganisationStatus.ACTIVE
        ]

    def _select(self, state: State | None) -> Overview:
        question = self.question
        is_of_ministers = question.kind is OrganisationKind.MINISTER
        part = select(
            self._whole,
            Selection(
                domain=None if is_of_ministers else question.domain,
                minister=question.minister,
                kind=question.kind,
                state=state,
            ),
        )
        if not (is_of_ministers and question.domain):
            return part
        # All ministers are of one domain in the register; what they are in charge of is a title.
        domains = Domains.load()
        found = (
            each
            for each in part.organisations
            if question.domain in domains.named_in(each.organisation.description)
        )
        return replace(part, organisations=tuple(found))

    def having(self, platform: str | None) -> list[OverviewOrganisation]:
        """Give the organisations that have such a channel."""
        return [
            each
            for each in self.part.organisations
            if any(self.is_meant(channel, platform) for channel in each.channels)
        ]

    def is_meant(self, channel: OverviewChannel, platform: str | None) -> bool:
        """Tell whether a channel is of the asked sort and on the asked platform."""
        there = platform in (None, channel.platform.key) or platform == channel.platform.kind
        return there and is_in_state(channel, self.question.state)

    def channels(self, platform: str | None) -> list[OverviewChannel]:
        """Give the channels of the asked sort."""
        return [each for each in self.part.channels if self.is_meant(each, platform)]

    @property
    def is_dated(self) -> bool:
        """Whether whoever is named counts by what a source said in some year."""
        question = self.question
        is_of_now = question.state is State.IN_USE and not question.without
        return is_of_now and self._is_social and question.asks is not Asks.COMPARISON

    @property
    def _is_social(self) -> bool:
        platforms, place = self.reply.turn.context.library.platforms, self.platform
        return place == SOCIAL or (place is not None and platforms.get(place).kind == SOCIAL)

    def year(self, organisation: OverviewOrganisation) -> str | None:
        """Give of when the newest source is that says it is there; None where none has a date."""
        meant = (each for each in organisation.channels if self.is_meant(each, self.platform))
        return max(filter(None, map(_year_of, meant)), default=None)

    @property
    def years(self) -> tuple[str, str] | None:
        """The years of the oldest and newest of those sources; None where none has a date."""
        found = sorted(filter(None, map(self.year, self.meant))) if self.is_dated else []
        return (found[0], found[-1]) if found else None

    @property
    def meant(self) -> list[OverviewOrganisation]:
        """Give the organisations that are the answer to who has such a channel, or has none."""
        found = self.having(self.platform)
        if self.question.asks is Asks.COMPARISON:
            for platform in self.question.platforms[1:]:
                there = {each.organisation.id for each in self.having(platform)}
                found = [each for each in found if each.organisation.id in there]
        if self.question.without:
            had = {each.organisation.id for each in found}
            return [each for each in self.everyone if each.organisation.id not in had]
        if self.platform is None and self.question.state is State.IN_USE:
            return self.everyone
        return found

    @property
    def platform(self) -> str | None:
        """The one platform that is asked after."""
        return next(iter(self.question.platforms), None)

    @property
    def whom(self) -> str:
        """Who is counted, in words."""
        reply, question = self.reply, self.question
        kind = reply.text(f"kind.{question.kind}" if question.kind else "kind.any")
        if question.minister:
            registry = reply.turn.context.library.registry
            minister = registry.organisation(question.minister)
            return reply.text("overview.whom_under", kind=kind, **named(minister))
        if question.domain is None:
            return kind
        return reply.text("overview.whom_in", kind=kind, domain=self._domain())

    def place(self, platform: str) -> str:
        """Give the name of a platform, or of all social ones."""
        if platform == SOCIAL:
            return self.reply.text("overview.social")
        return platform_name(self.reply, platform)

    def on(self, platform: str) -> str:
        """Give the words for something on a platform, or on any social one."""
        if platform == SOCIAL:
            return self.reply.text("overview.on_social")
        return on_platform(self.reply, platform)[self.reply.turn.language]

    def what(self, key: str = "what") -> str:
        """Name the sort of channel."""
        return self.reply.text(f"overview.{key}.{self.question.state}")

    def of_each_minister(self) -> list[tuple[str, int]]:
        """Give the ministers in office with how many organisations under them are there."""
        registry = self.reply.turn.context.library.registry
        return [
            (minister.display_name, sum(_is_under(each, minister) for each in self.having(place)))
            for place in [self.platform]
            for minister in ministers(registry.register)
        ]

    def _domain(self) -> str:
        found = (each.domain for each in self._whole.organisations)
        domain = next((each for each in found if each.key == self.question.domain), None)
        return domain.name[self.reply.turn.language] if domain else str(self.question.domain)


def _year_of(channel: OverviewChannel) -> str | None:
    """Give the year in which a channel was checked last, or a source last named it."""
    verified = channel.channel.verified
    if verified:
        return str(verified.date.year)
    dates = (each.date for each in channel.channel.sources)
    return max((each[:YEAR] for each in dates if each), default=None)


def _is_under(each: OverviewOrganisation, minister: Organisation) -> bool:
    return any(row.minister == minister.id for row in each.organisation.ministers)


def _how_known(asked: Asked) -> list[str]:
    """Say how it is known who comes under a minister, where that is asked."""
    said_before = (asked.reply.turn.subject.question or {}).get("minister")
    is_asked = asked.question.minister or asked.question.asks is Asks.MINISTERS
    is_asked = is_asked and not said_before
    return [asked.reply.text("overview.under")] if is_asked else []


def _none_planned(asked: Asked) -> str:
    where = f" {asked.on(asked.platform)}" if asked.platform else ""
    return asked.reply.text("planned.none_more", on=where)


def _ministers(asked: Asked) -> list[str]:
    """Tell how many organisations under each minister have such a channel."""
    reply, platform = asked.reply, asked.platform
    title = (
        reply.text("overview.per_minister_on", on_platform=asked.on(platform))
        if platform
        else reply.text("overview.per_minister")
    )
    rows = sorted(asked.of_each_minister(), key=lambda each: -each[1])
    return [title, *_lines(asked, rows)]


def _organisations(asked: Asked) -> list[str]:
    """Tell who has such a channel, or who has none."""
    reply, platform = asked.reply, asked.platform
    found = asked.meant
    told = [*_former(asked), *_moved(asked)]
    is_whole = platform is None and asked.question.state is State.IN_USE
    if is_whole and not asked.question.without:
        title = reply.text("overview.of", count=str(len(found)), whom=asked.whom)
        return [title, _names(asked, found)]
    return [*_whole(asked), _title(asked, len(found), platform), _names(asked, found), *told]


def _former(asked: Asked) -> list[str]:
    """Say of ministers who stopped somewhere that none of them is one now."""
    is_of_them = asked.question.kind is OrganisationKind.MINISTER
    stopped = asked.question.state is State.RETIRED and bool(asked.meant)
    are_gone = not any(is_minister(each.organisation) for each in asked.meant)
    is_told = is_of_them and stopped and are_gone and not asked.question.without
    return [asked.reply.text("overview.former")] if is_told else []


def _moved(asked: Asked) -> list[str]:
    """Say that we do not know who went from one platform to another."""
    question = asked.question
    first, then = (*question.platforms, None, None)[:2]
    if question.state is not State.RETIRED or first is None or then is None:
        return []
    return [asked.reply.text("overview.moved", first=asked.place(first), then=asked.place(then))]


def _whole(asked: Asked) -> list[str]:
    """Tell how many there are in all, where only those that were checked are named."""
    question = asked.question
    is_narrow = question.kind or question.domain or question.minister or question.platforms
    is_part = question.state is State.CONFIRMED and not is_narrow
    return [_total(asked)] if is_part else []


def _title(asked: Asked, count: int, platform: str | None) -> str:
    reply = asked.reply
    if not asked.everyone:  # "0 of the 0" would pass for a count
        return reply.text("overview.none_known", whom=asked.whom)
    # Who is gone counts among those that stopped, and so among all of them.
    everyone = {each.organisation.id for each in (*asked.everyone, *asked.meant)}
    values = {"count": str(count), "total": str(len(everyone)), "whom": asked.whom}
    how = "without" if asked.question.without else "with"
    if count == 0 and how == "with":
        how = "nobody"
    elif count == 1:
        how += "_one"
    if platform is None:
        return reply.text(f"overview.{how}", what=asked.what(), **values)
    where = asked.on(platform)
    return reply.text(f"overview.{how}_on", what=asked.what(), on_platform=where, **values)


def _channels(asked: Asked) -> list[str]:
    """Tell how many channels there are, and of whom."""
    reply, platform = asked.reply, asked.platform
    found, owners = asked.channels(platform), asked.having(platform)
    if not found and platform:  # "0, of 0" would pass for a fault
        return [_title(asked, 0, platform)]
    values = {
        "what": asked.what("whats"),
        "count": str(len(found)),
        "owners": str(len(owners)),
        "whom": asked.whom,
    }
    if platform is None:
        return [reply.text("overview.channels", **values), _names(asked, owners)]
    where = asked.on(platform)
    title = reply.text("overview.channels_on", on_platform=where, **values)
    return [title, _names(asked, owners)]


def _comparison(asked: Asked) -> list[str]:
    """Put platforms beside each other, and tell who is on all of them."""
    reply, platforms = asked.reply, asked.question.platforms
    lines = [
        reply.text(
            "overview.compare", total=str(len(asked.everyone)), whom=asked.whom, what=asked.what()
        )
    ]
    lines += _lines(asked, ((asked.place(each), len(asked.having(each))) for each in platforms))
    on_all = set.intersection(
        *({each.organisation.id for each in asked.having(platform)} for platform in platforms)
    )
    together = [each for each in asked.part.organisations if each.organisation.id in on_all]
    lines.append(reply.text("overview.on_all", count=str(len(together))))
    return [*lines, _names(asked, together)]


def _domains(asked: Asked) -> list[str]:
    """Put the policy domains in order of their channels in use."""
    reply, platform = asked.reply, asked.platform
    language = reply.turn.language
    counted = Counter({each.domain.name[language]: 0 for each in asked.part.organisations})
    for each in asked.part.organisations:
        there = sum(asked.is_meant(channel, platform) for channel in each.channels)
        counted[each.domain.name[language]] += there
    rows = counted.most_common()
    title = (
        reply.text("overview.per_domain_on", on_platform=asked.on(platform))
        if platform
        else reply.text("overview.per_domain")
    )
    return [title, *_lines(asked, rows)]


def _platforms(asked: Asked) -> list[str]:
    """Put the platforms in order of the organisations on them."""
    reply = asked.reply
    chosen = asked.question.platforms
    rows = [
        (platform_name(reply, each.key), count)
        for each, count in per_platform(asked.part)
        if not chosen or each.key in chosen or each.kind in chosen
    ]
    return [reply.text("overview.per_platform", whom=asked.whom), *_lines(asked, rows)]


def _busiest(asked: Asked) -> list[str]:
    """Put organisations in order of their channels."""
    counted = [
        (
            each.organisation.display_name,
            sum(asked.is_meant(channel, asked.platform) for channel in each.channels),
        )
        for each in asked.part.organisations
    ]
    rows = sorted((each for each in counted if each[1]), key=lambda each: -each[1])
    if not rows:
        return [_title(asked, 0, asked.platform)]
    title = asked.reply.text("overview.busiest", whats=asked.what("whats"))
    return [title, *_lines(asked, rows)]


def _growth(asked: Asked) -> list[str]:
    """Tell how many channels a dated source names, year by year."""
    reply, platform = asked.reply, asked.platform
    whose = reply.turn.named[0] if len(reply.turn.named) == 1 else None
    if whose and whose.kind is not OrganisationKind.UMBRELLA and not asked.question.minister:
        return _first_years(asked, whose)
    counted = asked.channels(platform)
    if not counted:
        return [reply.text("overview.no_dates_of_none")]
    grown = growth(counted)
    if not grown.years:
        return [reply.text("overview.no_dates")]
    first = grown.years[0]
    title = (
        reply.text("overview.growth_on", platform=asked.place(platform), year=str(first[0]))
        if platform
        else reply.text("overview.growth", year=str(first[0]))
    )
    steps = [grown.years[0]]
    steps += [
        now for before, now in zip(grown.years, grown.years[1:], strict=False) if now[1] > before[1]
    ]
    lines = [reply.text("overview.line", name=str(year), count=str(count)) for year, count in steps]
    return [
        title,
        *lines,
        reply.text("overview.undated", count=str(grown.undated)),
    ]


def tell_first_years(reply: Reply, organisation: Organisation, platform: str | None) -> None:
    """Tell since when the channels of one organisation are known, on one platform or on all."""
    kind = OrganisationKind.MINISTER if organisation.kind is OrganisationKind.MINISTER else None
    question = Question(Asks.GROWTH, kind=kind, platforms=(platform,) if platform else ())
    reply.send(_first_years(asked_of(reply, question), organisation))


def _first_years(asked: Asked, organisation: Organisation) -> list[str]:
    """Tell for the channels of one organisation which year's source names them first."""
    reply = asked.reply
    rows = [
        (f"{asked.place(each.platform.key)}, {each.channel.address.value}", each.first_year)
        for each in asked.channels(asked.platform)
        if each.channel.organisation == organisation.id and each.first_year
    ]
    if not rows:
        return [reply.text("overview.no_dates")]
    title = reply.text("overview.first_years", **named(organisation))
    return [title, *_lines(asked, rows)]


def _totals(asked: Asked) -> list[str]:
    """Tell how much there is."""
    return [_total(asked), *_platforms(asked)]


def _total(asked: Asked) -> str:
    in_use = replace(asked.question, state=State.IN_USE)
    whole = asked_of(asked.reply, in_use)
    return asked.reply.text(
        "overview.totals",
        organisations=str(len(whole.everyone)),
        channels=str(len(whole.channels(None))),
    )


def _lines(asked: Asked, rows: Iterable[tuple[str, int]]) -> list[str]:
    ordered = sorted(rows, key=lambda each: each[1]) if asked.question.fewest else list(rows)
    return [
        asked.reply.text("overview.line", name=name, count=str(count))
        for name, count in ordered[:MOST_LISTED]
    ]


def _names(asked: Asked, organisations: Sequence[OverviewOrganisation]) -> str:
    """Give their names; a few too many are all given, of more how many there are.

    Beside a name stands of when the source is that says that it is there.
    """
    reply = asked.reply
    found = sorted(organisations, key=lambda each: each.organisation.display_name.casefold())
    if not found:
        return ""
    shown = found if len(found) <= MOST_NAMED else found[:MOST_LISTED]
    reply.leave(reply.subject.told(f"{NAMED}{len(shown)}"))
    names, rest = ", ".join(_dated(asked, each) for each in shown), len(found) - len(shown)
    if not rest:
        return reply.text("overview.names", names=names)
    return reply.text("overview.names_more", names=names, count=str(rest))


def _dated(asked: Asked, organisation: OverviewOrganisation) -> str:
    year = asked.year(organisation) if asked.is_dated else None
    name = organisation.organisation.display_name
    return f"{name} ({year})" if year else name


def _of_when(asked: Asked) -> list[str]:
    """Say what the years beside the names are, and that nobody knows who is still there."""
    reply = asked.reply
    names = asked.question.asks in _NAMING and bool(asked.years)
    told = [reply.text("overview.years")] if names else []
    reader = question_reader(reply.turn.context.library.platforms)
    is_still = reader.asks_if_still(reply.turn.text) and asked.is_dated and bool(asked.meant)
    return [*told, reply.text("overview.not_sure_still")] if is_still else told


def years_of(asked: Asked) -> str:
    """Say between brackets of when the sources of a count are; nothing where none has a date."""
    if not asked.years:
        return ""
    first, last = asked.years
    key = "one" if first == last else "several"
    told = asked.reply.text(f"overview.count_years.{key}", first=first, last=last)
    return f" {told.strip()}"


_NAMING = (Asks.ORGANISATIONS, Asks.CHANNELS)
"""What is told with the names of those who are there."""

_TELLING: dict[Asks, Callable[[Asked], list[str]]] = {
    Asks.ORGANISATIONS: _organisations,
    Asks.CHANNELS: _channels,
    Asks.COMPARISON: _comparison,
    Asks.DOMAINS: _domains,
    Asks.PLATFORMS: _platforms,
    Asks.BUSIEST: _busiest,
    Asks.MINISTERS: _ministers,
    Asks.GROWTH: _growth,
    Asks.TOTALS: _totals,
}
