"""The ordered steps from a message to a verdict with its evidence.

Only a listing (equality of normal forms) leads to official, official_stale, planned, retired or
compromised. Traps are named in the reasons and never change a verdict: the host that a browser
would really reach is what gets judged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Protocol
from weakref import proxy

from knowledge.addresses.address import POST_LINK
from knowledge.matching.bearing import bears
from knowledge.matching.finding.links import COPY
from knowledge.matching.finding.mentions import Mention, MentionKind
from knowledge.matching.imitation.brands import main_site
from knowledge.matching.imitation.imitated_others import ImitatedOthers
from knowledge.matching.imitation.lookalike import Difference, Lookalikes, Resemblance
from knowledge.matching.imitation.words import OrdinaryWords
from knowledge.matching.points import KIND as REPORTING_POINT
from knowledge.matching.points import ReportingPoints
from knowledge.model import (
    Address,
    Candidate,
    ChannelStatus,
    Impersonation,
    OfficialChannel,
    Organisation,
    OtherBody,
    Rule,
    Takeover,
    Texts,
    Verdict,
    Verification,
    worst_of,
)
from knowledge.register.registry import EMAIL, WEBSITE, How, Listing, Registry
from knowledge.wording.sources import publisher

__all__ = [
    "Checker",
    "Difference",
    "MentionVerdict",
    "MessageVerdict",
    "Resemblance",
    "Sentence",
    "defanged",
]

CHECKED_AGAIN = 16  # texts: a turn asks several times for the same one
HIDES_HOST = frozenset({"userinfo", "backslash"})
# What is shown there can be of somebody else, whatever name it is shown under.
_NOT_ITSELF = frozenset({POST_LINK, COPY})
SHOWN_TEXT = "shown_text_differs"
COMPARED = frozenset(
    {
        Difference.SEPARATORS,
        Difference.OTHER_TLD,
        Difference.CONFUSABLE_CHARACTERS,
        Difference.SMALL_EDIT,
        Difference.HIDDEN_DESTINATION,
    }
)
"""Differences that are told beside the very address that is imitated, in use or not."""

OPENED = frozenset({"web", "social"})
"""Kinds of platforms where a citizen can go and look."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the catalogue with what to fill in.

    Attributes:
        key: Key of the catalogue.
        values: By placeholder; `Texts` where the value itself differs by language. A value named
            `date` or `since` is an ISO date of any precision and is written out by the catalogue.
    """

    key: str
    values: Mapping[str, str | Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MentionVerdict:
    """Our answer about one mention.

    Attributes:
        organisation: Whose channel it is, claims to be or imitates; None when unknown.
        channel: The listed channel; None unless the address is listed.
        resembles: What it imitates, nearest first; empty unless the verdict is `lookalike`.
        spoofable: The address is listed, but a sender on this platform can be forged.
        options: For `needs_platform`: the platforms on which the handle is listed.
        beside: A channel in use of the same organisation, to show beside a suspicious address.
        claims: For `not_listed`: the name it carries; None without one.
        belongs_to: For `other_body`: whose it is; for a `lookalike`: whose it imitates, where the
            register does not hold that body.
        takeover: For `compromised`: the warning of staff, where the register itself does not say
            so.
        known_there: For `claims`: channels in use of that organisation on the same platform.
        own_domain: For `not_listed`: the domain it stands at, where that organisation uses it.
    """

    mention: Mention
    verdict: Verdict
    address: Address | None = None
    organisation: Organisation | None = None
    channel: OfficialChannel | None = None
    resembles: tuple[Resemblance, ...] = ()
    reasons: tuple[Sentence, ...] = ()
    advice: tuple[Sentence, ...] = ()
    spoofable: bool = False
    options: tuple[str, ...] = ()
    impersonation: Impersonation | None = None
    beside: OfficialChannel | None = None
    claims: "Claims | None" = None
    belongs_to: "BelongsTo | None" = None
    takeover: Takeover | None = None
    known_there: tuple[OfficialChannel, ...] = ()
    own_domain: str | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """Whose name an unlisted account carries, without evidence of imitation.

    Attributes:
        organisation: Id of the organisation.
        known_on_platform: How many of its accounts the register lists there.
        complete: The organisation declared that list complete, and the declaration still counts.
    """

    organisation: str
    platform: str
    known_on_platform: int
    complete: bool


@dataclass(frozen=True, slots=True)
class BelongsTo:
    """The body outside the Flemish government whose address it is.

    Attributes:
        name: In the languages in which it is known; Dutch always.
        kind: Such as `federal`, `municipality`, `bank`.
        source: Where that address stands.
        says: What that body itself says about fakes, where we know it.
    """

    name: Texts
    kind: str
    source: str
    says: Texts | None = None


@dataclass(frozen=True, slots=True)
class MessageVerdict:
    """Our answer about a whole message.

    Attributes:
        verdict: The worst of its mentions; None without a mention.
        rules: What the government does or never does, where that bears on this message.
    """

    verdict: Verdict | None
    mentions: tuple[MentionVerdict, ...]
    rules: tuple[Rule, ...] = ()

    @property
    def worst_first(self) -> tuple[MentionVerdict, ...]:
        """The mentions in the order in which a citizen has to know them."""
        return tuple(sorted(self.mentions, key=lambda each: each.verdict.rank))


class Finder(Protocol):
    """Finds what a citizen pasted."""

    def find(self, text: str, platform: str | None = None) -> Sequence[Mention]:
        """Give the mentions in a text, in order."""

    def platform_in(self, text: str) -> str | None:
        """Give the platform that the text names in words."""


OrganisationNames = Callable[[str], Sequence[str]]
"""Gives the ids of the organisations that a text names."""


def defanged(address: str) -> str:
    """Make an address unclickable: `https://vdab-jobs.be/` becomes `vdab-jobs[.]be/`."""
    return address.removeprefix("https://").removeprefix("http://").replace(".", "[.]")


class Checker:
    """Judges messages against the register.

    Args:
        registry: The register with its indexes.
        finder: Finds the mentions in a text.
        today: The date to judge by, asked anew for every message.
        organisation_names: Finds organisations named in a display name or message.
        lookalikes: Made from the registry when not given.
    """

    def __init__(
        self,
        registry: Registry,
        finder: Finder,
        *,
        today: Callable[[], date],
        organisation_names: OrganisationNames | None = None,
        lookalikes: Lookalikes | None = None,
    ) -> None:
        self._registry = registry
        self._finder = finder
        self._platforms = registry.platforms
        self._today = today
        self._names = organisation_names
        self._lookalikes = lookalikes or Lookalikes(registry, words=OrdinaryWords.load())
        register = registry.register
        self._others = ImitatedOthers(register.others, registry.addresses, self._lookalikes.words)
        self._doors = ReportingPoints(register.reporting_points, registry.addresses)
        own = proxy(self)  # in a ring with its memory, neither would be freed
        self._checked = lru_cache(CHECKED_AGAIN)(lambda _today, _laid, *asked: own._check(*asked))

    def check(
        self, text: str, *, platform: str | None = None, organisation: str | None = None
    ) -> MessageVerdict:
        """Judge every mention in a message.

        Args:
            text: As the citizen sent it.
            platform: Where the citizen says it was seen; completes a bare handle.
            organisation: Id of the organisation it is said to be of; prefers its listing.
        """
        laid = self._registry.laid  # a warning that comes while this is judged is for the next
        checked: MessageVerdict = self._checked(self._today(), laid, text, platform, organisation)
        return checked

    def _check(self, text: str, platform: str | None, organisation: str | None) -> MessageVerdict:
        judged = [
            self.judge(mention, organisation) for mention in self._finder.find(text, platform)
        ]
        named = self._named_in(text)
        mentions = tuple(self._beside_named(self._unmasked(each, judged), named) for each in judged)
        mentions = _without_bare_names(mentions)
        verdict = worst_of(mention.verdict for mention in mentions)
        return MessageVerdict(verdict, mentions, self._rules(text, mentions, platform, named))

    def judge(self, mention: Mention, organisation: str | None = None) -> MentionVerdict:
        """Judge one mention, most damning finding first."""
        if mention.address:
            judged = self._address(mention, mention.address, organisation)
        elif mention.handle:
            judged = self._bare_handle(mention, mention.handle)
        else:
            judged = _unreadable(mention)
        if judged.claims and judged.organisation:
            there = self._usable_on(judged.organisation, judged.claims.platform)
            judged = replace(judged, known_there=there)
        return _with_traps(judged, mention)

    def site_of(self, organisation: Organisation | None) -> OfficialChannel | None:
        """Give the site in use of an organisation."""
        return self._in_use(organisation, WEBSITE)

    def user_of_domain(self, host: str) -> Organisation | None:
        """Give the organisation that uses the registrable domain of a host today.

        That says nothing of an address at it: what is not listed stays so.
        """
        channel = self._registry.official_domain(host)
        is_used = channel is not None and self._usable(channel) is not None
        return self._registry.organisation(channel.organisation) if channel and is_used else None

    def _unmasked(self, judged: MentionVerdict, others: Sequence[MentionVerdict]) -> MentionVerdict:
        """Call an unlisted link an imitation when its text shows a listed address instead."""
        is_free = judged.verdict in (Verdict.NOT_LISTED, Verdict.OTHER_BODY)
        masked = is_free and SHOWN_TEXT in judged.mention.traps
        channel = next((each.channel for each in others if each.channel), None)
        if not (masked and channel and judged.address):
            return judged
        resembles = self._lookalikes.hidden_channel(channel)
        return _with_traps(
            self._lookalike(judged.mention, judged.address, resembles), judged.mention
        )

    def _address(
        self, mention: Mention, address: Address, organisation: str | None
    ) -> MentionVerdict:
        fake = self._registry.impersonation(address)
        if fake:
            return self._fake(mention, address, fake)
        listing = self._registry.listed(address, organisation=organisation)
        if listing:
            listed = self._listed(mention, address, listing)
            return listed if _NOT_ITSELF.isdisjoint(mention.traps) else self._post(listed)
        candidate = self._registry.candidate(address)
        if candidate:
            return self._candidate(mention, address, candidate)
        return self._unlisted(mention, address)

    def _unlisted(self, mention: Mention, address: Address) -> MentionVerdict:
        contradicted = self._contradicted(mention, address)
        if contradicted:
            return self._lookalike(mention, address, contradicted)
        body = None if POST_LINK in mention.traps else self._belongs_to(address)
        if body:
            return self._other_body(mention, address, body)
        if not self._own_domain(address):
            resembles = self._lookalikes.resembles(address)
            if resembles:
                return self._lookalike(mention, address, resembles)
            name = mention.display_name
            imitated = self._others.of(address) or (
                self._others.contradicted(name, address) if name else None
            )
            if imitated:
                return self._lookalike_of_other(mention, address, *imitated)
        return self._not_listed(mention, address)

    def _contradicted(self, mention: Mention, address: Address) -> tuple[Resemblance, ...]:
        """Give what a link or display name pretends to be, while the address behind is another."""
        if self._own_domain(address):
            return ()
        if not HIDES_HOST.isdisjoint(mention.traps):
            hidden = self._lookalikes.hidden_behind(mention.text)
            if hidden:
                return hidden
        return self._contradicting_name(mention, address)

    def _belongs_to(self, address: Address) -> BelongsTo | None:
        """Tell whose an address is outside the Flemish government: by equality, nothing else."""
        found = self._registry.other_body(address)
        if found:
            body = found.body
            return BelongsTo(body.names, body.kind, found.channel.source.url, _says(body))
        point = self._doors.of(address)
        return BelongsTo({"nl": point.name}, REPORTING_POINT, point.source.url) if point else None

    def _other_body(
        self, mention: Mention, address: Address, belongs_to: BelongsTo
    ) -> MentionVerdict:
        platform = self._platforms.get(address.platform)
        reasons = [_sentence("reason.other_body", source=belongs_to.source)]
        if belongs_to.says:
            reasons.append(_sentence("reason.other_body_says", note=belongs_to.says))
        if platform.spoofable:
            reasons.append(_sentence(f"reason.spoofable_{_spoof_kind(platform.kind)}"))
        return MentionVerdict(
            mention,
            Verdict.OTHER_BODY,
            address,
            reasons=tuple(reasons),
            advice=self._next_step(belongs_to.kind),
            spoofable=platform.spoofable,
            belongs_to=belongs_to,
        )

    def _next_step(self, kind: str) -> tuple[Sentence, ...]:
        found = self._registry.register.next_steps.get(kind)
        return (_sentence("advice.next_step", step=found.text),) if found else ()

    def _fake(
        self, mention: Mention, address: Address | None, fake: Impersonation
    ) -> MentionVerdict:
        imitated = self._registry.organisation(fake.imitates) if fake.imitates else None
        reasons = [_who_says(fake)]
        if imitated:
            reasons.append(_sentence("reason.fake_imitates", organisation=imitated.display_name))
        return MentionVerdict(
            mention,
            Verdict.CONFIRMED_FAKE,
            address,
            organisation=imitated,
            reasons=tuple(reasons),
            advice=_WARNINGS,
            impersonation=fake,
            beside=self._in_use(imitated, (address or fake.address).platform),
        )

    def _listed(self, mention: Mention, address: Address, listing: Listing) -> MentionVerdict:
        channel, owner = listing.channel, listing.organisation
        platform = self._platforms.get(channel.address.platform)
        verdict = self._registry.standing(channel, self._today())
        if verdict is Verdict.OFFICIAL and listing.how is How.DOMAIN_HANDLE:
            # A name that its domain alone vouches for is no confirmed account.
            verdict = Verdict.OFFICIAL_STALE
        trusted = verdict.is_trusted
        shown = channel.address.value if trusted else defanged(channel.address.value)
        name = owner.display_name
        reasons = [_sentence(f"reason.listed_{listing.how}", organisation=name, address=shown)]
        reasons += _status_reasons(channel)
        takeover = self._takeover(channel)
        if takeover:
            reasons.insert(0, _sentence("reason.taken_over", since=takeover.since))
        # What confirmed the site of a domain says nothing of an account that bears its name.
        reasons += (
            [] if listing.how is How.DOMAIN_HANDLE else _evidence(channel, verdict, self._today())
        )
        if channel.shared:
            reasons.append(_sentence("reason.shared"))
        if channel.personal:
            reasons.insert(0, _sentence("reason.personal", organisation=name))
        if platform.spoofable:
            reasons.append(_sentence(f"reason.spoofable_{_spoof_kind(platform.kind)}"))
        beside = None if trusted else self._in_use(owner, channel.address.platform, channel)
        return MentionVerdict(
            mention,
            verdict,
            address,
            organisation=owner,
            channel=channel,
            reasons=tuple(reasons),
            advice=_WARNINGS
            if verdict is Verdict.COMPROMISED
            else (self._how_to_check(owner, channel),),
            spoofable=platform.spoofable,
            beside=beside,
            takeover=takeover,
        )

    def _takeover(self, channel: OfficialChannel) -> Takeover | None:
        """Give the warning of staff, where the register itself says nothing of a takeover."""
        is_told = channel.status is ChannelStatus.COMPROMISED
        return None if is_told else self._registry.takeover(channel)

    def _post(self, listed: MentionVerdict) -> MentionVerdict:
        """Take back what is said of an account: its name in a link to one post proves nothing."""
        if listed.verdict.rank <= Verdict.NOT_LISTED.rank:
            return listed
        organisation = listed.organisation
        return MentionVerdict(
            listed.mention,
            Verdict.NOT_LISTED,
            listed.address,
            organisation=organisation,
            reasons=(_NOT_PROOF,),
            advice=(self._how_to_check(organisation), _ASK),
            beside=self._usable(listed.channel) or listed.beside,
            claims=self._claim(organisation, listed.address) if organisation else None,
        )

    def _candidate(
        self, mention: Mention, address: Address | None, candidate: Candidate
    ) -> MentionVerdict:
        organisation = self._registry.organisation(candidate.organisation)
        name = organisation.display_name if organisation else candidate.organisation
        return MentionVerdict(
            mention,
            Verdict.NOT_LISTED,
            address,
            organisation=organisation,
            reasons=(_sentence("reason.candidate", organisation=name), _NOT_PROOF),
            advice=(self._how_to_check(organisation),),
            beside=self._in_use(organisation, address.platform if address else WEBSITE),
        )

    def _contradicting_name(self, mention: Mention, address: Address) -> tuple[Resemblance, ...]:
        if not mention.display_name or self._lookalikes.resembles(address):
            return ()
        named = self._claims(mention.display_name)
        carried = {each.organisation for each in self._lookalikes.carries(address)}
        if not carried.isdisjoint(named):
            return ()
        return self._lookalikes.claimed(named, Difference.DISPLAY_NAME)

    def _claims(self, display_name: str) -> tuple[str, ...]:
        """Give the organisations that a display name claims to be."""
        claimed = self._lookalikes.organisations_named(display_name)
        if not claimed and self._names:
            claimed = tuple(self._names(display_name))
        return claimed

    def _lookalike(
        self, mention: Mention, address: Address | None, resembles: tuple[Resemblance, ...]
    ) -> MentionVerdict:
        nearest = resembles[0]
        imitated = self._registry.organisation(nearest.organisation)
        platform = address.platform if address else nearest.platform
        beside = self._beside(nearest, imitated, platform)
        return MentionVerdict(
            mention,
            Verdict.LOOKALIKE,
            address,
            organisation=imitated,
            resembles=resembles,
            reasons=(self._difference(nearest, imitated, beside),),
            advice=(*_WARNINGS, self._go_to_real(imitated)),
            beside=beside,
        )

    def _lookalike_of_other(
        self, mention: Mention, address: Address, nearest: Resemblance, body: OtherBody
    ) -> MentionVerdict:
        source = next(iter(body.channels)).source.url
        return MentionVerdict(
            mention,
            Verdict.LOOKALIKE,
            address,
            resembles=(nearest,),
            reasons=(self._difference(nearest, None, None),),
            advice=(*_WARNINGS, *self._next_step(body.kind)),
            belongs_to=BelongsTo(body.names, body.kind, source, _says(body)),
        )

    def _difference(
        self,
        nearest: Resemblance,
        imitated: Organisation | None,
        beside: OfficialChannel | None,
    ) -> Sentence:
        """Say how an address differs from what it imitates, or whose name it carries."""
        is_compared = nearest.difference in COMPARED
        shown = beside.address.value if beside and not is_compared else nearest.address
        return _sentence(
            f"difference.{nearest.difference}",
            organisation=imitated.display_name if imitated else nearest.organisation,
            address=shown,
            platform=self._platforms.get(nearest.platform).name,
        )

    def _beside(
        self, nearest: Resemblance, organisation: Organisation | None, platform: str
    ) -> OfficialChannel | None:
        """Pick the channel to show beside what carries or imitates a name."""
        own = [each for each in (nearest.channel,) if each and self._can_go_to(each, platform)]
        return next(iter(own), None) or self._in_use(organisation, platform)

    def _can_go_to(self, channel: OfficialChannel, platform: str) -> bool:
        """Judge whether a channel is in use, flagged by nobody, and can be gone to."""
        there = channel.address.platform
        if there != platform and self._platforms.get(there).kind not in OPENED:
            return False
        return self._usable(channel) is not None

    def _not_listed(self, mention: Mention, address: Address) -> MentionVerdict:
        owner = self._own_domain(address)
        if owner:
            return self._on_own_domain(mention, address, owner)
        carried = self._lookalikes.carries(address)
        if carried:
            return self._carrying(mention, address, carried)
        neighbour = self._lookalikes.neighbour(address)
        known = (_sentence("reason.known_neighbour", description=neighbour),) if neighbour else ()
        return MentionVerdict(
            mention,
            Verdict.NOT_LISTED,
            address,
            reasons=(*known, _NOT_PROOF),
            advice=(self._how_to_check(None), _ASK),
        )

    def _on_own_domain(
        self, mention: Mention, address: Address, owner: OfficialChannel
    ) -> MentionVerdict:
        """Judge an unlisted page, site or mailbox at a domain that an organisation has."""
        kind = "mailbox" if address.platform == EMAIL else "page"
        organisation = self._registry.organisation(owner.organisation)
        name = organisation.display_name if organisation else owner.organisation
        return MentionVerdict(
            mention,
            Verdict.NOT_LISTED,
            address,
            organisation=organisation,
            reasons=(
                _sentence(f"reason.unlisted_{kind}_on_official_domain", organisation=name),
                _NOT_PROOF,
            ),
            advice=(self._how_to_check(organisation), _ASK),
            beside=self._in_use(organisation, address.platform),
            claims=self._claim(organisation, address) if organisation else None,
            own_domain=self._domain_in_use(owner),
        )

    def _domain_in_use(self, owner: OfficialChannel) -> str | None:
        host = owner.address.host if self._usable(owner) else None
        return self._registry.addresses.owned_domain(host) if host else None

    def _carrying(
        self, mention: Mention, address: Address, carried: tuple[Resemblance, ...]
    ) -> MentionVerdict:
        """Judge an address that carries a name, without evidence that it imitates anybody."""
        today = self._today()
        for each in carried:
            if self._registry.is_complete(each.organisation, address.platform, today):
                declared = replace(each, difference=Difference.LIST_COMPLETE)
                return self._lookalike(mention, address, (declared,))
        nearest = carried[0]
        organisation = self._registry.organisation(nearest.organisation)
        beside = self._beside(nearest, organisation, address.platform)
        return MentionVerdict(
            mention,
            Verdict.NOT_LISTED,
            address,
            organisation=organisation,
            reasons=(self._difference(nearest, organisation, beside), _NOT_PROOF),
            advice=(self._how_to_check(organisation), _ASK),
            beside=beside,
            claims=self._claim(organisation, address) if organisation else None,
        )

    def _claim(self, organisation: Organisation, address: Address | None) -> Claims | None:
        """Say whose name an address carries, and how much the register knows there."""
        if address is None:
            return None
        platform = address.platform
        known = self._usable_on(organisation, platform)
        complete = self._registry.is_complete(organisation.id, platform, self._today())
        return Claims(organisation.id, platform, len(known), complete)

    def _bare_handle(self, mention: Mention, handle: str) -> MentionVerdict:
        channels = self._registry.by_handle(handle)
        if channels:
            options = tuple(dict.fromkeys(channel.address.platform for channel in channels))
            owner = self._registry.organisation(channels[0].organisation)
            name = owner.display_name if owner else channels[0].organisation
            return MentionVerdict(
                mention,
                Verdict.NEEDS_PLATFORM,
                organisation=owner,
                reasons=(_sentence("reason.handle_of", organisation=name),),
                advice=(_sentence("advice.say_platform"),),
                options=options,
            )
        fake = self._registry.impersonation_by_handle(handle)
        if fake:
            return self._fake(mention, None, fake)
        candidate = self._registry.candidate_by_handle(handle)
        if candidate:
            return self._candidate(mention, None, candidate)
        resembles = self._lookalikes.resembles_handle(handle)
        if resembles:
            return self._lookalike(mention, None, resembles)
        for nearest in self._lookalikes.carried_by_handle(handle):
            owner = self._registry.organisation(nearest.organisation)
            beside = self._beside(nearest, owner, nearest.platform)
            return MentionVerdict(
                mention,
                Verdict.NOT_LISTED,
                organisation=owner,
                reasons=(self._difference(nearest, owner, beside), _NOT_PROOF),
                advice=(self._how_to_check(owner), _ASK),
                beside=beside,
            )
        return MentionVerdict(
            mention,
            Verdict.NOT_LISTED,
            reasons=(_NOT_PROOF,),
            advice=(self._how_to_check(None), _ASK),
        )

    def _named_in(self, text: str) -> tuple[str, ...]:
        """Give the ids of the organisations that a message names in words."""
        return tuple(self._names(text)) if self._names else ()

    def _beside_named(self, judged: MentionVerdict, named: Sequence[str]) -> MentionVerdict:
        """Show what is listed of the organisation that a message names beside what is not."""
        if judged.verdict is not Verdict.NOT_LISTED or judged.organisation:
            return judged
        organisation = next(
            (found for each in named if (found := self._registry.organisation(each))), None
        )
        if organisation is None:
            return judged
        platform = judged.address.platform if judged.address else WEBSITE
        return replace(
            judged,
            organisation=organisation,
            beside=self._in_use(organisation, platform),
            advice=(self._how_to_check(organisation), _ASK),
        )

    def _own_domain(self, address: Address) -> OfficialChannel | None:
        """Give the channel whose registrable domain an unlisted page or mailbox shares."""
        if address.platform not in (WEBSITE, EMAIL) or not address.host:
            return None
        return self._registry.official_domain(address.host)

    def _in_use(
        self,
        organisation: Organisation | None,
        platform: str,
        instead_of: OfficialChannel | None = None,
    ) -> OfficialChannel | None:
        """Pick the channel to use instead: on the same platform, else the website."""
        if organisation is None:
            return None
        usable = [
            channel
            for channel in organisation.channels
            if channel.address.platform in (platform, WEBSITE)
            and channel is not instead_of
            and self._can_go_to(channel, platform)
        ]
        on_platform = [each for each in usable if each.address.platform == platform]
        return main_site(on_platform) or next(iter(on_platform), None) or main_site(usable)

    def _usable_on(self, organisation: Organisation, platform: str) -> tuple[OfficialChannel, ...]:
        """Give the channels of an organisation on a platform that may be shown as real ones."""
        there = (each for each in organisation.channels if each.address.platform == platform)
        return tuple(each for each in there if self._usable(each))

    def _usable(self, channel: OfficialChannel | None) -> OfficialChannel | None:
        """Give a channel if it may be shown as the real one."""
        if channel and self._registry.standing(channel, self._today()).is_trusted:
            return channel
        return None

    def _how_to_check(
        self, organisation: Organisation | None, listed: OfficialChannel | None = None
    ) -> Sentence:
        site = self._in_use(organisation, WEBSITE, listed)
        is_itself = listed is not None and listed.address.platform == WEBSITE
        if site is None or is_itself:
            return _sentence("advice.check_on_vlaanderen")
        return _sentence("advice.check_on_site", address=site.address.value)

    def _go_to_real(self, organisation: Organisation | None) -> Sentence:
        site = self._in_use(organisation, WEBSITE)
        if site is None:
            return _sentence("advice.check_on_vlaanderen")
        return _sentence("advice.go_to_real", address=site.address.value)

    def _rules(
        self,
        text: str,
        mentions: Sequence[MentionVerdict],
        platform: str | None,
        named: Sequence[str],
    ) -> tuple[Rule, ...]:
        platforms = {each.address.platform for each in mentions if each.address}
        platforms |= {platform or self._finder.platform_in(text) or ""}
        involved = {each.organisation.id for each in mentions if each.organisation}
        involved |= set(named)
        told = mentions and all(each.verdict.is_trusted for each in mentions)
        return tuple(
            rule
            for rule in self._registry.register.rules
            if bears(rule, text, platforms, involved) and not (told and rule.endings)
        )


def _sentence(key: str, **values: str | Texts) -> Sentence:
    return Sentence(key, values)


SITE_LINKS_TODAY = "reason.site_links_today"
"""Key of the proof that nobody of staff but the organisation's own site gave, today."""

_NOT_PROOF = _sentence("reason.not_listed")
_ASK = _sentence("advice.ask_1700")
_WARNINGS = (
    _sentence("advice.do_not_react"),
    _sentence("advice.forward"),
    _sentence("advice.card_stop"),
)


def _who_says(fake: Impersonation) -> Sentence:
    """Say who called it fake: our own team, or whoever published it."""
    if publisher(fake.source.url) is None:
        return _sentence("reason.fake_seen_since", since=fake.seen_since)
    return _sentence("reason.fake_by_source", source=fake.source.url, date=fake.source.date or "")


def _without_bare_names(mentions: tuple[MentionVerdict, ...]) -> tuple[MentionVerdict, ...]:
    """Leave out names of senders that nobody lists, beside an address that is not trusted either.

    A name is no address, and anybody can send under it: there is no more to say of it then.
    """
    others = tuple(each for each in mentions if not _is_bare_name(each))
    worst = worst_of(each.verdict for each in others)
    return others if worst and not worst.is_trusted else mentions


def _is_bare_name(judged: MentionVerdict) -> bool:
    is_sender = judged.mention.kind is MentionKind.SMS_SENDER
    is_number = any(map(str.isdigit, judged.mention.text))
    return is_sender and not is_number and judged.verdict is Verdict.NOT_LISTED


def _unreadable(mention: Mention) -> MentionVerdict:
    """Judge what leads nowhere: a link that no browser opens, an account number that cannot be."""
    return MentionVerdict(
        mention,
        Verdict.NOT_LISTED,
        reasons=(_NOT_PROOF,),
        advice=(_sentence("advice.check_on_vlaanderen"), _ASK),
    )


def _with_traps(judged: MentionVerdict, mention: Mention) -> MentionVerdict:
    if not mention.traps:
        return judged
    traps = tuple(_sentence(f"trap.{code}") for code in mention.traps)
    return replace(judged, reasons=(*judged.reasons, *traps))


def _status_reasons(channel: OfficialChannel) -> list[Sentence]:
    reasons = []
    match channel.status:
        case ChannelStatus.COMPROMISED:
            reasons.append(_dated("reason.compromised", since=channel.since))
        case ChannelStatus.PLANNED:
            reasons.append(_dated("reason.planned", since=channel.since))
        case ChannelStatus.RETIRED:
            reasons.append(_dated("reason.retired", date=channel.retired_on))
            if channel.replaced_by:
                reasons.append(_sentence("reason.replaced_by", address=channel.replaced_by))
        case ChannelStatus.ACTIVE:
            pass
    return reasons


def _dated(key: str, **dates: date | None) -> Sentence:
    known = {name: value.isoformat() for name, value in dates.items() if value}
    return Sentence(f"{key}_dated" if known else key, known)


def _evidence(channel: OfficialChannel, verdict: Verdict, today: date) -> list[Sentence]:
    """Tell who confirmed the channel, or what source it rests on as long as nobody did."""
    verified = channel.verified
    if verified:
        reasons = [_who_confirmed(verified, today)]
        if verdict is Verdict.OFFICIAL_STALE:
            reasons.append(_sentence("reason.confirmed_long_ago"))
        return reasons
    if not channel.sources:
        return [_sentence("reason.unconfirmed")]
    source = channel.sources[0]
    if source.date:
        return [_sentence("reason.unconfirmed_source_dated", source=source.url, date=source.date)]
    return [_sentence("reason.unconfirmed_source", source=source.url)]


def _who_confirmed(verified: Verification, today: date) -> Sentence:
    if not verified.is_by_watch:
        when = {"date": verified.date.isoformat(), "by": verified.by}
        return Sentence(f"reason.{verified.method}", when)
    if verified.date == today:
        return Sentence(SITE_LINKS_TODAY)
    return Sentence("reason.site_linked", {"date": verified.date.isoformat()})


def _says(body: OtherBody) -> Texts | None:
    return body.says.text if body.says else None


def _spoof_kind(kind: str) -> str:
    return kind if kind in ("email", "phone", "sms") else "other"
